"""Free beds of the Partnership that suit a young person who is out of area, and the young people who have one: both as
questions to the database, because My work asks at every page.

The hard rules of ``matching``, of which a test sees that they say the same.
"""

from __future__ import annotations

from typing import Any

from django.db.models import DateField, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast

from camhs_beds import clocks
from camhs_beds.models import Bed, BedRequest, Confirmation, UnitProfile
from camhs_beds.models.bed import available, for_sex
from camhs_beds.vocabulary import Accepting, Need
from partnership.arithmetic import clock
from partnership.organisations.models import Unit


def beds_for(request: BedRequest, beds: QuerySet) -> QuerySet:
    """Those of ``beds`` that are free and suit this young person now.

    Each with ``confirmed_at``, when its ward last confirmed, and ``is_fresh``, whether that is late enough to be
    believed.
    """
    person = request.person
    return _suitable(
        beds, born=Value(person.date_of_birth, DateField()), sex=Value(person.sex), unit_type=Value(request.unit_type),
        legal_status=Value(request.legal_status), single_sex=Value(Need.SINGLE_SEX in request.needs),
    )  # fmt: skip


def with_a_bed_at_home(placements: QuerySet) -> QuerySet:
    """The placements for which a bed at home is free, each with the name of its unit in ``home_unit``."""
    of = "request__person__"
    needs_single_sex = Exists(
        BedRequest.objects.filter(pk=OuterRef(OuterRef("request")), needs__contains=[Need.SINGLE_SEX.value])
    )
    beds = _suitable(
        Bed.objects.all(), born=OuterRef(f"{of}date_of_birth"), sex=OuterRef(f"{of}sex"),
        unit_type=OuterRef("request__unit_type"), legal_status=OuterRef("request__legal_status"),
        single_sex=needs_single_sex,
    )  # fmt: skip
    first = beds.order_by("unit__name", "number").values("unit__name")[:1]
    return placements.filter(Exists(beds)).annotate(home_unit=Subquery(first))


def _suitable(beds: QuerySet, *, born: Any, sex: Any, unit_type: Any, legal_status: Any, single_sex: Any) -> QuerySet:
    today = clock.today()
    profile = UnitProfile.objects.on(today).filter(unit=OuterRef("unit"))
    said = Confirmation.objects.filter(unit=OuterRef("unit")).order_by("-at", "-pk")
    believed_since = clock.now() - clocks.fresh_for()
    takes = Subquery(profile.values("legal_statuses")[:1])
    taken = Func(F("takes"), legal_status, function="array_position", output_field=IntegerField())
    return (
        beds.in_use()
        .filter(available(clock.now()), unit__in=Unit.objects.open_on(today), unit__camhs_type=unit_type)
        .annotate(confirmed_at=Subquery(said.values("at")[:1]), is_fresh=Q(confirmed_at__gte=believed_since))
        .alias(
            takes=takes,
            taken=taken,
            accepting=Subquery(said.filter(at__gte=believed_since).values("accepting")[:1]),
            old_enough_on=_birthday(born, F("unit__youngest")),
            too_old_on=_birthday(born, F("unit__oldest") + 1),
            wants_single_sex=single_sex,
            has_single_sex_area=Exists(profile.filter(single_sex_area=True)),
        )
        .filter(for_sex(sex), Q(unit__sex="mixed") | Q(unit__sex=sex))
        .filter(Q(takes=None) | Q(taken__isnull=False), Q(accepting=None) | ~Q(accepting=Accepting.NO))
        .filter(Q(old_enough_on__lte=today), Q(too_old_on=None) | Q(too_old_on__gt=today))
        .filter(Q(wants_single_sex=False) | Q(has_single_sex_area=True) | ~Q(unit__sex="mixed"))
    )


def _birthday(born: Any, years: Any) -> Cast:
    """The day on which somebody born then is so many years old."""
    age = Func(years, template="make_interval(years => (%(expressions)s)::int)")
    return Cast(Func(born, age, arg_joiner=" + ", template="(%(expressions)s)"), DateField())

"""Each unit as it stands now: its beds, and its ward's last word on them. What it costs does not grow with the past."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from camhs_beds import clocks
from camhs_beds.models import Bed, BedPeriod, Confirmation, Leave, Reservation
from camhs_beds.vocabulary import Accepting, BedState
from partnership.arithmetic import clock
from partnership.arithmetic.ages import age_on
from partnership.arithmetic.words import day, time_of_day
from partnership.organisations.models import Unit
from partnership.people.models.person import initials_of

ACCEPTS = {
    Accepting.YES: "Accepting",
    Accepting.CONDITIONS: "Accepting with conditions",
    Accepting.NO: "Not accepting",
}
NOT_CONFIRMED = "Not confirmed"


@dataclass
class UnitNow:
    """A unit with its beds. ``is_fresh``: its ward has confirmed them lately enough to be believed."""

    unit: Unit
    beds: list[Bed]
    said: Confirmation | None
    is_fresh: bool
    counts: Counter[BedState] = field(init=False)

    def __post_init__(self) -> None:
        self.counts = Counter(bed.state_now for bed in self.beds)

    @property
    def takes_admissions(self) -> bool:
        return self.said is None or self.said.takes_admissions

    @property
    def accepts(self) -> str:
        """Whether it takes an admission, while its ward's word is believed."""
        return ACCEPTS[Accepting(self.said.accepting)] if self.said and self.is_fresh else NOT_CONFIRMED

    @property
    def can_take_somebody(self) -> list[Bed]:
        """Its free beds, of which there is none while it takes no admission."""
        return [bed for bed in self.beds if bed.is_available] if self.takes_admissions else []

    @property
    def confirmed(self) -> str:
        """How old the figures are: "Confirmed at 8:12am by Wren Ward"; "Not confirmed since 8:04am yesterday"."""
        if self.said is None or not self.is_fresh:
            return since_when(self.said.at if self.said else None)
        return f"Confirmed {when_said(self.said.at)} by {self.said.by}"

    @property
    def why(self) -> str:
        """What stands against an admission, or its conditions, in the ward's words."""
        if self.said is None or self.said.accepting == Accepting.YES:
            return ""
        labels = dict(Confirmation._meta.get_field("reasons").base_field.flatchoices)
        reasons = ", ".join(labels[reason] for reason in self.said.reasons)
        return ". ".join(part for part in (reasons, self.said.conditions) if part)

    @property
    def sum(self) -> str:
        """9 occupied, 1 on leave, 1 available, 1 out of service = 12 beds."""
        counted = [f"{self.counts[state]} {state.label.lower()}" for state in IN_ORDER if self.counts[state]]
        return f"{', '.join(counted)} = {len(self.beds)} {'bed' if len(self.beds) == 1 else 'beds'}"


IN_ORDER = (BedState.OCCUPIED, BedState.ON_LEAVE, BedState.RESERVED, BedState.AVAILABLE, BedState.OUT_OF_SERVICE)


def when_said(at: dt.datetime) -> str:
    """8:12am today, 8:04am yesterday, or the day."""
    days_ago = (clock.today() - clock.local(at).date()).days
    if days_ago > 1:
        return f"{time_of_day(at)} on {day(at)}"
    return f"{time_of_day(at)} {'yesterday' if days_ago else 'today'}"


def units_now(beds: QuerySet[Bed], units: QuerySet[Unit], *, with_occupants: bool = False) -> list[UnitNow]:
    """The units, by name, with those of ``beds`` that are theirs; ``with_occupants`` as ``find_occupants`` does."""
    found = {unit.pk: unit for unit in units.select_related("provider", "site").order_by("name")}
    of: dict[int, list[Bed]] = {pk: [] for pk in found}
    rows = list(beds.in_use().filter(unit__in=found).order_by("number"))  # type: ignore[attr-defined]
    for bed in rows:
        bed.unit = found[bed.unit_id]
        of[bed.unit_id].append(bed)
    if with_occupants:
        find_occupants(rows)
    said = {one.unit_id: one for one in Confirmation.objects.latest_of_each().select_related("by")}
    within, now = clocks.fresh_for(), clock.now()
    return [
        UnitNow(unit, of[pk], last := said.get(pk), last is not None and not last.is_stale(now, within))
        for pk, unit in found.items()
    ]


def not_confirmed(beds: QuerySet[Bed]) -> QuerySet[Unit]:
    """The units of these beds whose figures are too old to be believed, the one silent longest first.

    Each with ``confirmed_at``, when its ward last confirmed.
    """
    last = Confirmation.objects.filter(unit=OuterRef("pk")).order_by("-at", "-pk").values("at")[:1]
    of_beds = beds.filter(removed_on=None).order_by().values("unit")
    units = Unit.objects.open_on(clock.today()).filter(pk__in=of_beds).annotate(confirmed_at=Subquery(last))
    stale = units.filter(Q(confirmed_at=None) | Q(confirmed_at__lt=clock.now() - clocks.fresh_for()))
    return stale.order_by(F("confirmed_at").asc(nulls_first=True), "name")


def since_when(confirmed_at: dt.datetime | None) -> str:
    """Of a unit that is not confirmed."""
    return f"Not confirmed since {when_said(confirmed_at)}" if confirmed_at else "Never confirmed"


class Occupant(NamedTuple):
    """The young person in a bed, with only the columns that a list of beds shows; named as the stay names them.

    To read whole stays takes five times as long.
    """

    bed_id: int
    stay_id: int
    reference: str
    start_at: dt.datetime
    expected_discharge_on: dt.date | None
    first_name: str
    last_name: str
    date_of_birth: dt.date

    @property
    def initials(self) -> str:
        return initials_of(self.first_name, self.last_name)

    @property
    def age(self) -> int:
        return age_on(self.date_of_birth, clock.today())


IN_SHORT = (
    "bed_id", "stay_id", "stay__reference", "stay__start_at", "stay__expected_discharge_on",
    "stay__person__first_name", "stay__person__last_name", "stay__person__date_of_birth",
)  # fmt: skip


def find_occupants(beds: Iterable[Bed]) -> None:
    """Gives each bed its occupant, their open leave and its live reservation (with ``.request``), for ``occupant_of``,
    ``leave_from`` and ``held_for``: nothing where this person may not see them. Three queries.
    """
    here = {bed.pk: bed for bed in beds}
    periods = BedPeriod.objects.open().filter(bed__in=here).order_by().values_list(*IN_SHORT)
    bed_of = {}
    for one in map(Occupant._make, periods):
        here[one.bed_id].occupied_by = one  # type: ignore[attr-defined]
        bed_of[one.stay_id] = here[one.bed_id]
    for leave in Leave.objects.open().filter(stay__in=bed_of):
        bed_of[leave.stay_id].away = leave  # type: ignore[attr-defined]
    for held in Reservation.objects.live().filter(bed__in=here).select_related("request"):
        here[held.bed_id].held_for = held  # type: ignore[attr-defined]


def occupant_of(bed: Bed) -> Occupant | None:
    """The occupant that ``find_occupants`` found, if this person may see them."""
    return getattr(bed, "occupied_by", None)


def leave_from(bed: Bed) -> Leave | None:
    """The open leave of the bed's occupant, found in the same way."""
    return getattr(bed, "away", None)


def held_for(bed: Bed) -> Reservation | None:
    """Its reservation, where ``find_occupants`` found it and this person may see for which request it is."""
    return getattr(bed, "held_for", None)


def occupants(units: Iterable[UnitNow]) -> Iterator[Occupant]:
    for one in units:
        for bed in one.beds:
            if occupant := occupant_of(bed):
                yield occupant

"""What the young people's beds keep, made at once in any state; how it got there is the actions' to test."""

import datetime as dt
from decimal import Decimal

import factory

from camhs_beds import clocks, models
from camhs_beds.vocabulary import CLOSED, State
from partnership.access.principal import Principal
from partnership.access.roles import BED_COORDINATOR, CAMHS_CLINICAL_LEAD, WARD_STAFF, Pathway
from partnership.arithmetic import clock
from partnership.organisations.models import Organisation, Site, Unit, UnitFact
from partnership.records.models.sequence import next_reference
from tests.access.factories import somebody_as
from tests.factories.access import UserFactory
from tests.factories.base import Factory, aside
from tests.factories.people import PersonFactory

SITES = {"swlstg": "RQY01", "slam": "RV505", "oxleas": "RPGAH"}


def bed_coordinator(**user) -> Principal:
    return somebody_as(BED_COORDINATOR, **{f"user__{name}": value for name, value in user.items()})


def clinical_lead() -> Principal:
    return somebody_as(CAMHS_CLINICAL_LEAD)


def ward(unit: Unit, **user) -> Principal:
    """Somebody who works on this unit."""
    user = {f"user__{name}": value for name, value in user.items()}
    return somebody_as(WARD_STAFF, trust=unit.provider, unit=unit, **user)


class UnitFactory(Factory):
    """A unit of a Partnership trust with its beds, unless it is one of another provider (``trust=None``)."""

    class Meta:
        model = Unit

    class Params:
        trust = "swlstg"
        beds = 4

    name = factory.Sequence(lambda n: f"Cedar Unit {n}" if n else "Cedar Unit")
    slug = factory.LazyAttribute(lambda unit: unit.name.lower().replace(" unit", "").replace(" ", "-"))
    provider = factory.LazyAttribute(
        lambda unit: Organisation.objects.get(slug=unit.trust) if unit.trust else _independent()
    )
    site = factory.LazyAttribute(lambda unit: Site.objects.get(ods_code=SITES[unit.trust or "slam"]))
    service_line = Unit.ServiceLine.CAMHS
    camhs_type = "general_adolescent"
    sex = "mixed"
    youngest = 13
    oldest = 17
    commissioned_beds = factory.SelfAttribute("beds")
    opened_on = dt.date(2015, 4, 1)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        unit = super()._create(model_class, *args, **kwargs)
        own = unit.provider.is_partnership_trust
        with aside():
            for kind in UnitFact.Kind:
                UnitFact.objects.create(unit=unit, kind=kind, holds=own, valid_from=unit.opened_on, source="a test")
            for number in range(1, (unit.commissioned_beds if own else 0) + 1):
                models.Bed.objects.create(
                    unit=unit, number=number, slug=f"{unit.slug}-{number}", opened_on=unit.opened_on,
                    since=clock.now() - dt.timedelta(days=9),
                )  # fmt: skip
        return unit


def _independent() -> Organisation:
    return Organisation.objects.get_or_create(
        slug="northmoor",
        defaults={"name": "Northmoor Healthcare", "short_name": "Northmoor", "kind": "independent", "source": "a test"},
    )[0]


def bed(unit: Unit, number: int = 1) -> models.Bed:
    with aside():
        return models.Bed.objects.select_related("unit").get(unit=unit, number=number)


def bed_for(sex: str, unit: Unit, number: int = 1) -> models.Bed:
    """A bed of the unit that only this sex has."""
    with aside():
        models.Bed.objects.filter(unit=unit, number=number).update(sex=sex)
    return bed(unit, number)


def young_person(**given):
    return PersonFactory(**{"pathway": Pathway.CAMHS, "date_of_birth": dt.date(2003, 1, 9), **given})


def asked(**given) -> dict:
    """What a referring team asks, as ``actions.requests.log`` takes it."""
    usual = {
        "received_at": clock.now(), "referring_team": "Example CAMHS", "referrer_name": "Dr A Example",
        "referrer_phone": "020 7946 0000", "whereabouts": "home", "response": "urgent",
        "unit_type": "general_adolescent", "legal_status": "s2", "parental_responsibility": "parents",
        "looked_after": "no", "safeguarding": False,
    }  # fmt: skip
    return usual | given


class BedRequestFactory(Factory):
    class Meta:
        model = models.BedRequest

    reference = factory.LazyFunction(lambda: next_reference("CB"))
    person = factory.LazyFunction(young_person)
    responsible_trust = factory.LazyAttribute(lambda request: request.person.responsible_trust)
    state = State.NEW
    logged_by = factory.SubFactory(UserFactory)
    logged_at = factory.LazyFunction(clock.now)
    wanted_on = factory.LazyFunction(clock.today)
    closed_at = factory.LazyAttribute(lambda request: clock.now() if request.state in CLOSED else None)
    why_withdrawn = factory.LazyAttribute(lambda request: "other" if request.state == State.WITHDRAWN else "")
    community = factory.LazyAttribute(lambda request: "outreach" if request.state == State.COMMUNITY else "")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        given = asked(**kwargs)
        with aside():
            given |= clocks.due(given["received_at"], given["response"]) | kwargs
        return super()._create(model_class, *args, **given)


class AskFactory(Factory):
    """A unit that was asked; with ``answer="yes"`` one that accepted."""

    class Meta:
        model = models.Ask

    request = factory.SubFactory(BedRequestFactory, state=State.SEARCHING)
    unit = factory.SubFactory(UnitFactory)
    asked_by = factory.SubFactory(UserFactory)
    asked_at = factory.LazyFunction(clock.now)
    rank = 1
    answer = ""
    answered_by = factory.LazyAttribute(lambda ask: UserFactory() if ask.answer else None)
    answered_at = factory.LazyAttribute(lambda ask: clock.now() if ask.answer else None)
    why_no = factory.LazyAttribute(lambda ask: "mix" if ask.answer == "no" else "")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        ask = super()._create(model_class, *args, **kwargs)
        with aside():
            units = models.BedRequest.objects.values_list("visible_to_units", flat=True).get(pk=ask.request.pk)
            units = sorted({*units, ask.unit_id})
            models.BedRequest.objects.filter(pk=ask.request.pk).update(visible_to_units=units)
            ask.request.refresh_from_db()
        return ask


def offered(unit: Unit, **request) -> models.BedRequest:
    """A request to which this unit said yes."""
    made = BedRequestFactory(state=State.OFFER_MADE, **request)
    AskFactory(request=made, unit=unit, answer="yes")
    return made


class ReservationFactory(Factory):
    class Meta:
        model = models.Reservation

    bed = factory.LazyFunction(lambda: bed(UnitFactory()))
    unit = factory.SelfAttribute("bed.unit")
    request = factory.LazyAttribute(lambda held: reserved_state(held.bed.unit))
    reserved_by = factory.SubFactory(UserFactory)
    reserved_at = factory.LazyFunction(clock.now)
    until = factory.LazyAttribute(lambda held: held.reserved_at + dt.timedelta(hours=4))


def reserved_state(unit: Unit) -> models.BedRequest:
    made = BedRequestFactory(state=State.RESERVED)
    AskFactory(request=made, unit=unit, answer="yes")
    return made


class StayFactory(Factory):
    """Somebody in a unit; in its first free bed where it has any."""

    class Meta:
        model = models.Stay

    class Params:
        number = None

    reference = factory.LazyFunction(lambda: next_reference("CS"))
    person = factory.LazyFunction(young_person)
    unit = factory.SubFactory(UnitFactory)
    responsible_trust = factory.LazyAttribute(lambda stay: stay.person.responsible_trust)
    kind = factory.LazyAttribute(
        lambda stay: "partnership" if stay.unit.provider.is_partnership_trust else "out_of_area"
    )
    miles = Decimal("4.0")
    start_at = factory.LazyFunction(lambda: clock.now() - dt.timedelta(days=3))
    legal_status = "s2"
    clinician = "Dr B Example"
    admitted_by = factory.SubFactory(UserFactory)
    admitted_at = factory.SelfAttribute("start_at")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        stay = super()._create(model_class, *args, **kwargs)
        with aside():
            free = models.Bed.objects.filter(unit=stay.unit, state="available").order_by("number").first()
            if free:
                models.BedPeriod.objects.create(
                    stay=stay, bed=free, start_at=stay.start_at, end_at=stay.end_at,
                    recorded_by=stay.admitted_by, recorded_at=stay.admitted_at,
                )  # fmt: skip
        return stay

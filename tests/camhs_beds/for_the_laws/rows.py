"""The young people's part of the world: for each trust, and for none, a request in each state and what follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from camhs_beds.models import Bed, BedRequest
from camhs_beds.policy import BED_REQUEST
from camhs_beds.vocabulary import CLOSED, OPEN, Kind, LegalStatus, OutOfAreaState, State
from partnership.access.policy import Action
from partnership.access.roles import Pathway
from partnership.arithmetic import clock
from partnership.organisations.models import Organisation, Unit
from partnership.records.models.sequence import next_reference
from tests.laws.askers import unit_of
from tests.laws.building import Builder
from tests.laws.declaring import Data, Given, More
from tests.laws.forms import day, in_days, today
from tests.laws.world import World
from tests.people.for_the_laws import ABOUT_A_PERSON, by_trust
from tests.work.for_the_laws import pages

A_DAY = dt.timedelta(days=1)
BEDS = 6
WITH_AN_OFFER = (State.OFFER_MADE, State.RESERVED, State.ADMITTED)
PLACEMENT_OF = {
    State.NEW: OutOfAreaState.ASKED,
    State.WAITING: OutOfAreaState.ASKED,
    State.SEARCHING: OutOfAreaState.APPROVED,
    State.OFFER_MADE: OutOfAreaState.REFUSED,
    State.RESERVED: OutOfAreaState.WITHDRAWN,
    State.ADMITTED: OutOfAreaState.HOME,
    State.ADMITTED_OUT_OF_AREA: OutOfAreaState.PLACED,
    State.COMMUNITY: OutOfAreaState.REFUSED,
    State.WITHDRAWN: OutOfAreaState.WITHDRAWN,
}


def unit_for(builder: Builder, trust: Organisation | None) -> Unit:
    """Who has no responsible trust is in the first trust's unit."""
    return unit_of(trust or builder.world.trusts[0])


def units(builder: Builder) -> list[Unit]:
    return [unit_of(trust) for trust in builder.world.trusts]


def beds(builder: Builder) -> Iterator[Given]:
    for unit in units(builder):
        for number in range(1, BEDS + 1):
            yield {"unit": unit, "number": number, "slug": f"{unit.slug}-{number}", "removed_on": None}


def bed_of(builder: Builder, trust: Organisation | None, number: int) -> Bed:
    """Beds 1 to 3 are for the trust's own, 4 to 6 for nobody's."""
    unit, number = unit_for(builder, trust), number + (0 if trust else BEDS // 2)
    return next(bed for bed in builder.made["camhs_beds.Bed"] if bed.unit_id == unit.pk and bed.number == number)


def times_out_of_service(builder: Builder) -> Iterator[Given]:
    for trust in builder.world.trusts:
        bed = bed_of(builder, trust, 3)
        yield {
            "bed": bed, "unit": bed.unit, "start_at": clock.now() - A_DAY, "expected_end_on": clock.today() + 7 * A_DAY
        }  # fmt: skip


def one_of_each_unit(builder: Builder) -> Iterator[Given]:
    for unit in units(builder):
        yield {"unit": unit}


def people(builder: Builder) -> Iterator[Given]:
    """One for each request for a bed that there will be."""
    for _trust, at_home in by_trust(builder):
        for _ in State:
            yield {"pathway": Pathway.CAMHS, "date_of_birth": builder.canaries.young_birth(), **at_home}


def bed_requests(builder: Builder) -> Iterator[Given]:
    cared_for = iter([p for p in builder.made["people.Person"] if p.pathway == Pathway.CAMHS])
    for trust in [*builder.world.trusts, None]:
        for state in State:
            yield {"person": next(cared_for), "responsible_trust": trust, "state": state}


def stays(builder: Builder) -> Iterator[Given]:
    """One here and one out of area."""
    for request in builder.made["camhs_beds.BedRequest"]:
        if request.state in (State.ADMITTED, State.ADMITTED_OUT_OF_AREA):
            of = {"person": request.person, "request": request, "responsible_trust": request.responsible_trust}
            kind = Kind.PARTNERSHIP if request.state == State.ADMITTED else Kind.OUT_OF_AREA
            yield {**of, "unit": unit_for(builder, request.responsible_trust), "kind": kind}


def bed_periods(builder: Builder) -> Iterator[Given]:
    for stay in builder.made["camhs_beds.Stay"]:
        if stay.kind == Kind.PARTNERSHIP:
            yield {"stay": stay, "bed": bed_of(builder, stay.responsible_trust, 1), "start_at": stay.start_at}


def a_request(builder: Builder, given: Given) -> Given:
    """Open, or where the young person is now: only then a ward is shown it. A withdrawn one has days of its own."""
    state, now = given["state"], clock.now()
    days = {"wanted_on": clock.today(), "assessed_on": None}
    if state == State.WITHDRAWN:
        days = {"wanted_on": builder.canaries.day(), "assessed_on": builder.canaries.day()}
    is_shown = state not in CLOSED or state == State.ADMITTED
    return {
        "reference": next_reference("CB"), "version": 1, "received_at": now - A_DAY, "logged_at": now,
        "safeguarding": False, **days,
        "closed_at": now if state in CLOSED else None, "respond_by": now + A_DAY,
        "assess_by": now + 2 * A_DAY, "visible_to_units": [unit_for(builder, given["responsible_trust"]).pk] * is_shown,
    }  # fmt: skip


def an_ask(builder: Builder, given: Given) -> Given:
    request: BedRequest = given["request"]
    said = {"answer": "", "why_no": ""}
    if request.state in WITH_AN_OFFER:
        said = {"answer": "yes", "why_no": "", "answered_by": builder.writer, "answered_at": clock.now()}
    why = {"explanation": [builder.canaries.word()]}
    return {"unit": unit_for(builder, request.responsible_trust), **said, **why}


def a_reservation(builder: Builder, given: Given) -> Given:
    """Live where the request says so; anywhere else it was released."""
    request: BedRequest = given["request"]
    bed, now = bed_of(builder, request.responsible_trust, 2), clock.now()
    of = {"bed": bed, "unit": bed.unit, "until": now + A_DAY}
    if request.state == State.RESERVED:
        return {**of, "ending": ""}
    return {**of, "ending": "released", "ended_at": now, "ended_by": builder.writer}


def a_stay(builder: Builder, given: Given) -> Given:
    return {
        "reference": next_reference("CS"), "version": 1, "start_at": clock.now() - A_DAY, "discharged_to": "",
        "recorded_in_error": False,
    }  # fmt: skip


def a_profile(builder: Builder, given: Given) -> Given:
    return {"valid_from": clock.today() - 30 * A_DAY, "valid_until": None, "legal_statuses": LegalStatus.values}


def a_leave(builder: Builder, given: Given) -> Given:
    """Over, but for the young person of one trust, who is out of area."""
    now, stay = clock.now(), given["stay"]
    if stay.kind == Kind.PARTNERSHIP and stay.responsible_trust == builder.world.trusts[-1]:
        return {"start_at": now - A_DAY / 2, "expected_back_at": now + A_DAY, "back_at": None}
    return {"start_at": now - A_DAY / 2, "back_at": now, "returned_by": builder.writer, "returned_at": now}


def an_out_of_area_placement(builder: Builder, given: Given) -> Given:
    request: BedRequest = given["request"]
    state = PLACEMENT_OF[State(request.state)]
    stay = next((s for s in builder.made["camhs_beds.Stay"] if s.request_id == request.pk), None)
    return {
        "reference": next_reference("OA"), "version": 1, "state": state, "family_told": True,
        "units_tried": [{"unit": builder.canaries.word(), "answer": "Declined", "why": builder.canaries.word()}],
        "unit": unit_for(builder, None),
        "stay": stay if state in (OutOfAreaState.HOME, OutOfAreaState.PLACED) else None,
    }  # fmt: skip


def an_approval(builder: Builder, given: Given) -> Given:
    return {"approved": True}


LOGS_REQUESTS = {role.code for role in BED_REQUEST[Action.NEW].cells}
ASKED = {
    "received_time": "8am", "referring_team": "Another team", "referrer_name": "Dr A Example",
    "referrer_phone": "020 7946 0000", "whereabouts": "home", "response": "urgent",
    "unit_type": "general_adolescent", "legal_status": "s2", "parental_responsibility": "parents",
    "looked_after": "no", "safeguarding": "no", "assessed": "no",
}  # fmt: skip


def what_was_asked(world: World, row: Any) -> Data:
    return ASKED | day("received_on", in_days(-1)) | day("wanted_on", today())


def drafts(builder: Builder) -> Iterator[Given]:
    """For those who log requests one that is begun, one to be sent and one that was."""
    became = builder.made["camhs_beds.BedRequest"][0].reference
    for owner, of in builder.at_work("work.Draft"):
        if of["role"] in LOGS_REQUESTS:
            draft = {"owner": owner, **of, "kind": "request-new"}
            yield {**draft, "step": "person", "answers": pages(person={"first_name": [builder.canaries.word()]})}
            yield {**draft, "step": "check", "answers": pages(**typed_to_log(builder))}
            yield {**draft, "became": became, "answers": {}}


def typed_to_log(builder: Builder) -> dict[str, dict[str, list[str]]]:
    """Each page of logging a request, answered."""
    words = {name: builder.canaries.word() for name in ("first_name", "last_name")}
    answers = {
        "person": ABOUT_A_PERSON | words | {"date_of_birth_year": "2003"},
        "request": what_was_asked(builder.world, None),
    }
    return {page: {name: [str(value)] for name, value in typed.items()} for page, typed in answers.items()}


def more(of: More) -> None:
    """One more request and stay, now and then one more unit, and one more of what is behind each request shown."""
    make, trusts = of.builder.fill, of.builder.world.trusts
    units = [unit_of(trust) for trust in trusts]
    if of.number % 6 == 0:
        _one_more_unit(of.builder, of.number)
    of_slam = {"pathway": Pathway.CAMHS, "responsible_trust": trusts[1], "home_area": "outside"}
    about = {"person": make("people.Person", of_slam), "responsible_trust": trusts[1]}
    request = make("camhs_beds.BedRequest", {**about, "state": OPEN[of.number % len(OPEN)]})
    ended = {"end_at": clock.now(), "discharged_by": of.builder.writer, "discharged_at": clock.now()}
    stay = make("camhs_beds.Stay", {**about, "unit": units[1], "kind": "out_of_area", **ended})
    away = {"request": request, "stay": stay, "state": OutOfAreaState.PLACED, "review_on": today()}
    make("camhs_beds.OutOfAreaPlacement", away)
    make("camhs_beds.StayCorrection", {"stay": stay})
    declined = {"answer": "no", "why_no": "mix", "answered_by": of.builder.writer, "answered_at": clock.now()}
    for row in (row for row in of.shown if isinstance(row, BedRequest)):
        make("camhs_beds.Ask", {"request": row, "unit": units[of.number % 3], **declined})
        make("camhs_beds.BedRequestCorrection", {"request": row})


def _one_more_unit(builder: Builder, number: int) -> None:
    """With a bed, confirmed and with its profile."""
    make, like = builder.fill, unit_of(builder.world.trusts[1])
    like.pk, like.slug, like.name = None, f"more-{number}", f"More {number}"
    like.save()
    make("camhs_beds.Bed", {"unit": like, "number": 1, "slug": f"more-{number}-1", "removed_on": None})
    for model in ("Confirmation", "UnitProfile"):
        make(f"camhs_beds.{model}", {"unit": like})


ROWS = {
    "people.Person": people,
    "camhs_beds.Bed": beds,
    "camhs_beds.OutOfService": times_out_of_service,
    "camhs_beds.Confirmation": one_of_each_unit,
    "camhs_beds.UnitProfile": one_of_each_unit,
    "camhs_beds.BedRequest": bed_requests,
    "camhs_beds.Stay": stays,
    "camhs_beds.BedPeriod": bed_periods,
    "work.Draft": drafts,
}
COLUMNS = {
    "camhs_beds.BedRequest": a_request,
    "camhs_beds.Ask": an_ask,
    "camhs_beds.Reservation": a_reservation,
    "camhs_beds.Stay": a_stay,
    "camhs_beds.Leave": a_leave,
    "camhs_beds.UnitProfile": a_profile,
    "camhs_beds.OutOfAreaPlacement": an_out_of_area_placement,
    "camhs_beds.Approval": an_approval,
}
CODES = {
    "camhs_beds.Bed.removed_on", "camhs_beds.Bed.slug", "camhs_beds.BedRule.source", "camhs_beds.BedRule.valid_until",
    "camhs_beds.OutOfService.expected_end_on", "camhs_beds.PressureRule.source", "camhs_beds.PressureRule.valid_until",
    "camhs_beds.UnitProfile.valid_from", "camhs_beds.UnitProfile.valid_until",
}  # fmt: skip

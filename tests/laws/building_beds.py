"""The young people's part of the world: for each trust, and for nobody's, a request in each state and what follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from camhs_beds.models import Bed, BedRequest
from camhs_beds.vocabulary import CLOSED, Kind, LegalStatus, OutOfAreaState, State
from partnership.access.roles import Pathway
from partnership.arithmetic import clock
from partnership.organisations.models import Organisation, Unit
from partnership.records.models.sequence import next_reference
from tests.laws.askers import unit_of

if TYPE_CHECKING:
    from tests.laws.building import Builder

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

Rows = Iterator[dict[str, Any]]


def unit_for(builder: Builder, trust: Organisation | None) -> Unit:
    """Who has no responsible trust is in the first trust's unit."""
    return unit_of(trust or builder.world.trusts[0])


def units(builder: Builder) -> list[Unit]:
    return [unit_of(trust) for trust in builder.world.trusts]


def beds(builder: Builder) -> Rows:
    for unit in units(builder):
        for number in range(1, BEDS + 1):
            yield {"unit": unit, "number": number, "slug": f"{unit.slug}-{number}", "removed_on": None}


def bed_of(builder: Builder, trust: Organisation | None, number: int) -> Bed:
    """Beds 1 to 3 are for the trust's own, 4 to 6 for nobody's."""
    unit, number = unit_for(builder, trust), number + (0 if trust else BEDS // 2)
    return next(bed for bed in builder.made["camhs_beds.Bed"] if bed.unit_id == unit.pk and bed.number == number)


def times_out_of_service(builder: Builder) -> Rows:
    for trust in builder.world.trusts:
        bed = bed_of(builder, trust, 3)
        yield {
            "bed": bed, "unit": bed.unit, "start_at": clock.now() - A_DAY, "expected_end_on": clock.today() + 7 * A_DAY
        }  # fmt: skip


def one_of_each_unit(builder: Builder) -> Rows:
    for unit in units(builder):
        yield {"unit": unit}


def bed_requests(builder: Builder) -> Rows:
    cared_for = iter([p for p in builder.made["people.Person"] if p.pathway == Pathway.CAMHS])
    for trust in [*builder.world.trusts, None]:
        for state in State:
            yield {"person": next(cared_for), "responsible_trust": trust, "state": state}


def stays(builder: Builder) -> Rows:
    """One here and one out of area."""
    for request in builder.made["camhs_beds.BedRequest"]:
        if request.state in (State.ADMITTED, State.ADMITTED_OUT_OF_AREA):
            of = {"person": request.person, "request": request, "responsible_trust": request.responsible_trust}
            kind = Kind.PARTNERSHIP if request.state == State.ADMITTED else Kind.OUT_OF_AREA
            yield {**of, "unit": unit_for(builder, request.responsible_trust), "kind": kind}


def bed_periods(builder: Builder) -> Rows:
    for stay in builder.made["camhs_beds.Stay"]:
        if stay.kind == Kind.PARTNERSHIP:
            yield {"stay": stay, "bed": bed_of(builder, stay.responsible_trust, 1), "start_at": stay.start_at}


def a_request(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
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


def an_ask(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    request: BedRequest = given["request"]
    said = {"answer": "", "why_no": ""}
    if request.state in WITH_AN_OFFER:
        said = {"answer": "yes", "why_no": "", "answered_by": builder.writer, "answered_at": clock.now()}
    why = {"explanation": [builder.canaries.word()]}
    return {"unit": unit_for(builder, request.responsible_trust), **said, **why}


def a_reservation(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    """Live where the request says so; anywhere else it was released."""
    request: BedRequest = given["request"]
    bed, now = bed_of(builder, request.responsible_trust, 2), clock.now()
    of = {"bed": bed, "unit": bed.unit, "until": now + A_DAY}
    if request.state == State.RESERVED:
        return {**of, "ending": ""}
    return {**of, "ending": "released", "ended_at": now, "ended_by": builder.writer}


def a_stay(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    return {
        "reference": next_reference("CS"), "version": 1, "start_at": clock.now() - A_DAY, "discharged_to": "",
        "recorded_in_error": False,
    }  # fmt: skip


def a_profile(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    return {"valid_from": clock.today() - 30 * A_DAY, "valid_until": None, "legal_statuses": LegalStatus.values}


def a_leave(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    """Over, but for the young person of one trust, who is out of area."""
    now, stay = clock.now(), given["stay"]
    if stay.kind == Kind.PARTNERSHIP and stay.responsible_trust == builder.world.trusts[-1]:
        return {"start_at": now - A_DAY / 2, "expected_back_at": now + A_DAY, "back_at": None}
    return {"start_at": now - A_DAY / 2, "back_at": now, "returned_by": builder.writer, "returned_at": now}


def an_out_of_area_placement(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    request: BedRequest = given["request"]
    state = PLACEMENT_OF[State(request.state)]
    stay = next((s for s in builder.made["camhs_beds.Stay"] if s.request_id == request.pk), None)
    return {
        "reference": next_reference("OA"), "version": 1, "state": state, "family_told": True,
        "units_tried": [{"unit": builder.canaries.word(), "answer": "Declined", "why": builder.canaries.word()}],
        "unit": unit_for(builder, None),
        "stay": stay if state in (OutOfAreaState.HOME, OutOfAreaState.PLACED) else None,
    }  # fmt: skip


def an_approval(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    return {"approved": True}


ROOTS: dict[str, Callable[[Builder], Rows]] = {
    "camhs_beds.Bed": beds,
    "camhs_beds.OutOfService": times_out_of_service,
    "camhs_beds.Confirmation": one_of_each_unit,
    "camhs_beds.UnitProfile": one_of_each_unit,
    "camhs_beds.BedRequest": bed_requests,
    "camhs_beds.Stay": stays,
    "camhs_beds.BedPeriod": bed_periods,
}
SHAPES: dict[str, Callable[[Builder, dict[str, Any]], dict[str, Any]]] = {
    "camhs_beds.BedRequest": a_request,
    "camhs_beds.Ask": an_ask,
    "camhs_beds.Reservation": a_reservation,
    "camhs_beds.Stay": a_stay,
    "camhs_beds.Leave": a_leave,
    "camhs_beds.UnitProfile": a_profile,
    "camhs_beds.OutOfAreaPlacement": an_out_of_area_placement,
    "camhs_beds.Approval": an_approval,
}

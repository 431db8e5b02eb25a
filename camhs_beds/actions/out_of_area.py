"""A bed outside the Partnership: asking for it, two approvals, weekly reviews, and the way home."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from camhs_beds import clocks, places
from camhs_beds.actions import notices, stays
from camhs_beds.actions.locking import (
    clear_what_ran_out,
    lock_beds_of,
    locked_bed,
    locked_request,
    locked_stay,
    move,
    ready,
    ready_out_of_area,
    refuse_the_other_sex,
    refuse_unless_free,
)
from camhs_beds.actions.requests import close_what_is_open, refuse_unsuitable, show_to
from camhs_beds.candidates import matches_for
from camhs_beds.models import Approval, Bed, BedRequest, OutOfAreaPlacement, Review, Stay
from camhs_beds.policy import OUT_OF_AREA
from camhs_beds.refusals import ApprovedAlready, InThePartnership, MustBeLater, NotYet, OwnRequest, TooEarly
from camhs_beds.states import OUT_OF_AREA_PLACEMENTS
from camhs_beds.vocabulary import ApprovesAs, DischargedTo, Kind
from partnership.access.policy import Action, Scope
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.organisations.models import Unit
from partnership.records.models.sequence import next_reference


@transaction.atomic
def ask(
    *,
    request: BedRequest,
    unit: Unit,
    why: str,
    explanation: str = "",
    price: Decimal,
    family_told: bool,
    return_plan: str,
    by: Principal,
    version: int | None = None,
) -> OutOfAreaPlacement:
    """Asks two people to approve a bed in ``unit``. The units that declined are written down with their reasons.

    Refuses a unit that a Partnership trust runs (InThePartnership) and a request that has ended.
    """
    OUT_OF_AREA[Action.NEW].demand(by)
    locked = locked_request(request, by, version)
    if not locked.is_open:
        ready(locked, "withdraw", by)
    if places.kind_of(unit, clock.today()) == Kind.PARTNERSHIP:
        raise InThePartnership(unit)
    placement = OutOfAreaPlacement.objects.create(
        reference=next_reference("OA"), request=locked, why=why, explanation=explanation,
        units_tried=units_tried(locked), unit=unit, miles=places.miles_from_home(locked.person, unit), price=price,
        family_told=family_told, return_plan=return_plan, asked_by=by.actor, asked_at=clock.now(),
    )  # fmt: skip
    notices.to_approve(placement)
    return placement


def units_tried(request: BedRequest) -> list[dict[str, str]]:
    """The units that were asked, each with its answer in words and its reason for a no."""
    return [
        {
            "unit": str(ask.unit),
            "answer": ask.get_answer_display() or "No answer yet",
            "why": ask.get_why_no_display() if ask.why_no else "",
        }
        for ask in request.asks.select_related("unit")
    ]


@transaction.atomic
def approve(*, placement: OutOfAreaPlacement, by: Principal, version: int | None = None) -> OutOfAreaPlacement:
    """One of two approvals: for the responsible trust by its manager, clinically by the clinical lead.

    Refuses whoever asked (OwnRequest), and an approval that has been given for the same side or by the same person
    (ApprovedAlready).
    """
    locked = _to_decide(placement, by, version)
    second = locked.approvals.exists()
    verb = "approve_second" if second else "approve"
    OUT_OF_AREA_PLACEMENTS.check(locked, verb, by)
    _refuse_second_by_the_same(locked, by)
    locked = OUT_OF_AREA_PLACEMENTS.perform(locked, verb, by=by)
    _approval(locked, by, approved=True)
    return _decided(locked)


@transaction.atomic
def refuse(
    *, placement: OutOfAreaPlacement, reason: str, by: Principal, version: int | None = None
) -> OutOfAreaPlacement:
    """A refusal by either is enough, with its reason."""
    locked = _to_decide(placement, by, version)
    OUT_OF_AREA_PLACEMENTS.check(locked, "refuse", by)
    _refuse_second_by_the_same(locked, by)
    _approval(locked, by, approved=False, reason=reason)
    return _decided(OUT_OF_AREA_PLACEMENTS.perform(locked, "refuse", by=by))


def _to_decide(placement: OutOfAreaPlacement, by: Principal, version: int | None) -> OutOfAreaPlacement:
    locked = ready_out_of_area(placement, "refuse", by, version)
    _refuse_the_asker(locked, by)
    return locked


def _refuse_the_asker(placement: OutOfAreaPlacement, by: Principal) -> None:
    if placement.asked_by_id == by.user_id:
        raise OwnRequest


def refuse_to_decide(placement: OutOfAreaPlacement, by: Principal) -> None:
    """Refuses a person who cannot approve or refuse now: they asked, or an approval for their side is given."""
    OUT_OF_AREA_PLACEMENTS.check(placement, "refuse", by)
    _refuse_the_asker(placement, by)
    _refuse_second_by_the_same(placement, by)


def why_not_decide(placement: OutOfAreaPlacement, by: Principal) -> str | None:
    """The same as a sentence; None where this person can."""
    try:
        refuse_to_decide(placement, by)
    except Refusal as refusal:
        return refusal.sentence
    return None


def latest_review() -> dt.date:
    """The last day on which somebody who is reviewed today is reviewed again."""
    return clocks.review_on(clock.today())


def _side_of(by: Principal) -> ApprovesAs:
    """Whoever may decide for their own trust alone decides for that trust."""
    of_a_trust = OUT_OF_AREA[Action.DECIDE].scope(by) is Scope.OWN_TRUST
    return ApprovesAs.TRUST if of_a_trust else ApprovesAs.CLINICAL


def _refuse_second_by_the_same(placement: OutOfAreaPlacement, by: Principal) -> None:
    for given in placement.approvals.select_related("by"):
        if given.given_as == _side_of(by) or given.by_id == by.user_id:
            raise ApprovedAlready(given.by, given.at)


def _approval(placement: OutOfAreaPlacement, by: Principal, approved: bool, reason: str = "") -> Approval:
    return Approval.objects.create(
        placement=placement, given_as=_side_of(by), approved=approved, reason=reason, by=by.actor, at=clock.now()
    )


def _decided(placement: OutOfAreaPlacement) -> OutOfAreaPlacement:
    if placement.state != "asked":
        notices.decided(placement)
    return placement


@transaction.atomic
def withdraw(*, placement: OutOfAreaPlacement, why: str, by: Principal, version: int | None = None):
    """It is not needed any more, before anybody went there."""
    locked = ready_out_of_area(placement, "withdraw", by, version)
    return _decided(OUT_OF_AREA_PLACEMENTS.perform(locked, "withdraw", by=by, why_ended=why, ended_at=clock.now()))


@transaction.atomic
def place(
    *,
    placement: OutOfAreaPlacement,
    at: dt.datetime,
    legal_status: str,
    clinician: str,
    expected_discharge_on: dt.date | None = None,
    by: Principal,
    version: int | None = None,
) -> Stay:
    """The young person was admitted there: the request ends, and the weekly reviews begin. Returns the stay."""
    lock_beds_of(placement.request, by)
    request = ready(placement.request, "admit_out_of_area", by)
    locked = ready_out_of_area(placement, "place", by, version)
    if at > clock.now():
        raise NotYet("Time of admission")
    stays.refuse_before_it_was_asked(request, at)
    close_what_is_open(request, by)
    request = move(request, "admit_out_of_area", by, visible_to_units=[])
    stay = stays.begin(
        request=request, unit=locked.unit, at=at, legal_status=legal_status, clinician=clinician,
        expected_discharge_on=expected_discharge_on, by=by,
    )  # fmt: skip
    review_on = clocks.review_on(clock.local(at).date())
    OUT_OF_AREA_PLACEMENTS.perform(locked, "place", by=by, stay=stay, review_on=review_on)
    return stay


@transaction.atomic
def review(
    *,
    placement: OutOfAreaPlacement,
    can_come_back: str,
    barrier: str = "",
    next_on: dt.date | None = None,
    by: Principal,
    version: int | None = None,
) -> Review:
    """Whether they can come back now, what stands in the way, and when to ask again: in a week unless sooner."""
    locked = ready_out_of_area(placement, "end", by, version)
    latest = latest_review()
    next_on = min(next_on or latest, latest)
    if next_on <= clock.today():
        raise MustBeLater("Next review", clock.today())
    locked.review_on = next_on
    locked.save()
    return Review.objects.create(
        placement=locked, can_come_back=can_come_back, barrier=barrier, next_on=next_on, by=by.actor, at=clock.now()
    )


@transaction.atomic
def bring_home(
    *,
    placement: OutOfAreaPlacement,
    bed: Bed,
    at: dt.datetime,
    legal_status: str,
    clinician: str,
    expected_discharge_on: dt.date | None = None,
    by: Principal,
    version: int | None = None,
) -> Stay:
    """From the bed out of area into a free Partnership bed, at the same moment. Returns the new stay.

    Refuses a bed that somebody else has (BedTaken), one for the other sex (BedForOthers), and a unit that a hard rule
    excludes (NotSuitable).
    """
    home = clear_what_ran_out(locked_bed(bed, by), by)
    refuse_unless_free(home)
    request = locked_request(placement.request, by)
    refuse_the_other_sex(home, request.person)
    refuse_unsuitable(home.unit, next((match for match in matches_for(request) if match.unit == home.unit), None))
    locked, stay = _placed(placement, at, by, version)
    stays.refuse_before_it_was_free(home, at, "Time of the move")
    stays.finish(stay, at, by, to=DischargedTo.OTHER_UNIT)
    stays.release_leave_bed(home, at)
    stay = stays.begin(
        request=request, unit=home.unit, at=at, legal_status=legal_status, clinician=clinician,
        expected_discharge_on=expected_discharge_on, by=by,
    )  # fmt: skip
    stays.put_in(stay, home, at, by)
    stays.show_until(stay, None)
    request.refresh_from_db()
    show_to(request, [home.unit_id])
    OUT_OF_AREA_PLACEMENTS.perform(locked, "end", by=by, why_ended=f"Brought home to {home.unit}", ended_at=clock.now())
    return stay


@transaction.atomic
def end(
    *, placement: OutOfAreaPlacement, at: dt.datetime, to: str, why: str, by: Principal, version: int | None = None
) -> OutOfAreaPlacement:
    """Discharged from there to somewhere else than a Partnership bed."""
    locked, stay = _placed(placement, at, by, version)
    stays.finish(stay, at, by, to=to)
    ended: OutOfAreaPlacement = OUT_OF_AREA_PLACEMENTS.perform(
        locked, "end", by=by, why_ended=why, ended_at=clock.now()
    )
    return ended


def _placed(
    placement: OutOfAreaPlacement, at: dt.datetime, by: Principal, version: int | None
) -> tuple[OutOfAreaPlacement, Stay]:
    locked = ready_out_of_area(placement, "end", by, version)
    assert locked.stay is not None  # the database holds that a placement which can end has one
    stay = locked_stay(locked.stay, by)
    if at > clock.now():
        raise NotYet("Date of discharge")
    if at < stay.start_at:
        raise TooEarly("Date of discharge", stay.start_at, "the date of admission")
    return locked, stay

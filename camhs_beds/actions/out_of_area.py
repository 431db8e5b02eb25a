"""A bed outside the Partnership: asking for it, two approvals, weekly reviews, and the way home."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from camhs_beds import clocks, places
from camhs_beds.actions import notices, stays
from camhs_beds.actions.locking import lock_bed, lock_beds_of, refuse_the_other_sex, refuse_unless_free
from camhs_beds.actions.requests import close_what_is_open, refuse_unsuitable, show_to
from camhs_beds.candidates import matches_for
from camhs_beds.models import Approval, Bed, BedRequest, OutOfAreaPlacement, Review, Stay
from camhs_beds.policy import OUT_OF_AREA
from camhs_beds.states import EDIT, OUT_OF_AREA_DECIDE, OUT_OF_AREA_EDIT, OUT_OF_AREA_PLACEMENTS, REQUESTS
from camhs_beds.vocabulary import ApprovesAs, DischargedTo, Kind, OutOfAreaState
from partnership.access.policy import Action, Scope
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.arithmetic.words import moment
from partnership.organisations.models import Unit
from partnership.records.days import refuse_before, refuse_future, refuse_unless_after
from partnership.records.models.sequence import next_reference
from partnership.records.states import WrongState, lock, refuse_if_changed, save


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

    Refuses a unit that a Partnership trust runs and a request that has ended.
    """
    OUT_OF_AREA[Action.NEW].demand(by)
    locked = lock(request, EDIT, by, version)
    if not locked.is_open:
        raise WrongState(locked)
    if places.kind_of(unit, clock.today()) == Kind.PARTNERSHIP:
        raise Refusal(f"{unit} is run by a Partnership trust. Ask it for a bed instead.")
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

    Refuses the requester, and an approval that has been given for the same side or by the same person.
    """
    locked = lock(placement, OUT_OF_AREA_DECIDE, by)
    verb = "approve_second" if locked.approvals.exists() else "approve"
    OUT_OF_AREA_PLACEMENTS.begin_locked(locked, verb, by)
    refuse_if_changed(locked, version)
    _refuse_decider(locked, by)
    OUT_OF_AREA_PLACEMENTS.finish(locked)
    _approval(locked, by, approved=True)
    return _decided(locked)


@transaction.atomic
def refuse(
    *, placement: OutOfAreaPlacement, reason: str, by: Principal, version: int | None = None
) -> OutOfAreaPlacement:
    """A refusal by either is enough, with its reason."""
    locked = OUT_OF_AREA_PLACEMENTS.begin(placement, "refuse", by, version)
    _refuse_decider(locked, by)
    _approval(locked, by, approved=False, reason=reason)
    return _decided(OUT_OF_AREA_PLACEMENTS.finish(locked))


def refuse_to_decide(placement: OutOfAreaPlacement, by: Principal) -> None:
    """Refuses a person who cannot approve or refuse now."""
    OUT_OF_AREA_PLACEMENTS.check(placement, "refuse", by)
    _refuse_decider(placement, by)


def _refuse_decider(placement: OutOfAreaPlacement, by: Principal) -> None:
    if placement.asked_by_id == by.user_id:
        raise Refusal("You cannot approve your own request")
    for given in placement.approvals.select_related("by"):
        if given.given_as == _side_of(by) or given.by_id == by.user_id:
            gave = f"{given.by} gave this approval on {moment(given.at)}."
            raise Refusal(f"{gave} Someone else has to give the other one.")


def why_not_decide(placement: OutOfAreaPlacement, by: Principal) -> str | None:
    """The same as a sentence; None where this person can."""
    try:
        refuse_to_decide(placement, by)
    except Refusal as refusal:
        return refusal.sentence
    return None


def latest_review() -> dt.date:
    """The last day on which a placement that is reviewed today is reviewed again."""
    return clocks.review_on(clock.today())


def _side_of(by: Principal) -> ApprovesAs:
    """A person who may decide for their own trust alone decides for that trust."""
    of_a_trust = OUT_OF_AREA[Action.DECIDE].scope(by) is Scope.OWN_TRUST
    return ApprovesAs.TRUST if of_a_trust else ApprovesAs.CLINICAL


def _approval(placement: OutOfAreaPlacement, by: Principal, approved: bool, reason: str = "") -> Approval:
    return Approval.objects.create(
        placement=placement, given_as=_side_of(by), approved=approved, reason=reason, by=by.actor, at=clock.now()
    )


def _decided(placement: OutOfAreaPlacement) -> OutOfAreaPlacement:
    if placement.state != OutOfAreaState.ASKED:
        notices.decided(placement)
    return placement


@transaction.atomic
def withdraw(*, placement: OutOfAreaPlacement, why: str, by: Principal, version: int | None = None):
    """It is no longer needed, before the young person went there."""
    locked = OUT_OF_AREA_PLACEMENTS.begin(placement, "withdraw", by, version)
    return _decided(OUT_OF_AREA_PLACEMENTS.finish(locked, why_ended=why, ended_at=clock.now()))


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
    request = REQUESTS.begin(placement.request, "admit_out_of_area", by)
    locked = OUT_OF_AREA_PLACEMENTS.begin(placement, "place", by, version)
    refuse_future("Time of admission", at)
    stays.refuse_before_it_was_asked(request, at)
    close_what_is_open(request, by)
    REQUESTS.finish(request, visible_to_units=[])
    stay = stays.begin(
        request=request, unit=locked.unit, at=at, legal_status=legal_status, clinician=clinician,
        expected_discharge_on=expected_discharge_on, by=by,
    )  # fmt: skip
    review_on = clocks.review_on(clock.local(at).date())
    OUT_OF_AREA_PLACEMENTS.finish(locked, stay=stay, review_on=review_on)
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
    """Whether they can come back now, what prevents it, and when to ask again: in a week unless sooner."""
    locked = lock(placement, OUT_OF_AREA_EDIT, by)
    OUT_OF_AREA_PLACEMENTS.check(locked, "end", by)
    refuse_if_changed(locked, version)
    latest = latest_review()
    next_on = min(next_on or latest, latest)
    refuse_unless_after("Next review", next_on, clock.today())
    save(locked, review_on=next_on)
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

    Refuses a bed that is taken, one for the other sex, and a unit that a hard rule excludes.
    """
    home = lock_bed(bed, by)
    refuse_unless_free(home)
    request = lock(placement.request, EDIT, by)
    refuse_the_other_sex(home, request.person)
    refuse_unsuitable(home.unit, next((match for match in matches_for(request) if match.unit == home.unit), None))
    locked, stay = _begin_to_end(placement, at, by, version)
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
    OUT_OF_AREA_PLACEMENTS.finish(locked, why_ended=f"Brought home to {home.unit}", ended_at=clock.now())
    return stay


@transaction.atomic
def end(
    *, placement: OutOfAreaPlacement, at: dt.datetime, to: str, why: str, by: Principal, version: int | None = None
) -> OutOfAreaPlacement:
    """Discharged from there to somewhere else than a Partnership bed."""
    locked, stay = _begin_to_end(placement, at, by, version)
    stays.finish(stay, at, by, to=to)
    return OUT_OF_AREA_PLACEMENTS.finish(locked, why_ended=why, ended_at=clock.now())


def _begin_to_end(
    placement: OutOfAreaPlacement, at: dt.datetime, by: Principal, version: int | None
) -> tuple[OutOfAreaPlacement, Stay]:
    locked = OUT_OF_AREA_PLACEMENTS.begin(placement, "end", by, version)
    assert locked.stay is not None  # the database holds that a placement which can end has one
    stay = lock(locked.stay, stays.EDIT, by)
    refuse_future("Date of discharge", at)
    refuse_before("Date of discharge", at, stay.start_at, "the date of admission")
    return locked, stay

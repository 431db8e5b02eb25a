"""The sentences in which the actions of the beds say no."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from camhs_beds.vocabulary import BedState
from partnership.access.refusals import Refusal
from partnership.arithmetic.words import day, moment, time_of_day

if TYPE_CHECKING:
    from camhs_beds.models import Ask, Bed, BedRequest, OutOfService, Stay
    from partnership.organisations.models import Unit


class LiveRequest(Refusal):
    """There is a live request for this person. ``request`` leads to it."""

    def __init__(self, request: BedRequest):
        self.request = request
        super().__init__(f"There is a live request for this young person already, {request}. Go on with that one.")


class HasBeenAdmitted(Refusal):
    """Whose bed it is cannot be put right on the request once somebody is, or was, in it."""

    def __init__(self, request: BedRequest):
        super().__init__(f"Somebody was admitted for {request}. Undo the admission, or end the stay, and log it anew.")


class HasAStay(Refusal):
    """The young person is in a unit already. ``stay`` leads to it."""

    def __init__(self, stay: Stay):
        self.stay = stay
        super().__init__(f"This young person already has an open stay at {stay.unit}. End that stay first.")


class EighteenOnTheDay(Refusal):
    """Somebody who will be 18 is asked about first; ``age_checked`` says that it was meant."""

    def __init__(self, wanted_on: dt.date):
        super().__init__(
            f"This young person is 18 or over on {day(wanted_on)}. Check the dates, or say that it is right."
        )


class NotYet(Refusal):
    """A time that has not come was given for something that has happened."""

    def __init__(self, what: str):
        super().__init__(f"{what} must be today or in the past")


class TooEarly(Refusal):
    """``what`` came before that which has to come first."""

    def __init__(self, what: str, first_at: dt.date, first: str):
        super().__init__(f"{what} must be the same as or after {moment(first_at)}, {first}")


class TooLate(Refusal):
    """``what`` came after that which has to come later."""

    def __init__(self, what: str, last_at: dt.date, last: str):
        super().__init__(f"{what} must be the same as or before {moment(last_at)}, {last}")


class AtThatTime(Refusal):
    """Something else stands in the time that was given: ``what`` from ``start_at`` on, to ``end_at`` where it ended."""

    def __init__(self, what: str, start_at: dt.datetime, end_at: dt.datetime | None):
        time = f"from {moment(start_at)} to {moment(end_at)}" if end_at else f"since {moment(start_at)}"
        super().__init__(f"{what} {time}. Enter a time outside that.")


class WrongOrder(Refusal):
    def __init__(self, what: str, after: str):
        super().__init__(f"{what} must be the same as or after {after}")


class ReceivedAfter(Refusal):
    """A request cannot have come after what was done with it: ``what`` happened at ``at``."""

    def __init__(self, what: str, at: dt.datetime):
        super().__init__(f"Time received must be the same as or before {moment(at)}, {what}")


class BedTaken(Refusal):
    """The bed is not free: the sentence says what holds it, and who put it there where that is known.

    ``bed`` is the bed as it stands.
    """

    def __init__(self, bed: Bed, by: object = None, at: dt.datetime | None = None, what: str = ""):
        self.bed = bed
        who = f" by {by}" if by else ""
        when = f" at {time_of_day(at)}" if at else ""
        super().__init__(f"{bed} {what or _TAKEN[bed.state_now]}{who}{when}. Choose another bed.")


_TAKEN = {
    BedState.AVAILABLE: "has just changed",
    BedState.RESERVED: "was reserved",
    BedState.OCCUPIED: "was filled",
    BedState.ON_LEAVE: "is kept for a young person on leave",
    BedState.OUT_OF_SERVICE: "was taken out of service",
}


class BedNotAvailable(Refusal):
    """It is held for another request."""

    def __init__(self, bed: Bed, request: BedRequest | None):
        self.bed = bed
        whose = f"It is reserved for {request}" if request else "It is reserved for another request"
        super().__init__(f"Bed {bed.number} is not available. {whose}. Choose another bed.")


class BedForOthers(Refusal):
    """A hard rule: the bed stands where only one sex has beds, and this young person is not of it."""

    def __init__(self, bed: Bed):
        self.bed = bed
        super().__init__(f"{bed} is for {bed.sex} young people only. Choose another bed.")


class BedInUse(Refusal):
    """A bed cannot be taken out of service while something stands on it."""

    def __init__(self, bed: Bed, until: dt.date | None):
        self.bed = bed
        state = "reserved" if bed.state_now is BedState.RESERVED else "occupied"
        super().__init__(
            f"Bed {bed.number} is {state} until {moment(until)}." if until else f"Bed {bed.number} is {state}."
        )


class AlreadyClosed(Refusal):
    def __init__(self, bed: Bed, closed: OutOfService):
        super().__init__(
            f"{closed.taken_by} took {bed} out of service on {moment(closed.taken_at)}. Open the bed to see why."
        )


class BackInService(Refusal):
    def __init__(self, closed: OutOfService):
        super().__init__(f"{closed.ended_by} returned {closed.bed} to service on {moment(closed.ended_at)}.")


class BedsDoNotAddUp(Refusal):
    def __init__(self, unit: Unit, beds: int, number: int | None):
        check = f" Check bed {number}." if number else ""
        super().__init__(f"Beds add up to {beds} but {unit} has {unit.commissioned_beds}.{check}")


class BedsHaveChanged(Refusal):
    """What the ward looked at is not what stands now. ``beds`` are those that have changed."""

    def __init__(self, beds: list[Bed]):
        self.beds = beds
        names = ", ".join(f"bed {bed.number} is now {bed.state_now.label.lower()}" for bed in beds)
        super().__init__(f"Beds have changed since you opened this page: {names}. Check them and confirm again.")


class NotOnTheUnit(Refusal):
    def __init__(self, what: object, unit: Unit):
        super().__init__(f"{what} is not on {unit}. Choose one that is.")


class NobodyAsked(Refusal):
    def __init__(self) -> None:
        super().__init__("Select a unit")


class AskedAlready(Refusal):
    def __init__(self, ask: Ask):
        super().__init__(f"{ask.asked_by} asked {ask.unit} on {moment(ask.asked_at)}. Wait for its answer.")


class AssessedAlready(Refusal):
    def __init__(self, on: dt.date):
        super().__init__(f"The access assessment of {day(on)} is recorded already. Correct the request instead.")


class NotSuitable(Refusal):
    """A hard rule stands against it."""

    def __init__(self, unit: Unit, reasons: list[str]):
        super().__init__(f"{unit} is not suitable: {'; '.join(reasons)}. Choose another unit.")


class WhyThisUnit(Refusal):
    """Another unit than the first of the list was chosen, and nobody has said why."""

    def __init__(self, first: Unit):
        self.first = first
        super().__init__(f"{first} comes first in the list. Enter why you chose another unit")


class NoLongerAsked(Refusal):
    def __init__(self, ask: Ask):
        super().__init__(f"{ask.request} no longer waits for an answer from {ask.unit}.")


class AnsweredAlready(Refusal):
    def __init__(self, ask: Ask):
        answer = ask.get_answer_display().lower()
        super().__init__(f"{ask.answered_by} recorded on {moment(ask.answered_at)} that {ask.unit} {answer}.")


class NotAnOffer(Refusal):
    """The unit of the bed has not said yes."""

    def __init__(self, bed: Bed, request: BedRequest):
        super().__init__(f"{bed.unit} has not said yes to {request}. Ask it first, and record its answer.")


class ReservedThere(Refusal):
    def __init__(self, ask: Ask):
        super().__init__(f"A bed on {ask.unit} is reserved for {ask.request}. Release it first.")


class ReservationEnded(Refusal):
    def __init__(self, until: dt.datetime):
        super().__init__(f"This reservation ended at {time_of_day(until)}. Reserve again.")


class NoReservation(Refusal):
    def __init__(self, request: BedRequest):
        super().__init__(f"No bed is reserved for {request}. Reserve one first.")


class MustBeLater(Refusal):
    def __init__(self, what: str, than: dt.datetime | dt.date):
        super().__init__(f"{what} must be after {moment(than)}")


class HeldTooLong(Refusal):
    """``latest`` is the last moment that would be taken."""

    def __init__(self, latest: dt.datetime):
        self.latest = latest
        super().__init__(f"Reserved until must be the same as or before {moment(latest)}, 7 days from now")


class StayEnded(Refusal):
    def __init__(self, stay: Stay):
        super().__init__(f"{stay} ended on {moment(stay.end_at)}. Open the stay to see how.")


class RecordedInError(Refusal):
    def __init__(self, stay: Stay):
        super().__init__(f"{stay} was recorded in error and is counted nowhere, so there is nothing in it to correct.")


class OnLeaveAlready(Refusal):
    def __init__(self, since: dt.datetime):
        super().__init__(f"This young person is on leave since {moment(since)}. Record the return first.")


class NotOnLeave(Refusal):
    def __init__(self, stay: Stay):
        super().__init__(f"The young person of {stay} is not on leave.")


class ChooseABed(Refusal):
    """The bed was not held during the leave, or has been given up since."""

    def __init__(self) -> None:
        super().__init__("The bed was not kept during the leave. Select the bed to which the young person returns")


class NoBedHere(Refusal):
    """Stays outside the Partnership have no bed that the portal knows."""

    def __init__(self, stay: Stay):
        super().__init__(f"{stay.unit} has no beds on this portal, so {stay} has none to leave or to move from.")


class PartOfOutOfAreaPlacement(Refusal):
    """A stay out of area begins and ends with its placement, and so begins the one to which they are brought home."""

    def __init__(self, stay: Stay):
        super().__init__(f"{stay} is part of a placement out of area. Record what happened on the placement.")


class OwnRequest(Refusal):
    def __init__(self) -> None:
        super().__init__("You cannot approve your own request")


class ApprovedAlready(Refusal):
    def __init__(self, by: object, at: dt.datetime):
        super().__init__(f"{by} gave this approval on {moment(at)}. The other one has to be given by somebody else.")


class InThePartnership(Refusal):
    """A placement out of area is for a unit that no Partnership trust runs."""

    def __init__(self, unit: Unit):
        super().__init__(f"{unit} is run by a Partnership trust. Ask it for a bed instead.")


class PersonOfAnotherPathway(Refusal):
    def __init__(self) -> None:
        super().__init__("This person is not in the care of the young people’s services. Find the young person first.")

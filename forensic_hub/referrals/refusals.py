"""The sentences in which the hub's actions say no."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from forensic_hub.referrals.models import Decision, DecisionMaker, Panel, Referral
from partnership.access.refusals import Refusal
from partnership.arithmetic.words import day, listed, moment
from partnership.organisations.models import Organisation
from partnership.records.events import who_changed_last


class NoLongerSo(Refusal):
    """A referral is not any more what it was when the page was opened: how it is now, and who made it so."""

    def __init__(self, referral: Referral, now: str):
        super().__init__(f"{now} {who_changed_last(referral)}".strip())


class AlreadyTaken(NoLongerSo):
    """Somebody else has it in hand already."""

    def __init__(self, referral: Referral):
        super().__init__(referral, f"{referral.owner} already has {referral}.")


class NotOfTheHub(Refusal):
    def __init__(self, officer: object):
        super().__init__(f"{officer} is not a hub officer today. Choose somebody else.")


class Closed(NoLongerSo):
    """What can only be done to an open referral was tried on one that has ended."""

    def __init__(self, referral: Referral):
        super().__init__(referral, f"{referral} is now “{referral.get_state_display()}”.")


class NothingAsked(Refusal):
    def __init__(self) -> None:
        super().__init__("Select at least 1 item you need")


class NotOnTheRequest(Refusal):
    def __init__(self) -> None:
        super().__init__("This was not asked for in the request. Open the referral again to see what was.")


class NothingToChase(NoLongerSo):
    def __init__(self, referral: Referral):
        super().__init__(referral, f"No information is outstanding for {referral}.")


class BookingHasEnded(NoLongerSo):
    """The booking that was opened was cancelled, and perhaps another one made."""

    def __init__(self, referral: Referral):
        super().__init__(referral, f"This booking of {referral} has ended.")


class NotInTheFuture(Refusal):
    def __init__(self) -> None:
        super().__init__("Date of assessment must be in the future")


class AfterTarget(Refusal):
    """The assessment is booked for a day after the target date, and nobody has said why."""

    def __init__(self, target: dt.date):
        self.target = target
        super().__init__(f"This assessment is after the target date, {day(target)}. Enter the reason")


class TooEarly(Refusal):
    """``what`` came before that which has to come first."""

    def __init__(self, what: str, first_at: dt.date, first: str):
        super().__init__(f"{what} must be the same as or after {moment(first_at)}, {first}")


class BeforeReceived(TooEarly):
    def __init__(self, received_on: dt.date):
        super().__init__("Assessment date", received_on, "the date received")


class ReceivedAfter(Refusal):
    """A referral cannot have come after what was done with it: ``what`` happened on ``on``."""

    def __init__(self, what: str, on: dt.date):
        super().__init__(f"Date received must be the same as or before {day(on)}, {what}")


class NotYet(Refusal):
    """A day that has not come was given for something that has happened."""

    def __init__(self, what: str):
        super().__init__(f"{what} must be today or in the past")


class BeforeTransferTargets(Refusal):
    """No target of a transfer was in force on that day, so nothing could be counted from it."""

    def __init__(self, day_zero: dt.date):
        super().__init__(f"Day 0 must be a day on which a transfer target was in force, not {day(day_zero)}")


class NoTransferClock(Refusal):
    def __init__(self, referral: Referral):
        super().__init__(f"{referral} has no transfer clock: the person is not in prison under section 47 or 48.")


class DayZeroIsSet(Refusal):
    def __init__(self, referral: Referral):
        super().__init__(
            f"{referral.day_zero_by} set day 0 to {day(referral.day_zero_on)} on {moment(referral.day_zero_at)}. "
            "Correct it instead."
        )


class NotQuorate(Refusal):
    """Without a decision maker from each of the three trusts, a panel can only defer."""

    def __init__(self, missing: Sequence[Organisation]):
        self.missing = missing
        super().__init__(
            "This panel is not quorate. You can record a deferral only. For another decision, record at least 1 "
            f"decision maker from {listed([str(trust) for trust in missing])} first."
        )


class PanelHasDecided(Refusal):
    """The same panel decided on this referral a moment ago."""

    def __init__(self, decision: Decision):
        super().__init__(
            f"{decision.recorded_by} recorded “{decision}” for this panel on {moment(decision.recorded_at)}."
        )


class NotOnTheAgenda(Refusal):
    def __init__(self, referral: Referral, panel: Panel):
        super().__init__(f"{referral} is not on the agenda of the panel on {day(panel.meets_on)}.")


class PanelHasNotMet(Refusal):
    """Nobody can have been at a panel whose day has not come."""

    def __init__(self, panel: Panel):
        super().__init__(panel.not_yet("who was there"))


class PanelExists(Refusal):
    def __init__(self, panel: Panel):
        super().__init__(f"There is already a panel on {day(panel.meets_on)}.")


class PanelInThePast(Refusal):
    def __init__(self) -> None:
        super().__init__("Date of the panel must be today or in the future")


class AttendanceStands(Refusal):
    """The panel has decided with these people present: nobody is taken off afterwards."""

    def __init__(self, maker: DecisionMaker):
        super().__init__(f"{maker} was present when this panel decided, so cannot be taken off its attendance.")


class DecisionAlreadyCorrected(Refusal):
    def __init__(self, newer: Decision):
        super().__init__(f"{newer.recorded_by} corrected this decision to “{newer}” on {moment(newer.recorded_at)}.")


class DecidedSince(Refusal):
    """A later panel has decided: only what it decided stands, and can be corrected."""

    def __init__(self, standing: Decision):
        super().__init__(f"The panel on {day(standing.panel.meets_on)} has decided since: “{standing}”. Correct that.")


class DocumentIsGone(Refusal):
    def __init__(self, by: object, at: dt.datetime):
        super().__init__(f"{by} removed this document on {moment(at)}.")


class AddedMeanwhile(Refusal):
    """While a referral was being written, somebody added a person like this one, or logged a referral of the same."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody has just added a person or a referral that may be the same. Open this page again to see which."
        )

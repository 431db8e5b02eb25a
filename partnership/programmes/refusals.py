"""The sentences in which this room says no."""

from __future__ import annotations

import datetime as dt

from partnership.access.models import User
from partnership.access.refusals import Refusal
from partnership.arithmetic import months
from partnership.arithmetic.words import day, moment
from partnership.programmes.models import Ratification, Report


class NotYourTrust(Refusal):
    def __init__(self) -> None:
        super().__init__("You can only add what belongs to your own trust.")


class OwnerOfAnotherTrust(Refusal):
    """Whoever is given something can open it: a programme lead, or a manager of the trust that has promised it."""

    def __init__(self, owner: User, whose: str):
        super().__init__(f"{owner} does not work for {whose}. Select a programme lead, or somebody who does")


class MovedWithoutReason(Refusal):
    """The due date is a later one, and nobody has said why."""

    def __init__(self) -> None:
        super().__init__("Enter the reason the due date has moved")


class CompletedHasNoDueDate(Refusal):
    def __init__(self) -> None:
        super().__init__("Leave the new due date empty: what is complete is not due any more")


class NotDoneYet(Refusal):
    def __init__(self) -> None:
        super().__init__("Date completed must be today or in the past")


class DueInThePast(Refusal):
    def __init__(self) -> None:
        super().__init__("New due date must be today or in the future")


class NothingToCorrect(Refusal):
    def __init__(self) -> None:
        super().__init__("Nothing in this correction differs from what is recorded. Change a value, or go back.")


class DecidedInTheFuture(Refusal):
    def __init__(self) -> None:
        super().__init__("Date of the decision must be today or in the past")


class RespondedAlready(Refusal):
    """The response of this trust's board is recorded already, perhaps by a colleague."""

    def __init__(self, earlier: Ratification):
        on = moment(earlier.recorded_at)
        super().__init__(f"{earlier.recorded_by} recorded “{earlier.words}” for {earlier.trust} on {on}.")


class BoardBeforeDecision(Refusal):
    def __init__(self, decided_on: dt.date):
        super().__init__(f"Date of the board must be the same as or after {day(decided_on)}, the date of the decision")


class BoardInTheFuture(Refusal):
    def __init__(self) -> None:
        super().__init__("Date of the board must be today or in the past")


class DecidedAfterBoard(Refusal):
    def __init__(self, said_on: dt.date):
        super().__init__(f"Date of the decision must be the same as or before {day(said_on)}, when a board spoke of it")


class NoResponse(Refusal):
    def __init__(self) -> None:
        super().__init__("The board of your trust has not spoken of this decision yet, so there is nothing to correct.")


class MonthNotBegun(Refusal):
    def __init__(self) -> None:
        super().__init__("Period must be this month or an earlier one")


class NoRiskNamed(Refusal):
    def __init__(self) -> None:
        super().__init__("Select the risk that puts the programme at risk")


class IssuedAlready(Refusal):
    def __init__(self, report: Report):
        self.report = report
        super().__init__(
            f"{report.reference} is the report of {months.in_words(report.month)}. Open it to issue it again."
        )


class IssuedSince(Refusal):
    """A newer issue stands: only that one is followed by another."""

    def __init__(self, newest: Report):
        super().__init__(f"{newest.issued_by} issued {newest.reference} since. Open that one to issue it again.")

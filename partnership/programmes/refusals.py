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


class SaidAlready(Refusal):
    """What this trust's board said is recorded, by a colleague of the same trust perhaps."""

    def __init__(self, said: Ratification):
        super().__init__(f"{said.recorded_by} recorded “{said.words}” for {said.trust} on {moment(said.recorded_at)}.")


class BoardBeforeDecision(Refusal):
    def __init__(self, decided_on: dt.date):
        super().__init__(f"Date of the board must be the same as or after {day(decided_on)}, the date of the decision")


class BoardInTheFuture(Refusal):
    def __init__(self) -> None:
        super().__init__("Date of the board must be today or in the past")


class DecidedAfterBoard(Refusal):
    def __init__(self, said_on: dt.date):
        super().__init__(f"Date of the decision must be the same as or before {day(said_on)}, when a board spoke of it")


class NothingSaid(Refusal):
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

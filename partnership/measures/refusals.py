"""The sentences in which this room says no."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from partnership.access.refusals import Refusal
from partnership.access.roles import PROGRAMME_LEAD
from partnership.arithmetic import months
from partnership.arithmetic.words import listed
from partnership.arithmetic.xmr import FEWEST_POINTS
from partnership.measures import numbers
from partnership.measures.registry import Measure


class NotTheKeeper(Refusal):
    def __init__(self, measure: Measure):
        keepers = dict.fromkeys(role.label.lower() for role in (measure.owner, PROGRAMME_LEAD))
        super().__init__(f"{measure.name} is kept by whoever works as {listed(list(keepers), 'or')}.")


class CountedByThePortal(Refusal):
    def __init__(self, measure: Measure):
        super().__init__(f"{measure.name} is counted by the portal. Correct the records that it counts.")


class MonthNotOver(Refusal):
    def __init__(self, month: dt.date):
        super().__init__(f"{months.in_words(month)} is not over yet. Enter a month that has ended.")


class BeforeItsFirstMonth(Refusal):
    def __init__(self, measure: Measure):
        super().__init__(f"{measure.name} begins in {months.in_words(measure.first_month)}. Enter that month or later.")


class NotItsMonth(Refusal):
    def __init__(self, measure: Measure, month: dt.date):
        super().__init__(
            f"{measure.name} has no figure of {months.in_words(month)}. Enter the last month of a quarter, like "
            f"{months.in_words(measure.first_month)}."
        )


class ImpossibleValue(Refusal):
    def __init__(self, measure: Measure):
        least, most = measure.unit.least, measure.unit.most
        between = f"between {least} and {most}" if most is not None else f"{least} or more"
        super().__init__(f"The value must be {between}.")


class RecordedAlready(Refusal):
    """The month has another value, and no reason was given for changing it."""

    def __init__(self, measure: Measure, month: dt.date, value: Decimal | None):
        was = "no value" if value is None else numbers.in_a_table(measure.unit, value)
        super().__init__(f"{months.in_words(month)} is already recorded as {was}. Enter why it is corrected.")


class TwiceInOneGo(Refusal):
    def __init__(self, month: dt.date):
        super().__init__(f"{months.in_words(month)} is in these rows twice.")


class RowsRefused(Refusal):
    """Some of the rows cannot be recorded, so none was. ``by_row`` is place → sentence, the first row being 0."""

    def __init__(self, by_row: Mapping[int, str]):
        self.by_row = dict(by_row)
        first = next(iter(self.by_row.values()))
        super().__init__(first if len(self.by_row) == 1 else f"{first} {len(self.by_row) - 1} more rows are refused.")


class NoSuchMonth(Refusal):
    def __init__(self, month: dt.date):
        super().__init__(f"There are no figures before and after {months.in_words(month)}. Choose another month.")


class TooFewPoints(Refusal):
    def __init__(self, points: int, month: dt.date):
        super().__init__(
            f"{FEWEST_POINTS} points are needed for new limits and there are {points} from {months.in_words(month)}. "
            "Wait, or mark the limits as a trial."
        )


class SamePersonTwice(Refusal):
    def __init__(self) -> None:
        super().__init__("You asked for this. Somebody else has to approve it.")


class Settled(Refusal):
    def __init__(self) -> None:
        super().__init__("Somebody has settled this already. Go back to the measure to see how it stands.")


class TargetStartsTooEarly(Refusal):
    """It would begin before the target that it follows."""


class NoTargetToEnd(Refusal):
    def __init__(self) -> None:
        super().__init__("There is no target to end.")


class TakenOffAlready(Refusal):
    def __init__(self) -> None:
        super().__init__("This note has been taken off the chart already.")

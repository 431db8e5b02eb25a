"""What savings refuse in more than one place, and the rows that cannot be saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from partnership.access.refusals import Refusal
from partnership.arithmetic import months, words
from partnership.savings.models import Saving
from partnership.savings.sums import closed_among, is_closed


@dataclass(frozen=True)
class RowError:
    """What is wrong in one row. ``row`` counts from 1; ``column`` is a field of ``actuals.Row``, or nothing."""

    row: int
    column: str
    sentence: str


class RowsRefused(Refusal):
    """Some rows cannot be saved, so none was. ``errors`` has one for each."""

    def __init__(self, errors: Sequence[RowError]):
        self.errors = list(errors)
        super().__init__(" ".join(dict.fromkeys(error.sentence for error in self.errors)))


def refuse_closed(month: dt.date) -> None:
    if is_closed(month):
        raise Refusal(f"{months.in_words(month)} is settled and closed. Correct the figure: a new entry names it.")


def refuse_plan_of_closed(some: Sequence[dt.date]) -> None:
    if closed := closed_among(some):
        month = months.in_words(closed[-1])
        raise Refusal(f"{month} is settled and closed, so its plan stays as it is. Add a saving that starts after it.")


def not_over(month: dt.date) -> str:
    """Why the actuals of a month are not sent yet."""
    begins = words.day(months.after(month))
    return f"{months.in_words(month)} is not over. Send its actuals for confirmation from {begins}."


def not_counted(saving: Saving) -> str:
    return f"{saving} is “{saving.get_state_display()}”. Actuals are recorded while a saving delivers."


def does_not_add_up(of_months: Decimal, planned: Decimal) -> str:
    return f"Monthly amounts add up to {words.money(of_months)} but the planned saving is {words.money(planned)}"

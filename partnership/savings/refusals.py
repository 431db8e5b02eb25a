"""The sentences in which savings, settlement and reinvestment say no."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from partnership.access.refusals import Refusal
from partnership.arithmetic import months, words
from partnership.arithmetic.words import day, moment
from partnership.records.events import who_changed_last
from partnership.savings.models import Confirmation, MonthFigure, Reinvestment, Saving, Settlement


class PlanDoesNotAddUp(Refusal):
    def __init__(self, of_months: Decimal, planned: Decimal):
        super().__init__(
            f"Monthly amounts add up to {words.money(of_months)} but the planned saving is {words.money(planned)}"
        )


class AlreadyAgreed(Refusal):
    """What three trusts have agreed is not edited: it is corrected, with a reason."""

    def __init__(self, saving: Saving):
        super().__init__(f"{saving} is now “{saving.get_state_display()}”. Correct it and say why instead.")


class QualityRecorded(Refusal):
    def __init__(self, saving: Saving):
        super().__init__(f"The quality impact assessment of {saving} is recorded. Correct it and say why instead.")


class NotPlannedFurther(Refusal):
    """A plan of a further year would count, though nobody has agreed to it or delivers it."""

    def __init__(self, saving: Saving):
        super().__init__(f"{saving} is “{saving.get_state_display()}”. Plan another year while it is agreed and open.")


class PlannedAlready(Refusal):
    def __init__(self, saving: Saving, year: int):
        super().__init__(f"{saving} has a plan for {months.year_in_words(year)} already.")


class PlansAClosedMonth(Refusal):
    """A plan is a row of its month, and a month that is closed takes no more."""

    def __init__(self, month: dt.date):
        super().__init__(
            f"{months.in_words(month)} is settled and closed, so its plan stays as it is."
            " Add a saving that starts after it."
        )


class SettledAsItWas(Refusal):
    """Whose budget it came out of, and whether it releases cash, decided who paid whom."""

    def __init__(self, saving: Saving, month: dt.date):
        super().__init__(
            f"{months.in_words(month)} was settled with the budget and the cash of {saving} as they are recorded."
            " Correct the actuals of the months that are closed, and add a saving for what is to come."
        )


class NothingToCorrect(Refusal):
    def __init__(self) -> None:
        super().__init__("Nothing here differs from what is recorded. Enter what it should be.")


class NotCounted(Refusal):
    """A saving whose months are not counted now."""

    def __init__(self, saving: Saving):
        super().__init__(f"{saving} is “{saving.get_state_display()}”. Actuals are recorded while a saving delivers.")


class MonthIsClosed(Refusal):
    def __init__(self, month: dt.date):
        super().__init__(f"{months.in_words(month)} is settled and closed. Correct the figure: a new entry names it.")


class SentTooSoon(Refusal):
    """What a month brought is known when it has ended."""

    def __init__(self, month: dt.date):
        begins = day(months.after(month))
        super().__init__(f"{months.in_words(month)} is not over. Send its actuals for confirmation from {begins}.")


class NothingToSend(Refusal):
    def __init__(self, month: dt.date):
        super().__init__(f"There is no actual of {months.in_words(month)} to send. Enter one first.")


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


class FiguresChanged(Refusal):
    """Between the page and the button, figures were queried, sent again or settled."""

    def __init__(self, figures: Iterable[MonthFigure]):
        self.figures = list(figures)
        told = words.listed([f"{one} is now “{one.get_state_display()}”" for one in self.figures])
        super().__init__(f"Nothing was saved, because something has changed since you opened this page: {told}.")


class AlreadyConfirmed(Refusal):
    def __init__(self, earlier: Confirmation):
        on = moment(earlier.said_at)
        super().__init__(f"{earlier.said_by} has already confirmed {earlier.figure} for {earlier.trust}, on {on}.")


class NothingToTakeBack(Refusal):
    def __init__(self, figure: MonthFigure):
        super().__init__(f"Your trust has not confirmed {figure}, or took it back. Confirm or query it instead.")


class NoResponse(Refusal):
    def __init__(self) -> None:
        super().__init__("Select whether you confirm or query at least 1 saving")


class QueryIsEmpty(Refusal):
    def __init__(self, figure: MonthFigure):
        super().__init__(f"Enter the query for {figure.saving.title}")


class MonthIsNotOver(Refusal):
    def __init__(self, month: dt.date):
        super().__init__(f"{months.in_words(month)} ends on {day(months.last_day(month))}. Settle it after that.")


class NotAllConfirmed(Refusal):
    def __init__(self, figures: Sequence[MonthFigure]):
        named = words.listed([f"{one.saving.title} ({one.get_state_display().lower()})" for one in figures[:5]])
        more = f" and {len(figures) - 5} more" if len(figures) > 5 else ""
        super().__init__(f"Not confirmed by all three trusts yet: {named}{more}.")


class NothingToSettle(Refusal):
    def __init__(self, month: dt.date):
        super().__init__(f"Nothing is confirmed for {months.in_words(month)}, so there is nothing to settle.")


class DrawnUpAlready(Refusal):
    def __init__(self, settlement: Settlement):
        super().__init__(f"{settlement.month_in_words} is already drawn up. {who_changed_last(settlement)}".strip())


class SameTrust(Refusal):
    def __init__(self, settlement: Settlement):
        super().__init__(
            f"{settlement.drawn_up_by} drew this up for {settlement.drawn_up_for}. Somebody of another trust closes it."
        )


class FiguresHaveMoved(Refusal):
    def __init__(self, settlement: Settlement):
        super().__init__(
            f"The confirmed figures of {settlement.month_in_words} have changed since the settlement was drawn up."
            " Draw it up again first."
        )


class OwnProposal(Refusal):
    def __init__(self, reinvestment: Reinvestment):
        super().__init__(f"You proposed {reinvestment}. Somebody else has to decide on it.")


class MoreThanAvailable(Refusal):
    """More than is confirmed and not committed yet."""

    def __init__(self, over: Decimal):
        super().__init__(f"This is {words.money(over)} more than is available")


class AlreadyDecided(Refusal):
    def __init__(self, reinvestment: Reinvestment):
        super().__init__(
            f"{reinvestment} is now “{reinvestment.get_state_display()}”. {who_changed_last(reinvestment)}".strip()
        )


class NotBefore(Refusal):
    def __init__(self, what: str, limit: dt.date):
        super().__init__(f"{what} must be the same as or after {day(limit)}")


class EvidenceIsGone(Refusal):
    def __init__(self, by: object, at: dt.datetime):
        super().__init__(f"{by} removed this evidence on {moment(at)}.")

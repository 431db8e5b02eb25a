"""What each month brought: recorded row by row or by a file, sent for confirmation, corrected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django.db import transaction

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock, months, words
from partnership.arithmetic.shares import NOTHING
from partnership.records.corrections import NothingToCorrect
from partnership.records.states import lock, save
from partnership.savings.actions import notices
from partnership.savings.models import MonthFigure, Saving, SavingCorrection
from partnership.savings.models.month_figure import MonthFigureQuerySet
from partnership.savings.policy import SAVING
from partnership.savings.refusals import RowError, RowsRefused, not_counted, not_over, refuse_closed
from partnership.savings.states import FIGURES
from partnership.savings.sums import has_begun, is_closed, is_over
from partnership.savings.vocabulary import CAN_BE_TYPED, COUNTED, FigureState

EDIT = SAVING[Action.EDIT]
TYPED = ("forecast", "actual", "comment")


@dataclass(frozen=True)
class Row:
    """One saving in one month, as typed. ``saving`` is its reference; ``version`` that of the figure which was seen.

    A ``version`` of 0 says that there was no figure yet; none at all, that it was not looked at (a file).
    """

    saving: str
    forecast: Decimal | None = None
    actual: Decimal | None = None
    comment: str = ""
    version: int | None = None


@transaction.atomic
def record_many(*, period: dt.date, rows: Sequence[Row], by: Principal) -> list[MonthFigure]:
    """Records forecasts, actuals and comments of one month: all of them, or none. Gives the figures that changed.

    ``period`` is the first day of the month. Refuses a month that is closed, and otherwise every row that cannot be
    saved, all at once (RowsRefused): a saving that is not there, not delivering or there twice, a figure that is sent
    or confirmed, one that someone else has changed meanwhile, and an actual of a month to come.
    """
    EDIT.demand(by)
    refuse_closed(period)
    savings = {saving.reference: saving for saving in _savings(rows, by)}
    figures = _locked(savings.values(), period, by)
    errors = [error for number, row in enumerate(rows, 1) for error in _errors(number, row, rows, savings, figures)]
    errors += _not_begun(period, rows, savings)
    if errors:
        raise RowsRefused(errors)
    saved = (_save(row, savings[row.saving], figures.get(row.saving), period) for row in rows)
    return [figure for figure in saved if figure]


def _savings(rows: Sequence[Row], by: Principal) -> Iterator[Saving]:
    """Each saving that is named, locked in one order, so that two who save at once wait and never block each other."""
    named = permitted(by, EDIT, Saving).filter(reference__in=[row.saving for row in rows])
    yield from named.select_for_update(of=("self",)).order_by("pk")


def _figures(by: Principal) -> MonthFigureQuerySet:
    return cast(MonthFigureQuerySet, permitted(by, EDIT, MonthFigure))


def _locked(savings: Any, period: dt.date, by: Principal) -> dict[str, MonthFigure]:
    figures = _figures(by).own().of_month(period).filter(saving__in=list(savings))
    figures = figures.select_related("saving").select_for_update(of=("self",)).order_by("pk")
    return {figure.saving.reference: figure for figure in figures}


def _errors(
    number: int, row: Row, rows: Sequence[Row], savings: dict[str, Saving], figures: dict[str, MonthFigure]
) -> Iterator[RowError]:  # fmt: skip
    saving, figure = savings.get(row.saving), figures.get(row.saving)
    if saving is None:
        yield RowError(number, "saving", f"Row {number}: there is no saving {row.saving}")
        return
    where = f"Row {number}, {saving.title}"
    if sum(other.saving == row.saving for other in rows) > 1:
        yield RowError(number, "saving", f"{where}: this saving is there more than once")
    if saving.state not in COUNTED:
        yield RowError(number, "saving", f"{where}: {not_counted(saving)}")
    if not _differs(row, figure):
        return
    if figure and not figure.can_be_typed:
        sentence = f"{where}: this month is now “{figure.get_state_display()}”. Correct it instead"
        yield RowError(number, "actual", sentence)
    elif row.version is not None and row.version != (figure.version if figure else 0):
        yield RowError(number, "actual", f"{where}: someone has changed this since you opened it. {_now(figure)}")


def _not_begun(period: dt.date, rows: Sequence[Row], savings: dict[str, Saving]) -> Iterator[RowError]:
    """A month that has not begun has no actual."""
    if has_begun(period):
        return
    for number, row in enumerate(rows, 1):
        if row.actual is not None and row.saving in savings:
            where = f"Row {number}, {savings[row.saving].title}: {months.in_words(period)} has not begun"
            yield RowError(number, "actual", f"{where}. Enter a forecast instead")


def _now(figure: MonthFigure | None) -> str:
    if figure is None:
        return "It is empty now"
    parts = [f"{name} {words.money(value)}" for name in ("forecast", "actual")
             if (value := getattr(figure, name)) is not None]  # fmt: skip
    return f"It now has {words.listed(parts)}" if parts else "It is empty now"


def _differs(row: Row, figure: MonthFigure | None) -> bool:
    now = figure or MonthFigure()
    return any(getattr(now, name) != getattr(row, name) for name in TYPED)


def _save(row: Row, saving: Saving, figure: MonthFigure | None, period: dt.date) -> MonthFigure | None:
    if not _differs(row, figure):
        return None
    figure = figure or MonthFigure(saving=saving, month=period)
    return save(figure, **{name: getattr(row, name) for name in TYPED})


@transaction.atomic
def send(*, period: dt.date, by: Principal) -> list[MonthFigure]:
    """Sends every actual of the month that is not sent yet, or was queried, to be confirmed by the three trusts.

    Refuses a closed month, one that is not over, and one with nothing to send.
    """
    EDIT.demand(by)
    refuse_closed(period)
    if not is_over(period):
        raise Refusal(not_over(period))
    ready = _figures(by).counted().of_month(period)
    ready = ready.filter(state__in=CAN_BE_TYPED, actual__isnull=False).order_by("pk")
    sent = [_send(FIGURES.begin(figure, "send", by), by) for figure in ready]
    if not sent:
        raise Refusal(f"There is no actual for {months.in_words(period)} to send. Enter one first.")
    notices.sent(period, len(sent), by)
    return sent


def _send(begun: MonthFigure, by: Principal, **changes: Any) -> MonthFigure:
    sending = {"sending": begun.sending + 1, "sent_by": by.user, "sent_at": clock.now()}
    sent = FIGURES.finish(begun, **sending, **changes)
    notices.answered(sent)
    return sent


@transaction.atomic
def answer(*, figure: MonthFigure, comment: str, by: Principal, version: int | None = None) -> MonthFigure:
    """Says why a queried amount is right, and asks all three trusts again; whatever has become of its saving since."""
    answered = _send(FIGURES.begin(figure, "answer", by, version), by, comment=comment)
    notices.sent(answered.month, 1, by)
    return answered


@transaction.atomic
def correct(
    *, figure: MonthFigure, actual: Decimal, why: str, explanation: str, by: Principal, version: int | None = None
) -> MonthFigure:
    """What a month that was sent, confirmed or closed should have said; all three trusts are asked again. The old value
    stays.

    While the month is open the figure itself changes. Once it is closed it never does: the difference becomes a new
    entry in the first month that is open, which names the old one. Gives the figure that waits for confirmation.
    Refuses a correction that changes nothing, and an actual that comes late for a saving whose months are not counted.
    """
    locked = lock(figure, EDIT, by, version)
    if locked.state == FigureState.OPEN and locked.saving.state not in COUNTED:
        raise Refusal(not_counted(locked.saving))
    old = amount_as_corrected(locked)
    if actual == old:
        raise NothingToCorrect
    if is_closed(locked.month):
        corrected = _add_entry(locked, actual - old, explanation, by)
    else:
        corrected = _send(FIGURES.begin_locked(locked, "correct", by), by, actual=actual)
    SavingCorrection.objects.create(
        saving=locked.saving, figure=locked, field="figure.actual", about=f"Actual for {locked.month_in_words}",
        old_value=words.money(old), new_value=words.money(actual), why=why, explanation=explanation,
        corrected_by=by.actor, corrected_at=clock.now(),
    )  # fmt: skip
    notices.sent(corrected.month, 1, by)
    return corrected


def amount_as_corrected(figure: MonthFigure) -> Decimal:
    """The actual of a month with every correction that names it. One that was never sent counts for nothing."""
    own = NOTHING if figure.state == FigureState.OPEN else figure.actual or NOTHING
    return own + figure.corrected_by.all().total()


def _add_entry(figure: MonthFigure, difference: Decimal, explanation: str, by: Principal) -> MonthFigure:
    entry = MonthFigure.objects.create(
        saving=figure.saving, month=first_open_month(), actual=difference, comment=explanation, corrects=figure
    )
    return _send(FIGURES.begin_locked(entry, "send", by), by)


def first_open_month() -> dt.date:
    """This month, or the first after it that is not closed."""
    month = months.month_of(clock.today())
    while is_closed(month):
        month = months.after(month)
    return month

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
from partnership.arithmetic import clock, months, words
from partnership.arithmetic.shares import NOTHING
from partnership.records.models.record import ChangedSinceOpened
from partnership.records.states import lock
from partnership.savings.actions import notices
from partnership.savings.models import MonthFigure, Saving, SavingCorrection
from partnership.savings.models.month_figure import MonthFigureQuerySet
from partnership.savings.policy import SAVING
from partnership.savings.refusals import (
    MonthIsClosed,
    NotCounted,
    NothingToCorrect,
    NothingToSend,
    RowError,
    RowsRefused,
    SentTooSoon,
)
from partnership.savings.states import FIGURES
from partnership.savings.sums import has_begun, is_closed, is_over
from partnership.savings.vocabulary import CAN_BE_TYPED, COUNTED, FigureState

EDIT = SAVING[Action.EDIT]
TYPED = ("forecast", "actual", "comment")


@dataclass(frozen=True)
class Row:
    """One saving in one month, as typed. ``saving`` is its reference; ``version`` that of the figure which was seen.

    A ``version`` of 0 says that there was no figure yet; none at all, that nobody looked (a file).
    """

    saving: str
    forecast: Decimal | None = None
    actual: Decimal | None = None
    comment: str = ""
    version: int | None = None


@transaction.atomic
def record_many(*, period: dt.date, rows: Sequence[Row], by: Principal) -> list[MonthFigure]:
    """Records forecasts, actuals and comments of one month: all of them, or none. Gives the figures that changed.

    ``period`` is the first day of the month. Refuses a month that is closed (MonthIsClosed), and otherwise every row
    that cannot be saved, all at once (RowsRefused): a saving that is not there, not delivering or there twice, a figure
    that is sent or confirmed, one that somebody else has changed meanwhile, and an actual of a month to come.
    """
    EDIT.demand(by)
    if is_closed(period):
        raise MonthIsClosed(period)
    savings = {saving.reference: saving for saving in _savings(rows, by)}
    stand = _standing(savings.values(), period, by)
    errors = [error for number, row in enumerate(rows, 1) for error in _errors(number, row, rows, savings, stand)]
    errors += _not_begun(period, rows, savings)
    if errors:
        raise RowsRefused(errors)
    saved = (_save(row, savings[row.saving], stand.get(row.saving), period) for row in rows)
    return [figure for figure in saved if figure]


def _savings(rows: Sequence[Row], by: Principal) -> Iterator[Saving]:
    """Each saving that is named, locked in one order, so that two who save at once wait and never block each other."""
    named = permitted(by, EDIT, Saving).filter(reference__in=[row.saving for row in rows])
    yield from named.select_for_update(of=("self",)).order_by("pk")


def _figures(by: Principal) -> MonthFigureQuerySet:
    return cast(MonthFigureQuerySet, permitted(by, EDIT, MonthFigure))


def _standing(savings: Any, period: dt.date, by: Principal) -> dict[str, MonthFigure]:
    figures = _figures(by).own().of_month(period).filter(saving__in=list(savings))
    figures = figures.select_related("saving").select_for_update(of=("self",)).order_by("pk")
    return {figure.saving.reference: figure for figure in figures}


def _errors(
    number: int, row: Row, rows: Sequence[Row], savings: dict[str, Saving], stand: dict[str, MonthFigure]
) -> Iterator[RowError]:  # fmt: skip
    saving, figure = savings.get(row.saving), stand.get(row.saving)
    if saving is None:
        yield RowError(number, "saving", f"Row {number}: there is no saving {row.saving}")
        return
    told = f"Row {number}, {saving.title}"
    if sum(other.saving == row.saving for other in rows) > 1:
        yield RowError(number, "saving", f"{told}: this saving is there more than once")
    if saving.state not in COUNTED:
        yield RowError(number, "saving", f"{told}: {NotCounted(saving).sentence}")
    if not _differs(row, figure):
        return
    if figure and not figure.can_be_typed:
        yield RowError(
            number, "actual", f"{told}: this month is now “{figure.get_state_display()}”. Correct it instead"
        )
    elif row.version is not None and row.version != (figure.version if figure else 0):
        yield RowError(number, "actual", f"{told}: somebody has changed this since you opened it. {_now(figure)}")


def _not_begun(period: dt.date, rows: Sequence[Row], savings: dict[str, Saving]) -> Iterator[RowError]:
    """Nothing was brought by a month that has not begun."""
    if has_begun(period):
        return
    for number, row in enumerate(rows, 1):
        if row.actual is not None and row.saving in savings:
            told = f"Row {number}, {savings[row.saving].title}: {months.in_words(period)} has not begun"
            yield RowError(number, "actual", f"{told}. Enter a forecast instead")


def _now(figure: MonthFigure | None) -> str:
    if figure is None:
        return "It is empty now"
    parts = [f"{name} {words.money(value)}" for name in ("forecast", "actual")
             if (value := getattr(figure, name)) is not None]  # fmt: skip
    return f"It now has {words.listed(parts)}" if parts else "It is empty now"


def _differs(row: Row, figure: MonthFigure | None) -> bool:
    locked = figure or MonthFigure()
    return any(getattr(locked, name) != getattr(row, name) for name in TYPED)


def _save(row: Row, saving: Saving, figure: MonthFigure | None, period: dt.date) -> MonthFigure | None:
    if not _differs(row, figure):
        return None
    figure = figure or MonthFigure(saving=saving, month=period)
    for name in TYPED:
        setattr(figure, name, getattr(row, name))
    figure.save()
    figure.refresh_from_db()
    return figure


@transaction.atomic
def send(*, period: dt.date, by: Principal) -> list[MonthFigure]:
    """Sends every actual of the month that is not sent yet, or was queried, to be confirmed by the three trusts.

    Refuses a closed month (MonthIsClosed), one that is not over (SentTooSoon) and one with nothing to send
    (NothingToSend).
    """
    EDIT.demand(by)
    if is_closed(period):
        raise MonthIsClosed(period)
    if not is_over(period):
        raise SentTooSoon(period)
    ready = _figures(by).counted().of_month(period)
    ready = ready.filter(state__in=CAN_BE_TYPED, actual__isnull=False).order_by("pk")
    sent = [_send(figure, by) for figure in ready]
    if not sent:
        raise NothingToSend(period)
    notices.sent(period, len(sent), by)
    return sent


def _send(figure: MonthFigure, by: Principal, verb: str = "send", **changes: Any) -> MonthFigure:
    sending = {"sending": figure.sending + 1, "sent_by": by.user, "sent_at": clock.now()}
    sent: MonthFigure = FIGURES.perform(figure, verb, by=by, **sending, **changes)
    notices.answered(sent)
    return sent


@transaction.atomic
def answer(*, figure: MonthFigure, comment: str, by: Principal, version: int | None = None) -> MonthFigure:
    """Says why a queried amount is right, and asks all three trusts again; whatever has become of its saving since."""
    EDIT.demand(by)
    locked: MonthFigure = lock(figure, EDIT, by)
    FIGURES.check(locked, "answer", by)
    _refuse_if_changed(locked, version)
    answered = _send(locked, by, "answer", comment=comment)
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
    Refuses a correction that changes nothing (NothingToCorrect), and an actual that comes late for a saving whose
    months are not counted (NotCounted).
    """
    EDIT.demand(by)
    locked: MonthFigure = lock(figure, EDIT, by)
    _refuse_if_changed(locked, version)
    if locked.state == FigureState.OPEN and locked.saving.state not in COUNTED:
        raise NotCounted(locked.saving)
    old = amount_as_corrected(locked)
    if actual == old:
        raise NothingToCorrect
    closed = is_closed(locked.month)
    corrected = _enter_anew(locked, actual - old, explanation, by) if closed else _send(
        locked, by, "correct", actual=actual
    )  # fmt: skip
    SavingCorrection.objects.create(
        saving=locked.saving, figure=locked, field="figure.actual", about=f"Actual of {locked.month_in_words}",
        old_value=words.money(old), new_value=words.money(actual), why=why, explanation=explanation,
        corrected_by=by.actor, corrected_at=clock.now(),
    )  # fmt: skip
    notices.sent(corrected.month, 1, by)
    return corrected


def amount_as_corrected(figure: MonthFigure) -> Decimal:
    """The actual of a month with every correction that names it. One that was never sent counts for nothing."""
    own = NOTHING if figure.state == FigureState.OPEN else figure.actual or NOTHING
    return own + figure.corrected_by.all().total()


def _refuse_if_changed(locked: MonthFigure, version: int | None) -> None:
    if version is not None and version != locked.version:
        raise ChangedSinceOpened(cast(Any, locked))


def _enter_anew(locked: MonthFigure, difference: Decimal, explanation: str, by: Principal) -> MonthFigure:
    entry = MonthFigure.objects.create(
        saving=locked.saving, month=first_open_month(), actual=difference, comment=explanation, corrects=locked
    )
    return _send(entry, by)


def first_open_month() -> dt.date:
    """This month, or the first after it that is not closed."""
    month = months.month_of(clock.today())
    while is_closed(month):
        month = months.after(month)
    return month

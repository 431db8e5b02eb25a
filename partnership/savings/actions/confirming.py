"""Each trust's word on what a month brought. Three of three, in whatever order, and it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.records.states import lock
from partnership.savings.actions import notices
from partnership.savings.models import Confirmation, MonthFigure
from partnership.savings.policy import CONFIRMATION, SAVING
from partnership.savings.refusals import (
    AlreadyConfirmed,
    FiguresChanged,
    MonthIsClosed,
    NothingSaid,
    NothingToTakeBack,
    QueryIsEmpty,
)
from partnership.savings.states import FIGURES
from partnership.savings.sums import is_closed
from partnership.savings.vocabulary import FigureState

DECIDE = CONFIRMATION[Action.DECIDE]


@dataclass(frozen=True)
class Word:
    """On one figure, in the ``sending`` that was seen: confirmed, or with a ``query``."""

    figure: int
    sending: int
    confirms: bool
    query: str = ""


@transaction.atomic
def say(*, words: Sequence[Word], by: Principal) -> list[MonthFigure]:
    """Confirms or queries figures for the person's own trust: all of them, or none. Gives the figures as they now are.

    Refuses nothing at all (NothingSaid), a query without words (QueryIsEmpty), figures that were sent again or queried
    meanwhile (FiguresChanged) and one that somebody has confirmed for the trust (AlreadyConfirmed).
    """
    DECIDE.demand(by)
    if not words:
        raise NothingSaid
    stand = _locked(words, by)
    _refuse_moved(words, stand)
    figures = [_say(word, stand[word.figure], by) for word in words]
    for month in {figure.month for figure in figures}:
        if not MonthFigure.objects.of_month(month).filter(state=FigureState.WAITING).exists():
            notices.all_answered(month)
    return figures


@transaction.atomic
def query(*, figure: MonthFigure, text: str, by: Principal) -> MonthFigure:
    """Asks about one figure, also when all three trusts have confirmed it: it does not count until it was answered.

    Refuses one of a closed month (MonthIsClosed).
    """
    DECIDE.demand(by)
    stands = _locked([Word(figure.pk, figure.sending, confirms=False)], by)[figure.pk]
    if is_closed(stands.month):
        raise MonthIsClosed(stands.month)
    FIGURES.check(stands, "query", by)
    return _say(Word(stands.pk, stands.sending, confirms=False, query=text), stands, by)


@transaction.atomic
def take_back(*, figure: MonthFigure, by: Principal) -> MonthFigure:
    """Takes back what the person's own trust confirmed, also after all three: the figure waits for the trust again.

    Refuses one of a closed month (MonthIsClosed) and one that the trust has not confirmed (NothingToTakeBack).
    """
    DECIDE.demand(by)
    stands: MonthFigure = lock(figure, SAVING[Action.DECIDE], by)
    if is_closed(stands.month):
        raise MonthIsClosed(stands.month)
    FIGURES.check(stands, "take_back", by)
    said = stands.said().confirming().filter(trust=by.trust_id).select_related("trust", "figure__saving__owner").first()
    if said is None:
        raise NothingToTakeBack(stands)
    waits: MonthFigure = FIGURES.perform(stands, "take_back", by=by)
    said.taken_back_by, said.taken_back_at = by.actor, clock.now()
    said.save()
    notices.taken_back(said, by)
    return waits


def _locked(words: Sequence[Word], by: Principal) -> dict[int, MonthFigure]:
    """In the order of their keys: two who confirm at once wait for each other and never block each other."""
    rows = permitted(by, SAVING[Action.DECIDE], MonthFigure).filter(pk__in=[word.figure for word in words])
    rows = rows.select_related("saving__owner").select_for_update(of=("self",)).order_by("pk")
    return {figure.pk: figure for figure in rows}


def _refuse_moved(words: Sequence[Word], stand: dict[int, MonthFigure]) -> None:
    missing = [word for word in words if word.figure not in stand]
    if missing:
        raise MonthFigure.DoesNotExist
    moved = [
        stand[word.figure] for word in words
        if (stand[word.figure].state, stand[word.figure].sending) != (FigureState.WAITING, word.sending)
    ]  # fmt: skip
    if moved:
        raise FiguresChanged(moved)


def _say(word: Word, figure: MonthFigure, by: Principal) -> MonthFigure:
    if not word.confirms and not word.query.strip():
        raise QueryIsEmpty(figure)
    said = figure.said().confirming().filter(trust=by.trust_id).select_related("said_by", "trust", "figure__saving")
    if word.confirms and (before := said.first()):
        raise AlreadyConfirmed(before)
    Confirmation.objects.create(
        figure=figure, sending=figure.sending, trust_id=by.trust_id,  # type: ignore[misc]
        query="" if word.confirms else word.query.strip(),
        said_by=by.actor, said_at=clock.now(),
    )  # fmt: skip
    return _move_on(figure, word, by)


def _move_on(figure: MonthFigure, word: Word, by: Principal) -> MonthFigure:
    if not word.confirms:
        queried: MonthFigure = FIGURES.perform(figure, "query", by=by)
        notices.queried(queried, by)
        return queried
    if figure.trusts_to_confirm():
        return figure
    confirmed: MonthFigure = FIGURES.perform(figure, "confirm", by=by)
    return confirmed

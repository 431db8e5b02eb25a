"""Each trust's response to a month's actual figures. A figure counts once all three have confirmed it."""

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
    NoResponse,
    NothingToTakeBack,
    QueryIsEmpty,
)
from partnership.savings.states import FIGURES
from partnership.savings.sums import is_closed
from partnership.savings.vocabulary import FigureState

DECIDE = CONFIRMATION[Action.DECIDE]


@dataclass(frozen=True)
class Response:
    """To one figure, in the ``sending`` that was seen: confirmed, or with a ``query``."""

    figure: int
    sending: int
    confirms: bool
    query: str = ""


@transaction.atomic
def respond(*, responses: Sequence[Response], by: Principal) -> list[MonthFigure]:
    """Confirms or queries figures for the person's own trust: all of them, or none. Gives the figures as they now are.

    Refuses nothing at all (NoResponse), an empty query (QueryIsEmpty), figures that were sent again or queried
    meanwhile (FiguresChanged) and one that a colleague has confirmed for the trust (AlreadyConfirmed).
    """
    DECIDE.demand(by)
    if not responses:
        raise NoResponse
    stand = _locked(responses, by)
    _refuse_moved(responses, stand)
    figures = [_respond(response, stand[response.figure], by) for response in responses]
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
    locked = _locked([Response(figure.pk, figure.sending, confirms=False)], by)[figure.pk]
    if is_closed(locked.month):
        raise MonthIsClosed(locked.month)
    FIGURES.check(locked, "query", by)
    return _respond(Response(locked.pk, locked.sending, confirms=False, query=text), locked, by)


@transaction.atomic
def take_back(*, figure: MonthFigure, by: Principal) -> MonthFigure:
    """Takes back what the person's own trust confirmed, also after all three: the figure waits for the trust again.

    Refuses one of a closed month (MonthIsClosed) and one that the trust has not confirmed (NothingToTakeBack).
    """
    DECIDE.demand(by)
    locked: MonthFigure = lock(figure, SAVING[Action.DECIDE], by)
    if is_closed(locked.month):
        raise MonthIsClosed(locked.month)
    FIGURES.check(locked, "take_back", by)
    response = (
        locked.responses()
        .confirming()
        .filter(trust=by.trust_id)
        .select_related("trust", "figure__saving__owner")
        .first()
    )
    if response is None:
        raise NothingToTakeBack(locked)
    waits: MonthFigure = FIGURES.perform(locked, "take_back", by=by)
    response.taken_back_by, response.taken_back_at = by.actor, clock.now()
    response.save()
    notices.taken_back(response, by)
    return waits


def _locked(responses: Sequence[Response], by: Principal) -> dict[int, MonthFigure]:
    """In the order of their keys: two who confirm at once wait for each other and never block each other."""
    rows = permitted(by, SAVING[Action.DECIDE], MonthFigure).filter(pk__in=[response.figure for response in responses])
    rows = rows.select_related("saving__owner").select_for_update(of=("self",)).order_by("pk")
    return {figure.pk: figure for figure in rows}


def _refuse_moved(responses: Sequence[Response], stand: dict[int, MonthFigure]) -> None:
    missing = [response for response in responses if response.figure not in stand]
    if missing:
        raise MonthFigure.DoesNotExist
    moved = [
        stand[response.figure] for response in responses
        if (stand[response.figure].state, stand[response.figure].sending) != (FigureState.WAITING, response.sending)
    ]  # fmt: skip
    if moved:
        raise FiguresChanged(moved)


def _respond(response: Response, figure: MonthFigure, by: Principal) -> MonthFigure:
    if not response.confirms and not response.query.strip():
        raise QueryIsEmpty(figure)
    confirmed = (
        figure.responses().confirming().filter(trust=by.trust_id).select_related("said_by", "trust", "figure__saving")
    )
    if response.confirms and (before := confirmed.first()):
        raise AlreadyConfirmed(before)
    Confirmation.objects.create(
        figure=figure, sending=figure.sending, trust_id=by.trust_id,  # type: ignore[misc]
        query="" if response.confirms else response.query.strip(),
        said_by=by.actor, said_at=clock.now(),
    )  # fmt: skip
    return _move_on(figure, response, by)


def _move_on(figure: MonthFigure, response: Response, by: Principal) -> MonthFigure:
    if not response.confirms:
        queried: MonthFigure = FIGURES.perform(figure, "query", by=by)
        notices.queried(queried, by)
        return queried
    if figure.trusts_to_confirm():
        return figure
    confirmed: MonthFigure = FIGURES.perform(figure, "confirm", by=by)
    return confirmed

"""Each trust's response to a month's actual figures. A figure counts once all three have confirmed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock, words
from partnership.savings.actions import notices
from partnership.savings.models import Confirmation, MonthFigure
from partnership.savings.models.confirmation import ConfirmationQuerySet
from partnership.savings.policy import CONFIRMATION, SAVING
from partnership.savings.refusals import refuse_closed
from partnership.savings.states import FIGURES
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

    Refuses no response at all, an empty query, figures that were sent again or queried meanwhile, and one that a
    colleague has confirmed for the trust.
    """
    DECIDE.demand(by)
    if not responses:
        raise Refusal("Select whether you confirm or query at least 1 saving")
    locked = _locked(responses, by)
    _refuse_moved(responses, locked)
    figures = [_respond(response, locked[response.figure], by) for response in responses]
    for month in {figure.month for figure in figures}:
        if not MonthFigure.objects.of_month(month).filter(state=FigureState.WAITING).exists():
            notices.all_answered(month)
    return figures


@transaction.atomic
def query(*, figure: MonthFigure, query: str, by: Principal, version: int | None = None) -> MonthFigure:
    """Asks about one figure, also when all three trusts have confirmed it: it does not count until it was answered.

    Refuses one of a closed month.
    """
    DECIDE.demand(by)
    begun = FIGURES.begin(figure, "query", by, version)
    refuse_closed(begun.month)
    return _query(begun, query, by)


@transaction.atomic
def take_back(*, figure: MonthFigure, by: Principal, version: int | None = None) -> MonthFigure:
    """Takes back what the person's own trust confirmed, also after all three: the figure waits for the trust again.

    Refuses one of a closed month and one that the trust has not confirmed.
    """
    DECIDE.demand(by)
    begun = FIGURES.begin(figure, "take_back", by, version)
    refuse_closed(begun.month)
    response = _confirmed(begun, by).select_related("trust", "figure__saving__owner").first()
    if response is None:
        raise Refusal(f"Your trust has not confirmed {begun}, or took it back. Confirm or query it instead.")
    waits = FIGURES.finish(begun)
    response.taken_back_by, response.taken_back_at = by.actor, clock.now()
    response.save()
    notices.taken_back(response, by)
    return waits


def _locked(responses: Sequence[Response], by: Principal) -> dict[int, MonthFigure]:
    """In the order of their keys: two who confirm at once wait for each other and never block each other."""
    rows = permitted(by, SAVING[Action.DECIDE], MonthFigure).filter(pk__in=[response.figure for response in responses])
    rows = rows.select_related("saving__owner").select_for_update(of=("self",)).order_by("pk")
    return {figure.pk: figure for figure in rows}


def _refuse_moved(responses: Sequence[Response], locked: dict[int, MonthFigure]) -> None:
    if any(response.figure not in locked for response in responses):
        raise MonthFigure.DoesNotExist
    seen = [(locked[response.figure], response.sending) for response in responses]
    moved = {
        one.pk: one for one, sending in seen if (one.state, one.sending) != (FigureState.WAITING, sending)
    }.values()
    if moved:
        changes = words.listed([f"{one} is now “{one.get_state_display()}”" for one in moved])
        raise Refusal(f"Nothing was saved, because something has changed since you opened this page: {changes}.")


def _respond(response: Response, figure: MonthFigure, by: Principal) -> MonthFigure:
    if not response.confirms:
        return _query(FIGURES.begin_locked(figure, "query", by), response.query, by)
    if before := _confirmed(figure, by).select_related("responded_by", "trust", "figure__saving").first():
        at = words.moment(before.responded_at)
        raise Refusal(f"{before.responded_by} has already confirmed {before.figure} for {before.trust}, on {at}.")
    _write(figure, by)
    if figure.trusts_to_confirm():
        return figure
    return FIGURES.finish(FIGURES.begin_locked(figure, "confirm", by))


def _query(begun: MonthFigure, text: str, by: Principal) -> MonthFigure:
    if not text.strip():
        raise Refusal(f"Enter the query for {begun.saving.title}")
    _write(begun, by, text.strip())
    queried = FIGURES.finish(begun)
    notices.queried(queried, by)
    return queried


def _write(figure: MonthFigure, by: Principal, query: str = "") -> None:
    Confirmation.objects.create(
        figure=figure, sending=figure.sending, trust_id=by.trust_id,  # type: ignore[misc]
        query=query, responded_by=by.actor, responded_at=clock.now(),
    )  # fmt: skip


def _confirmed(figure: MonthFigure, by: Principal) -> ConfirmationQuerySet:
    """What the person's own trust has confirmed in the present sending."""
    return figure.responses().confirming().filter(trust=by.trust_id)

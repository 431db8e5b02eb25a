"""What may happen to a saving, a month's figure, a settlement and a reinvestment, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnership.access.policy import Action
from partnership.records.states import StateTable, Transition, register_states
from partnership.savings.policy import REINVESTMENT, SAVING, SETTLEMENT
from partnership.savings.vocabulary import FigureState, ReinvestmentState, SettlementState, State

if TYPE_CHECKING:
    from partnership.savings.models import MonthFigure, Reinvestment, Saving

EDIT, DECIDE = SAVING[Action.EDIT], SAVING[Action.DECIDE]


def has_a_plan(saving: Saving) -> str | None:
    return None if saving.planned else "Enter the planned saving first."


def quality_was_looked_at(saving: Saving) -> str | None:
    why_not = "Record the quality impact assessment first: delivery cannot begin without it."
    return why_not if saving.needs_quality else None


def has_nothing_waiting(saving: Saving) -> str | None:
    """A saving is closed with its months: what was sent is confirmed."""
    waiting = saving.figures.not_confirmed().count()
    are = "month is" if waiting == 1 else "months are"
    return f"{waiting} {are} not confirmed by all three trusts yet." if waiting else None


def has_an_actual(figure: MonthFigure) -> str | None:
    return None if figure.actual is not None else "Enter the actual first."


def is_confirmed_by_all(figure: MonthFigure) -> str | None:
    missing = figure.trusts_to_confirm()
    return f"{' and '.join(map(str, missing))} have not confirmed it." if missing else None


def has_an_amount(reinvestment: Reinvestment) -> str | None:
    return None if reinvestment.amount else "Enter the amount first: nothing is approved without one."


# fmt: off
SAVINGS = register_states(StateTable("saving", State, initial=(State.IDEA, State.PLANNED), transitions=(
    Transition("plan", "Mark as planned", "Planned",
               (State.IDEA,), State.PLANNED, EDIT, (has_a_plan,),
               page="saving-plan", leads_in=(State.IDEA,), title="Mark this saving as planned",
               hint="It counts as potential until it is agreed.",
               success="The saving is planned."),
    Transition("agree", "Agree", "Agreed",
               (State.PLANNED,), State.AGREED, DECIDE, (has_a_plan,),
               page="saving-agree", leads_in=(State.PLANNED,), title="Agree to this saving",
               success="The saving is agreed. It counts as planned from now on."),
    Transition("start", "Start delivery", "Delivery started",
               (State.AGREED,), State.DELIVERING, EDIT, (quality_was_looked_at,),
               page="saving-start", leads_in=(State.AGREED,),
               hint="From now on its months have forecasts and actuals.",
               success="Delivery has started."),
    Transition("deliver", "Mark as delivered", "Delivered",
               (State.DELIVERING,), State.DELIVERED, EDIT,
               page="saving-deliver", leads_in=(State.DELIVERING,), title="Mark this saving as delivered",
               hint="Its months are still counted until it is closed.",
               success="The saving is delivered."),
    Transition("close", "Close saving", "Closed",
               (State.DELIVERED,), State.CLOSED, EDIT, (has_nothing_waiting,),
               page="saving-close", leads_in=(State.DELIVERED,), title="Close this saving",
               hint="No more actuals are recorded afterwards. A saving that is closed is not opened again.",
               success="The saving is closed."),
    Transition("stop", "Stop saving", "Stopped",
               (State.IDEA, State.PLANNED, State.AGREED, State.DELIVERING), State.STOPPED, EDIT,
               (has_nothing_waiting,),
               page="saving-stop", title="Stop this saving",
               success="The saving is stopped. What was confirmed stays confirmed."),
)))

FIGURES = register_states(StateTable("month_figure", FigureState, initial=(FigureState.OPEN,), transitions=(
    Transition("send", "Send for confirmation", "Sent for confirmation",
               (FigureState.OPEN, FigureState.QUERIED), FigureState.WAITING, EDIT, (has_an_actual,)),
    Transition("query", "Query", "Queried",
               (FigureState.WAITING, FigureState.CONFIRMED), FigureState.QUERIED, DECIDE),
    Transition("confirm", "Confirm", "Confirmed by all three trusts",
               (FigureState.WAITING,), FigureState.CONFIRMED, DECIDE, (is_confirmed_by_all,)),
    Transition("take_back", "Take back confirmation", "Confirmation taken back",
               (FigureState.WAITING, FigureState.CONFIRMED), FigureState.WAITING, DECIDE,
               only="A trust takes back what it confirmed itself, until the month is settled"),
    Transition("answer", "Answer the query", "Query answered",
               (FigureState.QUERIED,), FigureState.WAITING, EDIT, (has_an_actual,)),
    Transition("correct", "Correct this", "Corrected",
               (FigureState.WAITING, FigureState.QUERIED, FigureState.CONFIRMED), FigureState.WAITING, EDIT,
               (has_an_actual,)),
)))

SETTLEMENTS = register_states(StateTable(
    "settlement", SettlementState, initial=(SettlementState.DRAWN_UP,), transitions=(
    Transition("close", "Close the month", "Month closed",
               (SettlementState.DRAWN_UP,), SettlementState.CLOSED, SETTLEMENT[Action.DECIDE]),
)))

REINVESTMENTS = register_states(StateTable(
    "reinvestment", ReinvestmentState, initial=(ReinvestmentState.PROPOSED,), transitions=(
    Transition("approve", "Approve", "Approved",
               (ReinvestmentState.PROPOSED,), ReinvestmentState.APPROVED, REINVESTMENT[Action.DECIDE],
               (has_an_amount,),
               page="reinvestment-approve", leads_in=(ReinvestmentState.PROPOSED,), title="Approve this scheme",
               success="The scheme is approved."),
    Transition("decline", "Decline", "Declined",
               (ReinvestmentState.PROPOSED,), ReinvestmentState.DECLINED, REINVESTMENT[Action.DECIDE],
               page="reinvestment-decline", title="Decline this scheme",
               success="The scheme is declined."),
    Transition("go_live", "Record that it is live", "Live",
               (ReinvestmentState.APPROVED,), ReinvestmentState.LIVE, REINVESTMENT[Action.EDIT],
               page="reinvestment-live", leads_in=(ReinvestmentState.APPROVED,),
               title="Record that this scheme is live",
               success="The scheme is live. Its benefits are reviewed 12 months later."),
    Transition("review", "Record the benefit review", "Benefit reviewed",
               (ReinvestmentState.LIVE,), ReinvestmentState.REVIEWED, REINVESTMENT[Action.EDIT],
               page="reinvestment-review", leads_in=(ReinvestmentState.LIVE,),
               success="The benefit review is saved."),
)))
# fmt: on

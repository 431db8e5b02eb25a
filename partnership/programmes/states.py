"""What may happen to a milestone, an action, a risk and a decision, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnership.access.policy import Action, Permission
from partnership.organisations.models import PARTNERSHIP_TRUSTS
from partnership.programmes.policy import ACTION, DECISION, MILESTONE, PROGRAMME
from partnership.programmes.vocabulary import OPEN, DecisionState, Progress, RiskState
from partnership.records.states import StateTable, Transition, register_states
from partnership.records.undo import JUST_DONE

if TYPE_CHECKING:
    from partnership.programmes.models import Decision

EDIT, RECORD, RATIFY = PROGRAMME[Action.EDIT], DECISION[Action.EDIT], DECISION[Action.DECIDE]
EVERY_PROGRESS = tuple(Progress)


def has_all_three(decision: Decision) -> str | None:
    boards = decision.ratifications.in_force().filter(ratified=True).count()
    return None if boards == len(PARTNERSHIP_TRUSTS) else f"The boards of {boards} of the 3 trusts have ratified it."


def was_turned_down(decision: Decision) -> str | None:
    return None if decision.ratifications.in_force().filter(ratified=False).exists() else "No board has turned it down."


# fmt: off
def _progress(name: str, noun: str, needs: Permission) -> StateTable:
    """Each verb is the progress that it leads to, and one page makes them all. What is complete can be reopened."""
    on = {"needs": needs, "page": f"{noun}-update"}
    return register_states(StateTable(name, Progress, initial=(Progress.NOT_STARTED,), transitions=(
        Transition(Progress.NOT_STARTED.value, "Not started", "Put back to not started",
                   EVERY_PROGRESS, Progress.NOT_STARTED, **on, link="Update progress", leads_in=EVERY_PROGRESS),
        Transition(Progress.ON_TRACK.value, "On track", "On track", EVERY_PROGRESS, Progress.ON_TRACK, **on),
        Transition(Progress.AT_RISK.value, "At risk", "At risk", EVERY_PROGRESS, Progress.AT_RISK, **on),
        Transition(Progress.COMPLETE.value, "Complete", "Completed", OPEN, Progress.COMPLETE, **on),
    )))


MILESTONES = _progress("milestone", "milestone", MILESTONE[Action.EDIT])
ACTIONS = _progress("programme_action", "action", ACTION[Action.EDIT])

RISKS = register_states(StateTable("risk", RiskState, initial=(RiskState.OPEN,), transitions=(
    Transition("review", "Save", "Reviewed", (RiskState.OPEN,), RiskState.OPEN, EDIT,
               page="risk-review", link="Review this risk", leads_in=(RiskState.OPEN,), title="Review this risk"),
    Transition("close", "Close this risk", "Closed", (RiskState.OPEN,), RiskState.CLOSED, EDIT,
               page="risk-close", success="The risk is closed."),
    Transition("reopen", "Reopen this risk", "Reopened", (RiskState.CLOSED,), RiskState.OPEN, EDIT,
               page="risk-reopen", success="The risk is open again."),
)))

DECIDED = (DecisionState.AGREED, DecisionState.IN_PRINCIPLE, DecisionState.RATIFIED, DecisionState.NOT_RATIFIED)

# "respond" is one trust's response, after which the decision stays as it was, is ratified or is turned down.
DECISIONS = register_states(StateTable(
    "decision", DecisionState, initial=(DecisionState.AGREED, DecisionState.IN_PRINCIPLE), transitions=(
    Transition("respond", "Record ratification", "A trust has responded",
               (DecisionState.IN_PRINCIPLE,), DecisionState.IN_PRINCIPLE, RATIFY,
               page="decision-ratify", leads_in=(DecisionState.IN_PRINCIPLE,), undo="ratification-undo"),
    Transition("ratify", "Ratify", "Ratified by all three trusts",
               (DecisionState.IN_PRINCIPLE,), DecisionState.RATIFIED, RATIFY, (has_all_three,)),
    Transition("turn_down", "Turn down", "Turned down by a trust",
               (DecisionState.IN_PRINCIPLE,), DecisionState.NOT_RATIFIED, RATIFY, (was_turned_down,)),
    Transition("undo", "Undo", "A trust’s response undone",
               (DecisionState.IN_PRINCIPLE, DecisionState.RATIFIED, DecisionState.NOT_RATIFIED),
               DecisionState.IN_PRINCIPLE, RATIFY, only=JUST_DONE),
    Transition("withdraw", "Withdraw this decision", "Withdrawn",
               DECIDED, DecisionState.WITHDRAWN, RECORD,
               page="decision-withdraw", success="The decision is withdrawn."),
)))
# fmt: on

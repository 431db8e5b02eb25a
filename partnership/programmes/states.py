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
    boards = decision.ratifications.standing().filter(ratified=True).count()
    return None if boards == len(PARTNERSHIP_TRUSTS) else f"The boards of {boards} of the 3 trusts have ratified it."


def was_turned_down(decision: Decision) -> str | None:
    return None if decision.ratifications.standing().filter(ratified=False).exists() else "No board has turned it down."


# fmt: off
def _progress(name: str, needs: Permission) -> StateTable:
    """Each verb is the progress that it leads to. What is complete can be opened again."""
    return register_states(StateTable(name, Progress, initial=(Progress.NOT_STARTED,), transitions=(
        Transition(Progress.NOT_STARTED.value, "Not started", "Put back to not started",
                   EVERY_PROGRESS, Progress.NOT_STARTED, needs),
        Transition(Progress.ON_TRACK.value, "On track", "On track", EVERY_PROGRESS, Progress.ON_TRACK, needs),
        Transition(Progress.AT_RISK.value, "At risk", "At risk", EVERY_PROGRESS, Progress.AT_RISK, needs),
        Transition(Progress.COMPLETE.value, "Complete", "Completed", OPEN, Progress.COMPLETE, needs),
    )))


MILESTONES = _progress("milestone", MILESTONE[Action.EDIT])
ACTIONS = _progress("programme_action", ACTION[Action.EDIT])

RISKS = register_states(StateTable("risk", RiskState, initial=(RiskState.OPEN,), transitions=(
    Transition("review", "Review", "Reviewed", (RiskState.OPEN,), RiskState.OPEN, EDIT),
    Transition("close", "Close this risk", "Closed", (RiskState.OPEN,), RiskState.CLOSED, EDIT),
    Transition("reopen", "Reopen this risk", "Reopened", (RiskState.CLOSED,), RiskState.OPEN, EDIT),
)))

STANDING = (DecisionState.AGREED, DecisionState.IN_PRINCIPLE, DecisionState.RATIFIED, DecisionState.NOT_RATIFIED)

# "respond" is one trust's response, after which the decision stays as it was, is ratified or is turned down.
DECISIONS = register_states(StateTable(
    "decision", DecisionState, initial=(DecisionState.AGREED, DecisionState.IN_PRINCIPLE), transitions=(
    Transition("respond", "Record ratification", "A trust has spoken",
               (DecisionState.IN_PRINCIPLE,), DecisionState.IN_PRINCIPLE, RATIFY),
    Transition("ratify", "Ratify", "Ratified by all three trusts",
               (DecisionState.IN_PRINCIPLE,), DecisionState.RATIFIED, RATIFY, (has_all_three,)),
    Transition("turn_down", "Turn down", "Turned down by a trust",
               (DecisionState.IN_PRINCIPLE,), DecisionState.NOT_RATIFIED, RATIFY, (was_turned_down,)),
    Transition("undo", "Undo", "What a trust said is undone",
               (DecisionState.IN_PRINCIPLE, DecisionState.RATIFIED, DecisionState.NOT_RATIFIED),
               DecisionState.IN_PRINCIPLE, RATIFY, only=JUST_DONE),
    Transition("withdraw", "Withdraw", "Withdrawn",
               STANDING, DecisionState.WITHDRAWN, RECORD),
)))
# fmt: on

"""The life of a referral, as a table: what may happen to it, from where to where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forensic_hub.referrals.policy import REFERRAL
from forensic_hub.referrals.vocabulary import OPEN, State
from partnership.access.policy import Action
from partnership.records.states import StateTable, Transition, register_states
from partnership.records.undo import JUST_DONE

if TYPE_CHECKING:
    from forensic_hub.referrals.models import Referral

EDIT, DECIDE = REFERRAL[Action.EDIT], REFERRAL[Action.DECIDE]
BEFORE_TRIAGE = (State.NEW, State.WAITING)
DECIDED = (State.AWAITING_DECISION, State.BED_SEARCH, State.NOT_ACCEPTED)


def has_been_to_panel(referral: Referral) -> str | None:
    """A decision can only be corrected where there is one."""
    return None if referral.decision_id else f"No panel has decided on {referral} yet."


# Where a referral goes on when its withdrawal is undone: a request for information that was cancelled stays so.
AS_BEFORE_IT_WAS_WITHDRAWN = {state: State.NEW if state == State.WAITING else state for state in OPEN}


def undo_withdrawal_to(state: str) -> str:
    """The verb."""
    return f"undo_withdraw_to_{state}"


def on_no_list(referral: Referral) -> str:
    return f"{referral} is on no panel’s list yet. Add a panel date first."


def panel_has_met(referral: Referral) -> str | None:
    """Nothing is decided before the day of the panel whose list it is on."""
    if referral.panel is None:
        return on_no_list(referral)
    return None if referral.panel.has_met else referral.panel.not_yet("its decision")


def another_panel_is_to_come(referral: Referral) -> str | None:
    """It is on a panel's list, and there is another panel that is still to come."""
    if referral.panel is None:
        return on_no_list(referral)
    is_one = referral.panel.others_to_come().exists()
    return None if is_one else "There is no other panel to come. Add a panel date first."


# An agreed community package waits in Bed search too: a community team is one of the settings of a placement.
# fmt: off
REFERRALS = register_states(StateTable("referral", State, initial=(State.NEW,), transitions=(
    Transition("accept", "Accept for assessment", "Accepted for assessment",
               (State.NEW,), State.ASSESSMENT_DUE, EDIT,
               page="referral-triage", link="Triage", leads_in=(State.NEW,),
               success="{record} is accepted for assessment.", undo="accept-undo"),
    Transition("not_accept", "Not accepted", "Not accepted",
               BEFORE_TRIAGE, State.NOT_ACCEPTED, EDIT,
               page="referral-triage", success="{record} is not accepted."),
    Transition("send_on", "Send to another service", "Sent to another service",
               BEFORE_TRIAGE, State.NOT_ACCEPTED, EDIT,
               page="referral-triage", success="{record} is sent to another service."),
    Transition("ask", "Ask for more information", "Information asked for",
               (State.NEW,), State.WAITING, EDIT,
               page="referral-ask-for-information", link="Ask for information", title="Ask for information",
               hint="The clock stops when the request is sent and runs again when the information is received.",
               success="Request sent to {record.sent_to}. The clock is paused.", undo="asking-undo"),
    Transition("receive", "Record information received", "Information received",
               (State.WAITING,), State.NEW, EDIT,
               page="referral-information-received", leads_in=(State.WAITING,)),
    Transition("stop_asking", "Stop waiting for information", "Request for information cancelled",
               (State.WAITING,), State.NEW, EDIT,
               page="referral-stop-waiting", hint="The request is cancelled and the clock runs again from now.",
               success="The request for information is cancelled. The clock is running again."),
    Transition("book", "Book assessment", "Assessment booked",
               (State.ASSESSMENT_DUE,), State.ASSESSMENT_BOOKED, EDIT,
               page="assessment-book", path="assessment/book", leads_in=(State.ASSESSMENT_DUE,),
               title="Book an assessment", undo="booking-undo"),
    Transition("cancel_booking", "Cancel booking", "Booking cancelled",
               (State.ASSESSMENT_BOOKED,), State.ASSESSMENT_DUE, EDIT,
               page="assessment-cancel", path="assessment/cancel",
               success="The booking is cancelled. An assessment is due again."),
    Transition("not_complete", "Assessment could not be completed", "Assessment could not be completed",
               (State.ASSESSMENT_BOOKED,), State.ASSESSMENT_DUE, EDIT,
               success="Saved. An assessment is due again, and the clock is still running."),
    Transition("assess", "Record assessment", "Assessment recorded",
               (State.ASSESSMENT_BOOKED,), State.AWAITING_DECISION, EDIT,
               page="assessment-record", path="assessment/record", leads_in=(State.ASSESSMENT_BOOKED,),
               success="Assessment recorded. {record.agenda_in_words}"),
    Transition("agree", "Record decision", "Agreed by the panel",
               (State.AWAITING_DECISION,), State.BED_SEARCH, EDIT, (panel_has_met,),
               page="referral-decision", leads_in=(State.AWAITING_DECISION,)),
    Transition("turn_down", "Record decision", "Not accepted by the panel",
               (State.AWAITING_DECISION,), State.NOT_ACCEPTED, EDIT, (panel_has_met,),
               page="referral-decision"),
    Transition("defer", "Record decision", "Deferred by the panel",
               (State.AWAITING_DECISION,), State.AWAITING_DECISION, EDIT, (panel_has_met,),
               page="referral-decision"),
    Transition("put_on", "Move it to another panel", "Moved to another panel",
               (State.AWAITING_DECISION,), State.AWAITING_DECISION, EDIT, (another_panel_is_to_come,),
               page="referral-put-on", path="panel/change", link="Move to another panel",
               success="{record} is on the list of the panel on {record.panel.when}."),
    Transition("correct_to_agreed", "Correct the decision", "Decision corrected: agreed",
               DECIDED, State.BED_SEARCH, DECIDE, (has_been_to_panel,),
               page="decision-correct", path="decision/correct"),
    Transition("correct_to_turned_down", "Correct the decision", "Decision corrected: not accepted",
               DECIDED, State.NOT_ACCEPTED, DECIDE, (has_been_to_panel,)),
    Transition("correct_to_deferred", "Correct the decision", "Decision corrected: deferred",
               DECIDED, State.AWAITING_DECISION, DECIDE, (has_been_to_panel,)),
    Transition("withdraw", "Withdraw referral", "Withdrawn",
               OPEN, State.WITHDRAWN, EDIT,
               page="referral-withdraw", title="Withdraw this referral",
               hint="Anything still open on it, such as a request for information or a booking, is cancelled.",
               success="{record} is withdrawn.", undo="withdraw-undo"),
    Transition("reopen", "Reopen referral", "Reopened",
               (State.NOT_ACCEPTED, State.WITHDRAWN), State.NEW, EDIT,
               page="referral-reopen", leads_in=(State.NOT_ACCEPTED, State.WITHDRAWN), title="Reopen this referral",
               hint="It becomes New again: it is triaged once more, and its target is counted from today.",
               success="{record} is reopened."),
    Transition("undo_accept", "Undo", "Acceptance undone",
               (State.ASSESSMENT_DUE,), State.NEW, EDIT, only=JUST_DONE),
    *(Transition(undo_withdrawal_to(state), "Undo", "Withdrawal undone",
                 (State.WITHDRAWN,), state, EDIT, only=JUST_DONE)
      for state in dict.fromkeys(AS_BEFORE_IT_WAS_WITHDRAWN.values())),
)))
# fmt: on

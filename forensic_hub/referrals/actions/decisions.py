"""What a panel decides on a referral. Locked once saved; the hub lead alone corrects it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from forensic_hub.referrals.actions import notices
from forensic_hub.referrals.actions.moving import finish
from forensic_hub.referrals.actions.panels import lock_panel, next_panel, not_quorate, trusts_missing
from forensic_hub.referrals.actions.referrals import end_what_is_open, reopen_closure
from forensic_hub.referrals.models import Closure, Decision, Panel, Referral, ReferralCorrection
from forensic_hub.referrals.states import REFERRALS
from forensic_hub.referrals.vocabulary import PanelOutcome, Setting, State
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.arithmetic.words import day, moment
from partnership.records.corrections import NothingToCorrect
from partnership.records.states import lock, refuse_if_changed

VERBS = {
    PanelOutcome.PLACEMENT: "agree",
    PanelOutcome.COMMUNITY: "agree",
    PanelOutcome.NOT_ACCEPTED: "turn_down",
    PanelOutcome.DEFER: "defer",
}
CORRECTIONS = {
    PanelOutcome.PLACEMENT: "correct_to_agreed",
    PanelOutcome.COMMUNITY: "correct_to_agreed",
    PanelOutcome.NOT_ACCEPTED: "correct_to_turned_down",
    PanelOutcome.DEFER: "correct_to_deferred",
}


@transaction.atomic
def record(
    *, referral: Referral, panel: Panel, outcome: str, reason: str, by: Principal, setting: str = "",
    version: int | None = None,
) -> Decision:  # fmt: skip
    """The decision of a panel on a referral of its agenda; a deferral puts it on the next one's.

    Refuses, besides what the state refuses: a second decision of one panel, a referral of another agenda, and anything
    but a deferral without a decision maker from each trust.
    """
    verb = VERBS[PanelOutcome(outcome)]
    REFERRALS[verb].needs.demand(by)
    panel = lock_panel(panel.pk)
    locked = lock(referral, REFERRALS[verb].needs, by)
    _refuse_second(locked, panel)
    REFERRALS.begin_locked(locked, verb, by)
    refuse_if_changed(locked, version)
    if locked.panel_id != panel.pk:
        raise Refusal(f"{locked} is not on the agenda of the panel on {day(panel.meets_on)}.")
    refuse_not_quorate(panel, outcome)
    decision = Decision.objects.create(
        referral=locked, panel=panel, outcome=outcome, setting=_setting(outcome, setting), reason=reason,
        recorded_by=by.actor, recorded_at=clock.now(),
    )  # fmt: skip
    return _follow(locked, decision, by)


@transaction.atomic
def correct(
    *, decision: Decision, outcome: str, reason: str, why: str, explanation: str, by: Principal, setting: str = "",
    version: int | None = None,
) -> Decision:  # fmt: skip
    """The hub lead puts a decision right: the old one stays to be read, and the referral follows the new one.

    Refuses a decision that was corrected already, or after which another panel decided, a correction that changes
    nothing, and what ``record`` refuses of the panel.
    """
    verb = CORRECTIONS[PanelOutcome(outcome)]
    REFERRALS[verb].needs.demand(by)
    panel = lock_panel(decision.panel_id)
    _refuse_corrected(decision)
    locked = REFERRALS.begin(decision.referral, verb, by)
    _refuse_superseded(decision, locked.decision)
    refuse_if_changed(locked, version)
    refuse_not_quorate(panel, outcome)
    new = Decision(
        referral=locked, panel=panel, outcome=outcome, setting=_setting(outcome, setting), reason=reason,
        recorded_by=by.actor, recorded_at=clock.now(), corrects=decision,
    )  # fmt: skip
    _keep_old(decision, new, why, explanation, by)
    new.save()
    reopen_closure(locked, explanation, by)
    return _follow(locked, new, by)


def refuse_not_quorate(panel: Panel, outcome: str) -> None:
    """A panel that is not quorate defers. The quorum of three trusts also keeps any one person from deciding alone: the
    person who records the decision may have been one of those who made it."""
    if outcome != PanelOutcome.DEFER and (missing := trusts_missing(panel)):
        raise Refusal(not_quorate(missing))


def _refuse_second(locked: Referral, panel: Panel) -> None:
    """A panel that put it off has decided for that day, and the referral is on the next one's agenda."""
    earlier = locked.decisions.filter(panel=panel, corrects=None).first()
    if earlier and locked.state == State.AWAITING_DECISION:
        raise Refusal(f"{earlier.recorded_by} recorded “{earlier}” for this panel on {moment(earlier.recorded_at)}.")


def _refuse_corrected(decision: Decision) -> None:
    if newer := Decision.objects.filter(corrects=decision).first():
        raise Refusal(f"{newer.recorded_by} corrected this decision to “{newer}” on {moment(newer.recorded_at)}.")


def _refuse_superseded(decision: Decision, now: Decision | None) -> None:
    """Only the last panel's decision holds, and can be corrected."""
    if now and now != decision:
        raise Refusal(f"The panel on {day(now.panel.meets_on)} has decided since: “{now}”. Correct that.")


def _setting(outcome: str, setting: str) -> str:
    if outcome == PanelOutcome.COMMUNITY:
        return Setting.COMMUNITY
    return setting if outcome == PanelOutcome.PLACEMENT else ""


def _follow(locked: Referral, decision: Decision, by: Principal) -> Decision:
    """The referral goes where the decision sends it."""
    changes: dict[str, Any] = {"decision": decision, "panel": None}
    if decision.outcome == PanelOutcome.DEFER:
        changes["panel"] = next_panel(after=decision.panel.meets_on)
    if decision.outcome == PanelOutcome.NOT_ACCEPTED:
        end_what_is_open(locked, by, decision.recorded_at)
        Closure.objects.create(
            referral=locked, how=Closure.How.PANEL, closed_by=by.actor, closed_at=decision.recorded_at
        )
    finish(locked, **changes)
    notices.decided(decision, by)
    return decision


def _keep_old(old: Decision, new: Decision, why: str, explanation: str, by: Principal) -> None:
    was, becomes = (f"{decision}. {decision.reason}" for decision in (old, new))
    if was == becomes:
        raise NothingToCorrect
    ReferralCorrection.objects.create(
        referral=old.referral, field="decision", row=old.pk, about="Decision", old_value=was, new_value=becomes,
        why=why, explanation=explanation, corrected_by=by.actor, corrected_at=clock.now(),
    )  # fmt: skip

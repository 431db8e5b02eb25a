"""What a panel decides on a referral. Locked once saved; the hub lead alone corrects it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from forensic_hub.referrals.actions import notices
from forensic_hub.referrals.actions.moving import locked, move, ready
from forensic_hub.referrals.actions.panels import locked_panel, next_panel, trusts_missing
from forensic_hub.referrals.actions.referrals import end_what_is_open, reopen_closure
from forensic_hub.referrals.models import Closure, Decision, Panel, Referral, ReferralCorrection
from forensic_hub.referrals.refusals import (
    DecidedSince,
    DecisionAlreadyCorrected,
    NotOnTheAgenda,
    NotQuorate,
    PanelHasDecided,
)
from forensic_hub.referrals.states import REFERRALS
from forensic_hub.referrals.vocabulary import PanelOutcome, Setting, State
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.records.corrections import NothingToCorrect

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

    Refuses, besides what the state refuses: a second decision of one panel (PanelHasDecided), a referral of another
    agenda (NotOnTheAgenda), and anything but a deferral without a decision maker of each trust (NotQuorate).
    """
    verb = VERBS[PanelOutcome(outcome)]
    REFERRALS[verb].needs.demand(by)
    panel = locked_panel(panel.pk)
    referral = locked(referral, by, permission=REFERRALS[verb].needs)
    _refuse_second(referral, panel)
    REFERRALS.check(referral, verb, by)
    referral.refuse_if_changed_since(version)
    if referral.panel_id != panel.pk:
        raise NotOnTheAgenda(referral, panel)
    refuse_not_quorate(panel, outcome)
    decision = Decision.objects.create(
        referral=referral, panel=panel, outcome=outcome, setting=_setting(outcome, setting), reason=reason,
        recorded_by=by.actor, recorded_at=clock.now(),
    )  # fmt: skip
    return _follow(referral, verb, decision, by)


@transaction.atomic
def correct(
    *, decision: Decision, outcome: str, reason: str, why: str, explanation: str, by: Principal, setting: str = "",
    version: int | None = None,
) -> Decision:  # fmt: skip
    """The hub lead puts a decision right: the old one stays to be read, and the referral follows the new one.

    Refuses a decision that no longer stands (DecisionAlreadyCorrected), or after which another panel decided
    (DecidedSince), one that stays the same (NothingToCorrect), and what ``record`` refuses of the panel.
    """
    verb = CORRECTIONS[PanelOutcome(outcome)]
    REFERRALS[verb].needs.demand(by)
    panel = locked_panel(decision.panel_id)
    if newer := Decision.objects.filter(corrects=decision).first():
        raise DecisionAlreadyCorrected(newer)
    referral = ready(decision.referral, verb, by)
    if referral.decision and referral.decision != decision:
        raise DecidedSince(referral.decision)
    referral.refuse_if_changed_since(version)
    refuse_not_quorate(panel, outcome)
    new = Decision(
        referral=referral, panel=panel, outcome=outcome, setting=_setting(outcome, setting), reason=reason,
        recorded_by=by.actor, recorded_at=clock.now(), corrects=decision,
    )  # fmt: skip
    _keep_old(decision, new, why, explanation, by)
    new.save()
    reopen_closure(referral, explanation, by)
    return _follow(referral, verb, new, by)


def refuse_not_quorate(panel: Panel, outcome: str) -> None:
    """A panel that is not quorate defers. The quorum of three trusts is also what keeps anybody from deciding alone:
    whoever records the decision may have been one of those who made it."""
    if outcome == PanelOutcome.DEFER:
        return
    if missing := trusts_missing(panel):
        raise NotQuorate(missing)


def _refuse_second(referral: Referral, panel: Panel) -> None:
    """A panel that put it off has decided for that day, and the referral is on the next one's agenda."""
    earlier = referral.decisions.filter(panel=panel, corrects=None).first()
    if earlier and referral.state == State.AWAITING_DECISION:
        raise PanelHasDecided(earlier)


def _setting(outcome: str, setting: str) -> str:
    if outcome == PanelOutcome.COMMUNITY:
        return Setting.COMMUNITY
    return setting if outcome == PanelOutcome.PLACEMENT else ""


def _follow(referral: Referral, verb: str, decision: Decision, by: Principal) -> Decision:
    """The referral goes where the decision sends it."""
    changes: dict[str, Any] = {"decision": decision, "panel": None}
    if decision.outcome == PanelOutcome.DEFER:
        changes["panel"] = next_panel(after=decision.panel.meets_on)
    if decision.outcome == PanelOutcome.NOT_ACCEPTED:
        end_what_is_open(referral, by, decision.recorded_at)
        Closure.objects.create(
            referral=referral, how=Closure.How.PANEL, closed_by=by.actor, closed_at=decision.recorded_at
        )
    move(referral, verb, by, **changes)
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

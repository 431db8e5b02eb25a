"""What the hub tells its people of, and when they need not be told any more. No message names the person referred."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from forensic_hub.models import Chase, Decision, Note, Referral
from forensic_hub.models.information_request import CHASES_BEFORE_THE_LEAD_IS_TOLD
from forensic_hub.policy import REFERRAL
from partnership.access.models import User
from partnership.access.principal import Principal
from partnership.access.roles import HUB_LEAD
from partnership.work.actions.notifications import notify, resolve

GIVEN, CHASED, DECIDED, NOTED = "given", "chased", "decided", "noted"


def given(referral: Referral, by: Principal) -> None:
    """The owner, unless they took it themselves; whoever was told before need not be any more."""
    resolve(about=referral.reference, kind=GIVEN)
    _tell_owner(referral, by, GIVEN, f"{by.user} gave you {referral}.")


def left_new(referral: Referral) -> None:
    """Somebody has begun on it."""
    resolve(about=referral.reference, kind=GIVEN)


def chased(chase: Chase, referral: Referral) -> None:
    """The hub leads, once chasing has not helped."""
    if chase.number == CHASES_BEFORE_THE_LEAD_IS_TOLD:
        leads = User.objects.at_work(role=HUB_LEAD.code)
        text = f"Information for {referral} has been asked for {chase.number} times more and has not come."
        _tell(leads, referral, CHASED, text)


def answered(referral: Referral) -> None:
    """The information has come, or is not waited for any more."""
    resolve(about=referral.reference, kind=CHASED)


def decided(decision: Decision, by: Principal) -> None:
    referral = decision.referral
    _tell_owner(referral, by, DECIDED, f"{referral}, {decision.panel}: {decision.get_outcome_display().lower()}.")


def noted(note: Note, by: Principal) -> None:
    _tell_owner(note.referral, by, NOTED, f"{by.user} added a note to {note.referral}.")


def _tell_owner(referral: Referral, by: Principal, kind: str, text: str) -> None:
    if referral.owner and referral.owner != by.user:
        _tell([referral.owner], referral, kind, text)


def _tell(people: Iterable[User], referral: Referral, kind: str, text: str) -> None:
    url = reverse("forensic_hub:referral-overview", args=[referral.reference])
    notify(to=people, policy=REFERRAL, kind=kind, about=referral.reference, url=url, text=text)

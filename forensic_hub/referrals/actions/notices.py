"""The hub's notifications, and when each is cleared. No message names the person referred."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from forensic_hub.referrals.models import Chase, Decision, InformationRequest, Note, Referral
from forensic_hub.referrals.models.information_request import CHASES_BEFORE_THE_LEAD_IS_TOLD
from forensic_hub.referrals.policy import REFERRAL
from forensic_hub.referrals.vocabulary import PanelOutcome
from partnership.access.jobs.mail import Unsent
from partnership.access.models import User
from partnership.access.principal import Principal
from partnership.access.roles import HUB_LEAD
from partnership.arithmetic.words import day
from partnership.work.actions.notifications import UNSENT, notify, resolve

ASSIGNED, CHASED, DECIDED, NOTED = "assigned", "chased", "decided", "noted"


def assigned(referral: Referral, by: Principal) -> None:
    """Tells the new owner, unless they took it themselves, and clears the previous owner's notification."""
    resolve(about=referral.reference, kind=ASSIGNED)
    _notify_owner(referral, by, ASSIGNED, f"{by.user} gave you {referral}.")


def started(referral: Referral) -> None:
    resolve(about=referral.reference, kind=ASSIGNED)


def chased(chase: Chase, referral: Referral) -> None:
    """Tells the hub leads once chasing has not helped."""
    if chase.number == CHASES_BEFORE_THE_LEAD_IS_TOLD:
        leads = User.objects.at_work(HUB_LEAD.code)
        text = f"Information for {referral} has been asked for {chase.number} times more and has not come."
        _notify(leads, referral, CHASED, text)


def answered(referral: Referral) -> None:
    """The information has come, or is no longer expected."""
    for kind in (CHASED, UNSENT):
        resolve(about=referral.reference, kind=kind)


def unsent(request: InformationRequest, by: Principal) -> Unsent:
    """What the sender reads when the email of their request was not sent, while the clock is paused."""
    referral = request.referral
    text = (
        f"The email that asks for information for {referral} could not be sent. The clock is paused: "
        "phone the referrer, or stop waiting and ask again."
    )
    return Unsent(user=by.actor.pk, policy=REFERRAL.code, about=referral.reference, url=_url(referral), text=text)


def decided(decision: Decision, by: Principal) -> None:
    referral = decision.referral
    on, did = day(decision.panel.meets_on), PanelOutcome(decision.outcome).done
    _notify_owner(referral, by, DECIDED, f"{referral}: the panel on {on} {did}.")


def noted(note: Note, by: Principal) -> None:
    _notify_owner(note.referral, by, NOTED, f"{by.user} added a note to {note.referral}.")


def _notify_owner(referral: Referral, by: Principal, kind: str, text: str) -> None:
    if referral.owner and referral.owner != by.user:
        _notify([referral.owner], referral, kind, text)


def _notify(people: Iterable[User], referral: Referral, kind: str, text: str) -> None:
    notify(to=people, policy=REFERRAL, kind=kind, about=referral.reference, url=_url(referral), text=text)


def _url(referral: Referral) -> str:
    return reverse("forensic_hub:referral-overview", args=[referral.reference])

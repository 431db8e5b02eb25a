"""What the hub tells its people of, and when they need not be told any more. No message names the person referred."""

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
        leads = User.objects.at_work(HUB_LEAD.code)
        text = f"Information for {referral} has been asked for {chase.number} times more and has not come."
        _tell(leads, referral, CHASED, text)


def answered(referral: Referral) -> None:
    """The information has come, or is not waited for any more."""
    for kind in (CHASED, UNSENT):
        resolve(about=referral.reference, kind=kind)


def unsent(request: InformationRequest, by: Principal) -> Unsent:
    """What the sender of a request is told when its email did not go, while the clock stands still."""
    referral = request.referral
    text = (
        f"The email that asks for information for {referral} could not be sent. The clock is paused: "
        "phone the referrer, or stop waiting and ask again."
    )
    return Unsent(by=by, policy=REFERRAL, about=referral.reference, url=_url(referral), text=text)


def decided(decision: Decision, by: Principal) -> None:
    referral = decision.referral
    on, did = day(decision.panel.meets_on), PanelOutcome(decision.outcome).done
    _tell_owner(referral, by, DECIDED, f"{referral}: the panel on {on} {did}.")


def noted(note: Note, by: Principal) -> None:
    _tell_owner(note.referral, by, NOTED, f"{by.user} added a note to {note.referral}.")


def _tell_owner(referral: Referral, by: Principal, kind: str, text: str) -> None:
    if referral.owner and referral.owner != by.user:
        _tell([referral.owner], referral, kind, text)


def _tell(people: Iterable[User], referral: Referral, kind: str, text: str) -> None:
    notify(to=people, policy=REFERRAL, kind=kind, about=referral.reference, url=_url(referral), text=text)


def _url(referral: Referral) -> str:
    return reverse("forensic_hub:referral-overview", args=[referral.reference])

"""Notifications about actions and decisions, and when each is cleared."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from partnership.access.models import User
from partnership.access.principal import Principal
from partnership.access.roles import PROGRAMME_LEAD, TRUST_MANAGER
from partnership.organisations.models import Organisation
from partnership.programmes.models import Decision, ProgrammeAction
from partnership.programmes.policy import ACTION, DECISION
from partnership.work.actions.notifications import notify, resolve

ASSIGNED, TO_RATIFY, SETTLED = "assigned", "to_ratify", "settled"


def assigned(action: ProgrammeAction, by: Principal) -> None:
    """Tells the new owner, unless they assigned it themselves, and clears the previous owner's notification."""
    resolve(about=action.reference, kind=ASSIGNED)
    if action.owner_id == by.user_id:
        return
    url = reverse("programmes:action-overview", args=[action.programme.slug, action.reference])
    text = f"{by.user} gave you {action}."
    notify(to=[action.owner], policy=ACTION, kind=ASSIGNED, about=action.reference, url=url, text=text)


def started(action: ProgrammeAction) -> None:
    resolve(about=action.reference, kind=ASSIGNED)


def to_ratify(decision: Decision) -> None:
    """Asks the managers of the trusts whose boards have not responded yet."""
    responded = decision.ratifications.in_force().values("trust")
    silent = Organisation.objects.partnership_trusts().exclude(pk__in=responded)
    managers = [user for trust in silent for user in User.objects.at_work(TRUST_MANAGER.code, trust=trust)]
    _notify(managers, decision, TO_RATIFY, f"{decision} is agreed in principle. It waits for the board of your trust.")


def settled(decision: Decision) -> None:
    """Every board has responded, one has turned it down, or it was withdrawn."""
    resolve(about=decision.reference, kind=TO_RATIFY)
    leads = User.objects.at_work(PROGRAMME_LEAD.code)
    _notify(leads, decision, SETTLED, f"{decision} is now “{decision.get_state_display()}”.")


def reopened(decision: Decision) -> None:
    """The settled decision was undone."""
    resolve(about=decision.reference, kind=SETTLED)
    to_ratify(decision)


def _notify(people: Iterable[User], decision: Decision, kind: str, text: str) -> None:
    url = reverse("programmes:decision-overview", args=[decision.reference])
    notify(to=people, policy=DECISION, kind=kind, about=decision.reference, url=url, text=text)

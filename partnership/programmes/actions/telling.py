"""Whom this room tells of what, and when they need not be told any more."""

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

GIVEN, TO_RATIFY, SETTLED = "given", "to_ratify", "settled"


def given(action: ProgrammeAction, by: Principal) -> None:
    """The owner, unless it is the person who gave it; whoever had it before need not be told any more."""
    resolve(about=action.reference, kind=GIVEN)
    if action.owner_id == by.user_id:
        return
    url = reverse("programmes:action", args=[action.programme.slug, action.reference])
    text = f"{by.user} gave you {action}."
    notify(to=[action.owner], policy=ACTION, kind=GIVEN, about=action.reference, url=url, text=text)


def begun(action: ProgrammeAction) -> None:
    resolve(about=action.reference, kind=GIVEN)


def to_ratify(decision: Decision) -> None:
    """The managers of the trusts whose boards have said nothing yet."""
    spoken = decision.ratifications.standing().values("trust")
    silent = Organisation.objects.partnership_trusts().exclude(pk__in=spoken)
    managers = [user for trust in silent for user in User.objects.at_work(TRUST_MANAGER.code, trust=trust)]
    _tell(managers, decision, TO_RATIFY, f"{decision} is agreed in principle. It waits for the board of your trust.")


def settled(decision: Decision) -> None:
    """All that were asked have spoken, or one has turned it down, or it was withdrawn."""
    resolve(about=decision.reference, kind=TO_RATIFY)
    leads = User.objects.at_work(PROGRAMME_LEAD.code)
    _tell(leads, decision, SETTLED, f"{decision} is now “{decision.get_state_display()}”.")


def waits_again(decision: Decision) -> None:
    """What was settled was undone."""
    resolve(about=decision.reference, kind=SETTLED)
    to_ratify(decision)


def _tell(people: Iterable[User], decision: Decision, kind: str, text: str) -> None:
    url = reverse("programmes:decision", args=[decision.reference])
    notify(to=people, policy=DECISION, kind=kind, about=decision.reference, url=url, text=text)

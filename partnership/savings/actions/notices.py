"""Notifications about savings, settlements and reinvestments, and when each is cleared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse

from partnership.access.models import User
from partnership.access.policy import Action, Permission, Policy
from partnership.access.principal import Principal
from partnership.arithmetic import months
from partnership.organisations.models import Organisation
from partnership.savings.models import Confirmation, MonthFigure, Reinvestment, Saving, Settlement
from partnership.savings.policy import CONFIRMATION, REINVESTMENT, SAVING, SETTLEMENT
from partnership.work.actions.notifications import notify, resolve

SENT, QUERIED, TAKEN_BACK, MOVED = "sent", "queried", "taken-back", "moved"
DRAWN_UP, PROPOSED, DECIDED = "drawn-up", "proposed", "decided"


def who_may(permission: Permission, trust: Organisation | None = None) -> set[User]:
    """Everyone at work who holds a permission today, in this trust."""
    return set(User.objects.at_work(*(role.code for role in permission.cells), trust=trust))


def sent(month: dt.date, how_many: int, by: Principal) -> None:
    """Each trust has figures of the month to confirm."""
    about = f"SV {months.written(month)}"
    resolve(about=about, kind=SENT)
    figures = "1 figure" if how_many == 1 else f"{how_many} figures"
    text = f"{figures} for {months.in_words(month)} {'waits' if how_many == 1 else 'wait'} for your trust to confirm."
    url = f"{reverse('savings:confirm')}?period={months.written(month)}"
    _notify(who_may(CONFIRMATION[Action.DECIDE]), by, SAVING, SENT, about, url, text)


def all_answered(month: dt.date) -> None:
    """No figure of the month waits for a trust any more."""
    resolve(about=f"SV {months.written(month)}", kind=SENT)


def queried(figure: MonthFigure, by: Principal) -> None:
    saving = figure.saving
    url = reverse("savings:saving-months", args=[saving.reference])
    text = f"{by.user} queried {saving}, {figure.month_in_words}."
    _notify([saving.owner], by, SAVING, QUERIED, _query_of(figure), url, text)


def answered(figure: MonthFigure) -> None:
    """It was sent again."""
    resolve(about=_query_of(figure), kind=QUERIED)


def _query_of(figure: MonthFigure) -> str:
    return f"{figure.saving.reference} {months.written(figure.month)}"


def taken_back(confirmation: Confirmation, by: Principal) -> None:
    """Tells the owner that a month no longer counts."""
    saving = confirmation.figure.saving
    text = f"{by.user} took back {confirmation.trust}’s confirmation of {saving}, {confirmation.figure.month_in_words}."
    url = reverse("savings:saving-months", args=[saving.reference])
    _notify([saving.owner], by, SAVING, TAKEN_BACK, saving.reference, url, text)


def moved(saving: Saving, by: Principal) -> None:
    """Tells the owner that someone else moved their saving on."""
    url = reverse("savings:saving-overview", args=[saving.reference])
    text = f"{by.user} moved {saving} on: it is now “{saving.get_state_display()}”."
    _notify([saving.owner], by, SAVING, MOVED, saving.reference, url, text)


def drawn_up(settlement: Settlement, by: Principal) -> None:
    url = reverse("savings:settlement", args=[months.written(settlement.month)])
    text = f"{settlement.month_in_words} is drawn up to be settled. Someone from another trust closes it."
    people = {user for trust in Organisation.objects.partnership_trusts().exclude(pk=settlement.drawn_up_for_id)
              for user in who_may(SETTLEMENT[Action.DECIDE], trust)}  # fmt: skip
    _notify(people, by, SETTLEMENT, DRAWN_UP, settlement.reference, url, text)


def closed(settlement: Settlement) -> None:
    resolve(about=settlement.reference, kind=DRAWN_UP)


def proposed(reinvestment: Reinvestment, by: Principal) -> None:
    text = f"{reinvestment}, {reinvestment.title}, is proposed and waits for a decision."
    _notify(who_may(REINVESTMENT[Action.DECIDE]), by, REINVESTMENT, PROPOSED, reinvestment.reference,
          _url(reinvestment), text)  # fmt: skip


def decided(reinvestment: Reinvestment, by: Principal) -> None:
    resolve(about=reinvestment.reference, kind=PROPOSED)
    text = f"{reinvestment} is {reinvestment.get_state_display().lower()}."
    _notify([reinvestment.proposed_by], by, REINVESTMENT, DECIDED, reinvestment.reference, _url(reinvestment), text)


def _url(reinvestment: Reinvestment) -> str:
    return reverse("savings:reinvestment-overview", args=[reinvestment.reference])


def _notify(
    people: Iterable[User], by: Principal, policy: Policy, kind: str, about: str, url: str, text: str
) -> None:  # fmt: skip
    """Tells these people, except the one who did it."""
    others = [user for user in people if user != by.user]
    notify(to=others, policy=policy, kind=kind, about=about, url=url, text=text[:200])

"""The menu of each role, and what else stands round a page.

An app's ``work.py`` calls ``offer(…)`` for each of its pages that stands in a menu. Only pages that exist are offered,
each with the permission that its URL needs, so nobody is shown a link that answers "You do not have access".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from partnership.access.policy import OWN_PAGES, USER, Action, Permission, permitted
from partnership.access.principal import Principal
from partnership.access.roles import (
    ADMINISTRATOR,
    BOARD_MEMBER,
    EVERY_ROLE,
    FINANCE_LEAD,
    HUB_LEAD,
    HUB_OFFICER,
    PROGRAMME_LEAD,
    TRUST_MANAGER,
    Role,
)
from partnership.pages.shell import Account, NavigationItem
from partnership.work import search, sources
from partnership.work.models import Notification
from partnership.work.policy import EXPORT, IMPORT, NOTIFICATION

MY_WORK = "work:my-work"
KEEPS_LISTS = {HUB_OFFICER, HUB_LEAD, TRUST_MANAGER, FINANCE_LEAD, PROGRAMME_LEAD}


@dataclass(frozen=True)
class Entry:
    """One link of a menu."""

    label: str
    url_name: str
    needs: Permission
    place: int
    lands: bool = False

    @property
    def url(self) -> str:
        return reverse(self.url_name)


MENUS: dict[Role, list[Entry]] = defaultdict(list)


def offer(
    label: str, url_name: str, needs: Permission, *, roles: Iterable[Role], place: int, lands: bool = False
) -> None:
    """Put a page into the menus of these roles, the lowest ``place`` first; from the sixth on it is under "More".

    ``lands``: they begin there, and not on the first page of their menu."""
    entry = Entry(label, url_name, needs, place, lands)
    for role in roles:
        MENUS[role].append(entry)
        MENUS[role].sort(key=lambda entry: entry.place)


def menu_of(principal: Principal) -> list[Entry]:
    return [entry for entry in MENUS.get(principal.role, ()) if entry.needs.held_by(principal)]


def landing_of(principal: Principal) -> str:
    """Where this person begins."""
    menu = menu_of(principal)
    return next((entry.url for entry in menu if entry.lands), menu[0].url if menu else reverse(MY_WORK))


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor: what ``partnership.pages.shell`` says stands round a page. One query, once a request."""
    if not hasattr(request, "shell"):
        request.shell = _shell(request, getattr(request, "principal", None))
    return request.shell


def _shell(request: HttpRequest, principal: Principal | None) -> dict[str, object]:
    around: dict[str, object] = {"demonstration": settings.DEMONSTRATION}
    if principal is None or principal.user is None:
        return around
    if principal.role is None:
        return around | {"account": _account(principal, unread=0)}
    to_do, unread = badges(principal)
    return around | {
        "account": _account(principal, unread),
        "navigation": _items(menu_of(principal), request.path, to_do),
        "show_search": search.searchers_of(principal) != [],
    }


def badges(principal: Principal) -> tuple[int, int]:
    """How many items need this person's action, and how many notifications are unread: in one query."""
    to_do = [source.rows(principal) for source in sources.sources_of(principal)]
    told = permitted(principal, NOTIFICATION[Action.VIEW], Notification).of(principal).unread()
    *counts, unread = sources.counted(principal, [*to_do, told])
    return sum(counts), unread


def _account(principal: Principal, unread: int) -> Account:
    return Account(
        name=str(principal.user),
        role=str(principal.grant or "no role"),
        notifications=unread,
        notifications_url=reverse("work:notifications"),
        change_role_url=reverse("accounts:choose-role") if principal.may_change_role else "",
    )


def _items(menu: list[Entry], path: str, to_do: int) -> list[NavigationItem]:
    """Of two that lead to this page, the nearer is the current one: /board/packs/ is Packs, and not Performance."""
    current = max((entry.url for entry in menu if path.startswith(entry.url)), key=len, default="")
    return [_item(entry, entry.url == current, to_do) for entry in menu]


def _item(entry: Entry, current: bool, to_do: int) -> NavigationItem:
    badge = entry.url_name == MY_WORK
    meaning = "item needs action" if to_do == 1 else "items need action"
    return NavigationItem(
        entry.label,
        entry.url,
        current=current,
        count=to_do if badge else None,
        count_meaning=meaning if badge else "",
    )


offer("Users", "accounts:user-list", USER[Action.LIST], roles={ADMINISTRATOR}, place=0)
offer("My work", MY_WORK, OWN_PAGES[Action.VIEW], roles=EVERY_ROLE - {BOARD_MEMBER, ADMINISTRATOR}, place=0)
offer("Imports", "work:import-list", IMPORT[Action.LIST], roles={FINANCE_LEAD, PROGRAMME_LEAD, TRUST_MANAGER}, place=90)
offer("Exports", "work:export-list", EXPORT[Action.LIST], roles=KEEPS_LISTS, place=91)

"""The menu of each role, and what else stands round a page.

An app's ``work.py`` calls ``offer(…)`` for each of its pages that stands in a menu. Only pages that exist are offered,
each with the permission that its URL needs, so nobody is shown a link that answers "You do not have access".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from partnership.access.policy import OWN_PAGES, USER, Action, Permission, permitted
from partnership.access.principal import Principal
from partnership.access.roles import ADMINISTRATOR, BOARD_MEMBER, EVERY_ROLE, Role
from partnership.pages.shell import Account, NavigationItem
from partnership.work import search, sources
from partnership.work.models import Notification
from partnership.work.policy import NOTIFICATION

MY_WORK = "work:my-work"


Names = Callable[[Principal], dict[str, str] | None]


@dataclass(frozen=True)
class Entry:
    """One link of a menu. ``names`` gives the arguments of an address that is each person's own, or None: no link."""

    label: str
    url_name: str
    needs: Permission
    place: int
    names: Names | None = None
    url: str = ""

    def of(self, principal: Principal) -> Entry | None:
        """With its address for this person, where they may go there."""
        named = self.names(principal) if self.names else {}
        if named is None or not self.needs.held_by(principal):
            return None
        return replace(self, url=reverse(self.url_name, kwargs=named))


MENUS: dict[Role, list[Entry]] = defaultdict(list)


def offer(
    label: str, url_name: str, needs: Permission, *, roles: Iterable[Role], place: int, names: Names | None = None
) -> None:
    """Put a page into the menus of these roles, the lowest ``place`` first; from the sixth on it is under "More"."""
    entry = Entry(label, url_name, needs, place, names)
    for role in roles:
        MENUS[role].append(entry)
        MENUS[role].sort(key=lambda entry: entry.place)


def menu_of(principal: Principal) -> list[Entry]:
    return [entry for offered in MENUS.get(principal.role, ()) if (entry := offered.of(principal))]  # type: ignore[arg-type]


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
    """The current one is the nearest above this page."""
    nearest = max((entry.url for entry in menu if path.startswith(entry.url)), key=len, default="")
    return [_item(entry, entry.url == nearest, to_do) for entry in menu]


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

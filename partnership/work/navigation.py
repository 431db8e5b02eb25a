"""The menu of each role, and what else stands round a page.

An app's ``work.py`` calls ``register_menu_entry(…)`` for each of its pages that is in a menu, with the permission that
its URL needs, so no one is shown a link that answers "You do not have access".
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from partnership.access.policy import OWN_PAGES, USER, Action, Permission, permitted
from partnership.access.principal import Principal
from partnership.access.roles import ADMINISTRATOR, BOARD_MEMBER, EVERY_ROLE, Role
from partnership.arithmetic import clock
from partnership.arithmetic.words import plural
from partnership.pages.shell import Account, NavigationItem
from partnership.people.policy import PERSON
from partnership.work import search, sources
from partnership.work.models import Notification
from partnership.work.policy import NOTIFICATION

MY_WORK = "work:my-work"


Badge = Callable[[Principal], QuerySet]
Names = Callable[[Principal], dict[str, str] | None]


@dataclass(frozen=True)
class Entry:
    """One link of a menu. ``names`` gives the arguments of an address that is each person's own, or None: no link.

    ``badge`` is the query of the rows that its badge counts, and ``badge_means`` what one of them is: "open request".
    """

    label: str
    url_name: str
    needs: Permission
    place: int
    lands: bool = False
    names: Names | None = None
    badge: Badge | None = None
    badge_means: str = ""
    url: str = ""

    def of(self, principal: Principal) -> Entry | None:
        """With its address for this person, where they may go there."""
        named = self.names(principal) if self.names else {}
        if named is None or not self.needs.held_by(principal):
            return None
        return replace(self, url=reverse(self.url_name, kwargs=named))


MENUS: dict[Role, list[Entry]] = defaultdict(list)


def register_menu_entry(
    label: str, url_name: str, needs: Permission, *, roles: Iterable[Role], place: int, lands: bool = False,
    names: Names | None = None, badge: Badge | None = None, badge_means: str = "",
) -> None:  # fmt: skip
    """Put a page into the menus of these roles, the lowest ``place`` first; from the sixth on it is under "More".

    ``lands``: they begin there, and not on the first page of their menu."""
    entry = Entry(label, url_name, needs, place, lands, names, badge, badge_means)
    for role in roles:
        MENUS[role].append(entry)
        MENUS[role].sort(key=lambda entry: entry.place)


def menu_of(principal: Principal) -> list[Entry]:
    return [entry for offered in MENUS.get(principal.role, ()) if (entry := offered.of(principal))]  # type: ignore[arg-type]


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
    menu = menu_of(principal)
    counts, unread = badges(principal, menu)
    return around | {
        "account": _account(principal, unread),
        "navigation": _items(menu, request.path, counts),
        "show_search": search.searchers_of(principal) != [],
        "search_hint": "Name, NHS number or reference" if PERSON[Action.LIST].held_by(principal) else "",
    }


def badges(principal: Principal, menu: list[Entry]) -> tuple[dict[str, int], int]:
    """The count of each entry that has a badge, by its page, and how many notifications are unread: in one query.

    That of My work is how many items need this person's action.
    """
    counted = [entry for entry in menu if entry.badge]
    *counts, unread = sources.answered(_question(principal, clock.now().replace(second=0, microsecond=0)))
    found = {entry.url_name: count for entry, count in zip(counted, counts, strict=False)}
    return found | {MY_WORK: sum(counts[len(counted) :])}, unread


@lru_cache(maxsize=512)
def _question(principal: Principal, minute: dt.datetime) -> sources.Question:
    """Put into words once a minute for each person: that takes three times as long as the answer, on every page."""
    of_entries = [entry.badge(principal) for entry in menu_of(principal) if entry.badge]
    to_do = [source.rows(principal) for source in sources.sources_of(principal)]
    told = permitted(principal, NOTIFICATION[Action.VIEW], Notification).of(principal).unread()
    return sources.question(principal, [*of_entries, *to_do, told])


def _account(principal: Principal, unread: int) -> Account:
    return Account(
        name=str(principal.user),
        role=str(principal.grant or "no role"),
        notifications=unread,
        notifications_url=reverse("work:notifications"),
        change_role_url=reverse("accounts:choose-role") if principal.may_change_role else "",
    )


def _items(menu: list[Entry], path: str, counts: Mapping[str, int]) -> list[NavigationItem]:
    """The current one is the nearest above this page: /board/packs/ is Packs, and not Performance."""
    nearest = max((entry.url for entry in menu if path.startswith(entry.url)), key=len, default="")
    return [_item(entry, entry.url == nearest, counts.get(entry.url_name)) for entry in menu]


def _item(entry: Entry, current: bool, count: int | None) -> NavigationItem:
    noun, nouns = entry.badge_means, ""
    if entry.url_name == MY_WORK:
        noun, nouns = "item needs action", "items need action"
    meaning = plural(count or 0, noun, nouns) if count is not None else ""
    return NavigationItem(entry.label, entry.url, current=current, count=count, count_meaning=meaning)


register_menu_entry("Users", "accounts:user-list", USER[Action.LIST], roles={ADMINISTRATOR}, place=0)
register_menu_entry(
    "My work", MY_WORK, OWN_PAGES[Action.VIEW], roles=EVERY_ROLE - {BOARD_MEMBER, ADMINISTRATOR}, place=0
)

"""What stands round every page. ``base.html`` reads these from the context; who makes them is another room's business.

============== =========================================================================================================
title          the H1, and the first part of the page's title
section        the second part, such as ``Forensic``
navigation     list of NavigationItem, the first five in the bar and the rest under "More"
account        Account, or nothing for somebody who is not signed in
show_search    whether the role has the search box, and ``search_hint`` what it may be asked for
demonstration  whether all the people are made up
sensitive      whether a print carries OFFICIAL-SENSITIVE
breadcrumbs    list of Link to the pages above this one; or
back_link      the address to go back to
form           the page's form, for the error summary
============== =========================================================================================================
"""

from __future__ import annotations

from dataclasses import dataclass

SERVICE_NAME = "South London Partnership portal"
VISIBLE_ITEMS = 5
# A session ends 30 minutes after the last request; the banner offers to go on five minutes before.
TIME_OUT_WARNING_SECONDS = 5 * 60

FOOTER = (
    ("Help", "/help/"),
    ("Accessibility statement", "/help/accessibility-statement/"),
    ("Privacy", "/help/privacy/"),
    ("Glossary", "/help/glossary/"),
    ("Contact", "/help/contact/"),
)


@dataclass(frozen=True)
class NavigationItem:
    """``count`` is the badge, ``count_meaning`` what a screen reader adds to it: "items need action"."""

    label: str
    url: str
    current: bool = False
    count: int | None = None
    count_meaning: str = ""


@dataclass(frozen=True)
class Account:
    """Who works, in which role, for the header and the foot of a print. No ``change_role_url``: there is one role."""

    name: str
    role: str
    notifications: int = 0
    notifications_url: str = "/notifications/"
    change_role_url: str = ""
    sign_out_url: str = "/account/sign-out/"
    stay_signed_in_url: str = "/account/stay-signed-in/"


@dataclass(frozen=True)
class Card:
    """One card of a record's page: rows of label and value, and ``told``, the sentences under them."""

    heading: str
    rows: tuple
    actions: tuple = ()
    told: tuple[str, ...] = ()

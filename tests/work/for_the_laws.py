"""Work under the laws: drafts, notifications and saved filters."""

from __future__ import annotations

from typing import Any

from tests.laws.building import Builder
from tests.laws.declaring import ForTheLaws, Given, More, Provider
from tests.laws.forms import sends
from tests.laws.providers import owned

# The world


def pages(**typed: dict[str, list[str]]) -> dict[str, Any]:
    """A draft's answers, page by page."""
    return {page: {"typed": answers, "times": 1, "files": []} for page, answers in typed.items()}


def a_draft(builder: Builder, given: Given) -> Given:
    return {"became": ""}


def a_notification(builder: Builder, given: Given) -> Given:
    return {"policy": "notification", "kind": "told", "about": "", "url": "/my-work/", "read_at": None}


def more(of: More) -> None:
    """Of what is each person's own."""
    make = of.builder.fill
    for who in (asker.principal for asker in of.askers):
        make("work.Notification", {"recipient": who.user})
        mine = {"owner": who.user, "role": who.role.code, "trust": who.grant.trust}
        make("work.SavedFilter", mine)


# Which rows an address names


def draft_of(kind: str, at_step: str, **further: Any) -> Provider:
    """A draft that is being written and has got to this step."""
    return owned("work.Draft", "draft", lambda d: (d.kind, d.became, d.step) == (kind, "", at_step), **further)


def draft_that_became(kind: str) -> Provider:
    return owned("work.Draft", "draft", lambda draft: draft.kind == kind and draft.became)


FOR_THE_LAWS = ForTheLaws(
    columns={
        "work.Draft": a_draft,
        "work.Notification": a_notification,
    },
    more=more,
    codes={
        "work.Draft.became", "work.Draft.kind", "work.Draft.role", "work.Draft.step", "work.Notification.about",
        "work.Notification.kind", "work.Notification.policy", "work.Notification.url", "work.SavedFilter.list_name",
        "work.SavedFilter.query", "work.SavedFilter.role", "work.SavedFilter.words",
    },
    addresses={
        r"my-work/drafts/<uuid:draft>/": owned("work.Draft", "draft", lambda draft: not draft.became),
        r"notifications/<uuid:notification>/": owned("work.Notification", "notification"),
        r"saved-filters/<int:saved>/": owned("work.SavedFilter", "saved"),
    },
    forms={
        "work:draft-delete": sends(),
        "work:notifications-read": sends(),
        "work:notification-read": sends(),
        "work:search": sends({"q": "zq"}, answers=True),
        "work:saved-filter-new": sends({"name": "Mine", "shared": "no"}),
        "work:saved-filter-change": sends({"name": "Ours", "shared": "yes"}),
        "work:saved-filter-delete": sends(),
    },
    takes_no_form={"work:home": "it leads on to where the role lands"},
    public={
        "help:contents", "help:accessibility-statement", "help:privacy", "help:glossary", "help:contact",
    },
    guards_rows={"draft.new", "draft.view", "notification.new", "saved_filter.view"},
    exceptions={
        "sql_is_written_by_django": {
            "partnership/work/actions/notifications.py": "calls the function that resolves for everybody",
            "partnership/work/demonstration.py": "TRUNCATE by the owner",
            "partnership/work/sources.py": "asks again what Django has put into words",
        },
    },
)  # fmt: skip

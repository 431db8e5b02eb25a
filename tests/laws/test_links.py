"""Every link and button that a person is shown leads somewhere that they may go."""

from __future__ import annotations

import html
import re
from collections import deque

import pytest
from django.urls import Resolver404, resolve

from tests.laws.turns import is_turn
from tests.laws.walking import Walker

HREF = re.compile(r'<a [^>]*\bhref="(/[^"#]*)')
ACTION = re.compile(r'<form [^>]*\baction="(/[^"#]*)')
LEADS_ON = {200, 204, 302}


def dead_ends(world, asker, start: str = "/") -> list[str]:
    """Links and buttons, from where the person lands, that answer with an error or a refusal."""
    walker, seen, opened, dead = Walker(), {start}, set(), []
    waiting = deque([("", start)])
    while waiting:
        shown_on, url = waiting.popleft()
        name = _route_of(url)
        if name is None:
            dead.append(f"{asker}: {shown_on} leads to {url}, which is no page")
            continue
        if name in opened:  # another address of it holds the same links
            continue
        opened.add(name)
        page = walker.get(asker, url)
        if page.status not in LEADS_ON:
            dead.append(f"{asker}: {shown_on} leads to {url}, which answers {page}")
        found = [page.location] if page.location.startswith("/") else []
        for link in map(html.unescape, [*found, *HREF.findall(page.body)]):
            if link not in seen and not link.startswith("/static/"):
                seen.add(link)
                waiting.append((url, link))
        dead += [f"{asker}: a form on {url} is sent to {to}" for to in ACTION.findall(page.body) if not _route_of(to)]
    return dead


def _route_of(url: str) -> str | None:
    try:
        return resolve(url.partition("?")[0]).view_name
    except Resolver404:
        return None


WALKS = 4
"""Of so many roles one walks its links."""
EVERYBODY = [
    "hub_officer", "hub_lead", "trust_manager slam", "hr_adviser oxleas", "hr_lead oxleas", "board_member",
    "ward_staff slam", "bed_coordinator", "camhs_clinical_lead", "programme_lead", "finance_lead slam",
    "speak_up_guardian slam", "staff_member swlstg", "research_analyst", "research_reviewer",
    "caldicott_guardian oxleas", "administrator", "two roles, none chosen", "nobody",
]  # fmt: skip


@pytest.mark.parametrize("name", [name for place, name in enumerate(EVERYBODY) if is_turn(place, WALKS)])
def test_every_link_that_is_shown_leads_somewhere(world, name):
    dead = dead_ends(world, world.asker(name))

    assert not dead, "\n".join(dead)


def test_every_role_follows_its_links(world):
    roles = {asker.principal.role for asker in world.askers if asker.principal.role}
    assert {world.asker(name).principal.role for name in EVERYBODY} >= roles

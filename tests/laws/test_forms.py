"""Every form is drawn by one template, and draws every question once.

That a layout forgets no question, draws none twice and keeps the form's order is looked at whenever a form is drawn
where tests run (``WronglyLaidOut``), so each test that opens a page is under that part; ``tests/pages/forms`` plants
the faults.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import pytest

from partnership.pages.forms.drawing import asked, first_input_id
from partnership.pages.forms.layout import PortalHelper, WronglyLaidOut
from tests.laws import source
from tests.laws.access import gets_in
from tests.laws.addresses import Address, addresses, routes
from tests.laws.askers import Asker
from tests.laws.source import Module
from tests.laws.walking import read, undone

MAY_WRITE_A_FORM = {
    "templates/nhsuk/whole_uni_form.html": "the form itself",
    "templates/components/post_button.jinja": "one press, no question",
    "templates/components/banners.jinja": "the undo of a banner: one press, no question",
    "templates/components/header.jinja": "search and signing out, on every page",
}
ID = re.compile(r'\bid="([^"]+)"')
ASKERS = ["hub_lead", "bed_coordinator", "trust_manager slam", "programme_lead", "ward_staff slam", "board_member",
          "administrator", "camhs_clinical_lead", "finance_lead slam", "hub_officer"]  # fmt: skip


def forms_by_hand(modules: tuple[Module, ...]) -> list[str]:
    return [module.path for module in modules if "<form" in module.text and module.path not in MAY_WRITE_A_FORM]


def test_no_template_writes_a_form_by_hand():
    assert forms_by_hand(source.templates()) == []


def test_template_with_a_form_of_its_own_breaks_the_law():
    assert forms_by_hand((Module("templates/planted.html", '<form method="post">'),)) == ["templates/planted.html"]


def test_template_that_may_write_a_form_still_does():
    assert {module.path for module in source.templates() if "<form" in module.text} == set(MAY_WRITE_A_FORM)


def not_drawn_once(form, html: str) -> list[str]:
    """Questions of which the page does not have exactly one first box: where the error summary leads."""
    ids = Counter(ID.findall(html))
    with_boxes = [bound for bound in asked(form) if getattr(bound.field.widget, "choices", True)]
    return [f"{type(form).__name__}.{bound.name}" for bound in with_boxes if ids[first_input_id(bound)] != 1]


@pytest.fixture
def drawn(monkeypatch):
    """The forms that a page draws, as it draws them."""
    forms, render = [], PortalHelper.render_layout

    def render_and_tell(helper, form, context, **kwargs):
        forms.append(form)
        return render(helper, form, context, **kwargs)

    monkeypatch.setattr(PortalHelper, "render_layout", render_and_tell)
    return forms


def test_every_page_with_a_form_has_each_of_its_questions_once(world, drawn):
    """Each once, by whoever gets in first."""
    wrong, seen = [], set()
    for asker, address in pages_with_a_form(world):
        drawn.clear()
        with undone():
            page = read(address.url, asker.client.get(address.url), asker.client.failure)
        wrong += [f"{page.url}: {page.failure}"] if isinstance(page.failure, WronglyLaidOut) else []
        if page.status == 200:
            wrong += [f"{page.url}: {name}" for form in drawn for name in not_drawn_once(form, page.body)]
            seen |= {type(form) for form in drawn}

    assert len(seen) > 100
    assert wrong == []


def pages_with_a_form(world) -> Iterator[tuple[Asker, Address]]:
    askers = [world.asker(name) for name in ASKERS]
    for route in routes():
        if hasattr(getattr(route.view, "view_class", None), "get_form"):
            admitted = (asker for asker in askers if gets_in(asker, route))
            yield from islice(((asker, next(addresses(world, asker, route))) for asker in admitted), 1)

"""Every component in a real browser: no accessibility violation, no sideways scroll, nothing that the CSP refuses."""

from __future__ import annotations

import os

import pytest
from axe_playwright_python.sync_playwright import Axe

NAMES = [
    *("list", "record", "blank", "refused", "question", "done"),
    *("interruption", "not-found", "forbidden", "bad-request", "error", "unavailable"),
]
RULES = {
    "resultTypes": ["violations"],  # the rest takes long to carry over
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


@pytest.mark.parametrize("name", NAMES)
def test_gallery_page_in_a_browser_has_no_accessibility_violation_and_no_sideways_scroll(visit, name):
    page = visit(name)

    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        if folder := os.environ.get("GALLERY_SCREENSHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options=RULES).response["violations"]

    assert [(rule["id"], [node["html"][:200] for node in rule["nodes"]][:3]) for rule in found] == []
    assert page.locator("h1").count() == 1

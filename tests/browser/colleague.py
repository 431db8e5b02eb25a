"""Somebody at work in a browser. Each page that they come to is looked at, the first time that anybody does."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from typing import ClassVar

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from tests.pages.test_gallery import RULES

WIDE, NARROW = 1280, 320
TITLE = re.compile(r"\S.* – South London Partnership portal")
MOST_TABS = 400
NAMED = re.compile(r"(FR|PX|CB|CS|OA)-\d{4}-\d{4}|\d{1,2} [A-Z][a-z]+ \d{4}")
"""What a title says of one record: every referral has the same page."""
LINKS = """() => [...document.querySelectorAll("main a[href]")].filter(link => link.checkVisibility())
    .map(link => [(link.getAttribute("aria-label") || link.textContent).trim().replace(/\\s+/g, " "), link.href])"""

# What Tab comes to, in order. Of radios that is the chosen one, or else the first.
TABS = """
    const chosen = box => document.querySelector(`input[name="${box.name}"]:checked`)
        ?? document.querySelector(`input[name="${box.name}"]`);
    const tabs = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(
        one => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden" && one.checkVisibility()
            && (one.type !== "radio" || one === chosen(one)));
"""
BEGIN_TO_TAB = f"""() => {{ {TABS}
    window.was = document.activeElement; window.tabs = tabs; window.came = [];
    addEventListener("focusin", event => window.came.push(event.target));
    tabs[0].focus();
    return tabs.length;
}}"""
WENT_ASTRAY = """() => {
    const astray = window.tabs.findIndex((one, place) => window.came[place] !== one);
    if (window.was === document.body) document.activeElement.blur(); else window.was.focus();
    return astray < 0 ? "" : `${window.tabs[astray].outerHTML}, not ${window.came[astray]?.outerHTML}`;
}"""
GO_TO = f"""control => {{ {TABS}
    const from = tabs.indexOf(document.activeElement), to = tabs.indexOf(control);
    control.focus();
    return to < 0 ? -1 : Math.abs(to - from);
}}"""
GROUP = "box => [...document.querySelectorAll(`input[name='${box.name}']`)]"
DOWNS = f"box => {{ const group = ({GROUP})(box); return group.indexOf(box) - group.indexOf(document.activeElement); }}"


class Colleague:
    """``press`` a button, ``follow`` a link, ``open`` an address: each comes to a page, and looks at it."""

    looked_at: ClassVar[set[str]] = set()

    def __init__(self, page: Page, *, scripts: bool = True):
        self.page, self.scripts = page, scripts
        self.width = page.viewport_size["width"] if page.viewport_size else WIDE
        self.complaints: list[str] = []
        page.on("console", lambda message: self._complain(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    # Going from page to page

    def sign_in_as(self, name: str) -> None:
        self.open("/account/sign-in/")
        self.press(f"Sign in as {name}")

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.look()

    def press(self, button: str, within: Locator | None = None) -> None:
        with self.page.expect_navigation():
            self.click((within or self.page).get_by_role("button", name=button, exact=True).first)
        self.look()

    def follow(self, link: str, within: Locator | None = None) -> None:
        with self.page.expect_navigation():
            self.click((within or self.page).get_by_role("link", name=link, exact=True).first)
        self.look()

    def do(self, action: str) -> None:
        """The main thing to do with a record, which looks like a button, or one of those behind "More actions"."""
        name = {"name": action, "exact": True}
        link = self.page.get_by_role("button", **name).or_(self.page.get_by_role("link", **name))
        if not link.is_visible():
            self.click(self.page.locator("summary", has_text="More actions"))
        with self.page.expect_navigation():
            self.click(link)
        self.look()

    def open_menu(self, name: str = "menu") -> None:
        """The phone's menu, or the "account" menu at any width."""
        self.click(self.page.locator(f"[popovertarget={name}]"))

    # What they see

    @property
    def h1(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    @property
    def text(self) -> str:
        return self.page.get_by_role("main").inner_text()

    @property
    def errors(self) -> list[str]:
        return self.page.locator(".nhsuk-error-summary li").all_inner_texts()

    @property
    def rows(self) -> list[str]:
        """The row headings of the page's tables."""
        return [text.strip() for text in self.page.locator("main tbody th[scope=row] a").all_inner_texts()]

    # What they type

    def type(self, label: str, text: str) -> None:
        self.fill(self.page.get_by_label(label, exact=True), text)

    def date(self, question: str, day: int, month: int, year: int) -> None:
        group = self.page.get_by_role("group", name=question)
        for part, number in (("Day", day), ("Month", month), ("Year", year)):
            self.fill(group.get_by_label(part, exact=True), str(number))

    def answer(self, question: str, *answers: str) -> None:
        """Radios and checkboxes."""
        group = self.page.get_by_role("group", name=question)
        for answer in answers:
            self.check(group.get_by_label(answer, exact=True))

    def choose(self, label: str, option: str) -> None:
        self.select(self.page.get_by_label(label, exact=True), option)

    # With a mouse, or a finger

    def click(self, control: Locator) -> None:
        control.click()

    def fill(self, box: Locator, text: str) -> None:
        box.fill(text)

    def check(self, box: Locator) -> None:
        box.check()

    def select(self, box: Locator, option: str) -> None:
        box.select_option(option)

    # What everybody may expect of a page

    def look(self) -> None:
        assert self.page.locator("h1").count() == 1, self.page.url
        title = self.page.title()
        assert TITLE.fullmatch(title), title
        title = NAMED.sub("", title)
        if title not in self.looked_at:
            self.looked_at.add(title)
            self.look_closely(title)

    def look_closely(self, title: str) -> None:
        for text, targets in self._where_links_lead().items():
            assert len(targets) == 1, f"“{text}” leads to {sorted(targets)} on {self.page.url}"
        for width in (NARROW, WIDE):
            self.page.set_viewport_size({"width": width, "height": 900})
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width, f"{self.page.url} at {width}"
            self._keep_a_picture(title, width)
        if self.scripts:
            found = Axe().run(self.page, options=RULES).response["violations"]
            told = [(rule["id"], [node["html"][:200] for node in rule["nodes"]][:3]) for rule in found]
            assert told == [], self.page.url
        self.page.set_viewport_size({"width": self.width, "height": 900})

    def _where_links_lead(self) -> dict[str, set[str]]:
        lead = defaultdict(set)
        for text, address in self.page.evaluate(LINKS):
            lead[text].add(address)
        return lead

    def _keep_a_picture(self, title: str, width: int) -> None:
        if folder := os.environ.get("SCREENSHOTS"):
            name = re.sub(r"\W+", "-", title.removesuffix(" – South London Partnership portal")).lower()
            self.page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)

    def _complain(self, text: str) -> None:
        """A refusal is answered with a status of 4xx, and browsers report that as an error."""
        if "status of 4" not in text:
            self.complaints.append(f"{self.page.url}: {text}")


class AtTheKeyboard(Colleague):
    """The same, with nothing but a keyboard: what Tab does not reach cannot be used.

    Tab is pressed all the way through each page once. From then on its order is known, and they go straight to where
    it would lead them; ``keys`` counts the presses that it would have taken.
    """

    keys = 0
    tabbed_through: ClassVar[set[str]] = set()

    def look(self) -> None:
        super().look()
        title = NAMED.sub("", self.page.title())
        if title not in self.tabbed_through:
            self.tabbed_through.add(title)
            for _ in range(min(self.page.evaluate(BEGIN_TO_TAB), MOST_TABS) - 1):
                self.page.keyboard.press("Tab")
            assert self.page.evaluate(WENT_ASTRAY) == "", self.page.url

    def click(self, control: Locator) -> None:
        self._reach(control)
        self._key("Enter")

    def fill(self, box: Locator, text: str) -> None:
        self._reach(box)
        self._key("ControlOrMeta+A")
        self.page.keyboard.type(text)
        self.keys += len(text)

    def check(self, box: Locator) -> None:
        """Tab comes to one radio of a group, and the arrows to the others."""
        if box.get_attribute("type") == "radio":
            group = self.page.locator(f"input[name={box.get_attribute('name')}]")
            chosen = group.and_(self.page.locator(":checked"))
            self._reach(chosen if chosen.count() else group.first)
            downs = box.evaluate(DOWNS)
            for _ in range(abs(downs)):
                self._key("ArrowDown" if downs > 0 else "ArrowUp")
        else:
            self._reach(box)
        if not box.is_checked():
            self._key("Space")

    def select(self, box: Locator, option: str) -> None:
        self._reach(box)
        self.page.keyboard.type(option)
        self.keys += 4

    def _reach(self, control: Locator) -> None:
        tabs = control.evaluate(GO_TO)
        assert tabs >= 0, f"Tab does not reach {control} on {self.page.url}"
        self.keys += tabs

    def _key(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

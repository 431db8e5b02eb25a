"""A browser without a screen: signs in as somebody, sends forms as the portal draws them, reads pages as people do."""

from __future__ import annotations

import re
import uuid
from html.parser import HTMLParser

from django.apps import apps
from django.http import HttpResponse
from django.test import Client

from partnership.access import session
from partnership.access.principal import NOBODY, Principal
from partnership.access.scope import as_the_system, narrow_to
from partnership.arithmetic import clock

EMPTY = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "circle", "rect", "use"}
SPACE = re.compile(r"\s+")
RECORDS = {
    "FR": "forensic_hub.Referral", "PX": "people.Person", "CB": "camhs_beds.BedRequest", "CS": "camhs_beds.Stay",
    "OA": "camhs_beds.OutOfAreaPlacement",
}  # fmt: skip


class Seen(HTMLParser):
    """What stands on a page: its text, and that of each element by tag and class."""

    def __init__(self, response: HttpResponse):
        super().__init__()
        self.response, self.status = response, response.status_code
        self.elements: list[tuple[str, dict[str, str], str]] = []
        self._open: list[list] = []
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        if tag in EMPTY:
            self.elements.append((tag, {name: value or "" for name, value in attrs}, ""))
        else:
            self._open.append([tag, {name: value or "" for name, value in attrs}, []])

    def handle_data(self, data):
        for element in self._open:
            if not {"script", "style"} & {tag for tag, *_ in self._open}:
                element[2].append(data)

    def handle_endtag(self, tag):
        while self._open:
            name, attrs, parts = self._open.pop()
            self.elements.append((name, attrs, SPACE.sub(" ", "".join(parts)).strip()))
            if name == tag:
                return

    def all(self, tag: str, with_class: str = "") -> list[str]:
        """The text of each such element."""
        return [text for name, attrs, text in self.elements if name == tag and with_class in attrs.get("class", "")]

    @property
    def text(self) -> str:
        return " ".join(self.all("main"))

    @property
    def path(self) -> str:
        """The address of the page."""
        return self.response.request["PATH_INFO"]

    @property
    def title(self) -> str:
        return self.all("title")[0]

    @property
    def h1(self) -> str:
        (heading,) = self.all("h1")
        return heading

    @property
    def links(self) -> dict[str, str]:
        return {text: attrs.get("href", "") for name, attrs, text in self.elements if name == "a"}

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        return [text for name, attrs, text in self.elements if name == "a" and attrs.get("href", "").startswith("#")
                and text in " ".join(self.all("div", "nhsuk-error-summary"))]  # fmt: skip

    @property
    def rows(self) -> list[list[str]]:
        """The cells of each row of the page's tables, headings left out."""
        rows: list[list[str]] = []
        cells: list[str] = []
        for name, _, text in self.elements:
            if name in ("td", "th"):
                cells.append(text)
            elif name == "tr":
                rows.append(cells)
                cells = []
        return rows

    def value(self, name: str) -> str:
        """What stands in a field."""
        return next(attrs.get("value", "") for tag, attrs, _ in self.elements if attrs.get("name") == name)


def version_of(url: str) -> dict[str, int]:
    """What the form of a record carries along: the version that stands when it is opened."""
    for prefix, model in RECORDS.items():
        if match := re.search(rf"/({prefix}-\d{{4}}-\d+)/", url):
            with as_the_system("a test reads what a form would carry"):
                found = apps.get_model(model).objects.filter(reference=match[1])
                return dict(found.values("version").first() or {})
    return {}


class Browser:
    """Somebody at work. ``get`` and ``post`` give what they see; a post carries what the form drawn now would."""

    def __init__(self, principal: Principal):
        self.client = Client()
        self.client.force_login(principal.user)
        kept = self.client.session
        kept[session.SIGNED_IN_AT] = clock.now().isoformat()
        kept[session.GRANT] = principal.grant.pk
        kept.save()

    def get(self, url: str, **query) -> Seen:
        return self._seen(self.client.get(url, query))

    def follow(self, url: str) -> Seen:
        """Gets, goes where the answer leads, and sees that page."""
        return self._seen(self.client.get(url, follow=True))

    def post(self, url: str, data: dict | None = None, **more) -> HttpResponse:
        sent = {"form_token": str(uuid.uuid4()), **version_of(url), **(data or {}), **more}
        return self._left(self.client.post(url, sent))

    def send(self, url: str, data: dict | None = None, **more) -> Seen:
        """Posts, goes where the answer leads, and sees that page."""
        answer = self.post(url, data, **more)
        while 300 <= answer.status_code < 400:
            answer = self._left(self.client.get(answer["Location"]))
        return Seen(answer)

    def _seen(self, answer: HttpResponse) -> Seen:
        return Seen(self._left(answer))

    def _left(self, answer: HttpResponse) -> HttpResponse:
        """A test's transaction goes on after the request's: nobody's scope stays behind."""
        narrow_to(NOBODY)
        return answer

"""A browser without a screen: signs in as somebody, sends forms as the portal draws them, reads pages as people do."""

from __future__ import annotations

import re
import uuid
from functools import cached_property
from html.parser import HTMLParser

from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import Client

from partnership.access import session
from partnership.access.models import Grant, User
from partnership.access.principal import NOBODY, Principal
from partnership.access.scope import as_the_system, narrow_to
from partnership.arithmetic import clock
from partnership.records.models import Record

EMPTY = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "circle", "rect", "use"}
SPACE = re.compile(r"\s+")
REFERENCE = re.compile(r"/([A-Z]{2}-\d{4}-\d+)/")
RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]


Element = tuple[str, dict[str, str], str]
"""Tag, attributes and text."""


class Elements(HTMLParser):
    """The elements of a page as they end: an element's text is its own and that of all in it."""

    def __init__(self, page: str):
        super().__init__()
        self.found: list[Element] = []
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag in EMPTY:
            self.found.append((tag, given, ""))
        else:
            self._open.append((tag, given, []))

    def handle_data(self, data):
        if self._open and self._open[-1][0] not in ("script", "style"):
            self._open[-1][2].append(data)

    def handle_endtag(self, tag):
        while self._open and tag not in EMPTY:
            name, attrs, parts = self._open.pop()
            text = "".join(parts)
            self.found.append((name, attrs, SPACE.sub(" ", text).strip()))
            if self._open:
                self._open[-1][2].append(text)
            if name == tag:
                return


class Seen:
    """What stands on a page: its text, and that of each element by tag and class."""

    def __init__(self, response: HttpResponse):
        self.response, self.status = response, response.status_code

    @cached_property
    def elements(self) -> list[Element]:
        return Elements(self.response.content.decode()).found

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
    for reference in REFERENCE.findall(url)[-1:]:
        with as_the_system("a test reads what a form would carry"):
            for model in RECORDS:
                if found := model.objects.filter(reference=reference).values("version").first():
                    return found
    return {}


def signed_in(client: Client, user: User, grant: Grant | None = None, **kept: object) -> Client:
    """The client with a session of this person's, begun just now: what a sign-in leaves behind, without its cost."""
    store = SessionStore()
    store.update(
        {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[-1],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
            session.SIGNED_IN_AT: clock.now().isoformat(),
            **({session.GRANT: grant.pk} if grant else {}),
            **kept,
        }
    )
    store.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = store.session_key
    return client


class Browser:
    """Somebody at work. ``get`` and ``post`` give what they see; a post carries what the form drawn now would."""

    def __init__(self, principal: Principal):
        self.client = signed_in(Client(), principal.user, principal.grant)

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

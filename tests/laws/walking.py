"""Opening pages as somebody, and what is then looked at: the answer, what it wrote and what it says of whom."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from django.db import connection, transaction
from django.http import HttpResponse
from django.utils.html import strip_tags

from partnership.access.scope import as_the_system
from partnership.records.models import Read
from partnership.work import navigation
from tests.laws.addresses import Address
from tests.laws.askers import Asker

# What a request may write that changes nothing: that it was made, and by whom.
BOOKKEEPING = {"django_session", "records_read", "records_formtoken", "pghistory_context"}
EVERYWHERE_DIFFERENT = re.compile(r'name="(csrfmiddlewaretoken|form_token)" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}')


def menu_without_numbers():
    """While this holds, a menu does not count what waits, which is a third of a page's time."""
    return patch.object(navigation, "badges", lambda principal, menu: ({}, 0))


@dataclass(frozen=True)
class Answer:
    """What came back, as text: the body whatever its kind, and the headers."""

    url: str
    status: int
    body: str
    headers: str
    location: str
    failure: BaseException | None = None
    wrote: frozenset[str] = frozenset()
    logged: frozenset[str] = frozenset()

    def __str__(self) -> str:
        went_wrong = f": {self.failure!r}" if self.status >= 500 else ""
        return f"{self.status} {self.location}".strip() + went_wrong

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        summary = re.search(r'<div class="nhsuk-error-summary".*?</ul>', self.body, re.DOTALL)
        lines = re.findall(r"<li>(.*?)</li>", summary[0], re.DOTALL) if summary else []
        return [strip_tags(line).strip() for line in lines]

    @property
    def text(self) -> str:
        return f"{self.headers}\n{self.body}"

    def without(self, *words: str) -> str:
        """The body without what differs between any two requests, and without these words."""
        body = EVERYWHERE_DIFFERENT.sub("", self.body)
        for word in words:
            body = body.replace(word, "")
        return body


class Walker:
    """Opens pages one after another in one transaction. Whatever a request does is undone when its answer is there."""

    def __init__(self) -> None:
        self._touched = touched()
        with as_the_system("the laws"):
            self._last_read = self._newest_read()

    def get(self, asker: Asker, address: Address | str, query: dict[str, Any] | None = None) -> Answer:
        return self.open(asker, "get", address, query or {})

    def post(self, asker: Asker, address: Address | str, data: dict[str, Any] | None = None) -> Answer:
        return self.open(asker, "post", address, {"form_token": str(uuid.uuid4()), **(data or {})})

    def open(self, asker: Asker, method: str, address: Address | str, data: dict[str, Any]) -> Answer:
        with undone():
            return self._opened(asker, method, address, data)

    def post_and_keep(self, asker: Asker, address: Address | str, data: dict[str, Any]) -> Answer:
        """What this one does stays done, until the transaction of the test ends."""
        return self._opened(asker, "post", address, data)

    def _opened(self, asker: Asker, method: str, address: Address | str, data: dict[str, Any]) -> Answer:
        url = address if isinstance(address, str) else address.url
        answer = read(url, getattr(asker.client, method)(url, data), asker.client.failure)
        after = touched()
        wrote = {table for table, count in after.items() if count != self._touched.get(table)}
        self._touched = after
        logged = self._logged() if "records_read" in wrote else frozenset()
        return replace(answer, wrote=frozenset(wrote), logged=logged)

    def _logged(self) -> frozenset[str]:
        with as_the_system("the laws"):
            rows = Read.objects.filter(pk__gt=self._last_read).values_list("references", flat=True)
            self._last_read, logged = self._newest_read(), frozenset(ref for references in rows for ref in references)
        return logged

    def _newest_read(self) -> int:
        return Read.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def read(url: str, response: HttpResponse, failure: BaseException | None) -> Answer:
    content = response.getvalue() if response.streaming else response.content
    return Answer(
        url=url,
        status=response.status_code,
        body=_text_of(content),
        headers="\n".join(f"{name}: {value}" for name, value in response.headers.items()),
        location=response.headers.get("Location", ""),
        failure=failure,
    )


def _text_of(content: bytes) -> str:
    """Of a zip, the text of every file in it."""
    if content.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(content))
        return "\n".join(archive.read(name).decode() for name in archive.namelist())
    return content.decode("latin-1" if content.startswith(b"%PDF") else "utf-8")


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def touched() -> dict[str, int]:
    """How many rows of each table this transaction has written so far, those undone meanwhile included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return dict(cursor.fetchall())

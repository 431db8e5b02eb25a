"""The pages of ``docs/reference``, written from the declarations that the portal runs on.

Each page is a function that gives its Markdown; ``manage.py write_reference`` writes them, and with ``--check`` says
which are stale.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from partnership.work.reference_pages.access import access
from partnership.work.reference_pages.states import states
from partnership.work.reference_pages.tables import tables
from partnership.work.reference_pages.urls import urls

PAGES: dict[str, Callable[[], str]] = {"access": access, "urls": urls, "states": states, "tables": tables}

NOTICE = "<!-- Written by `manage.py write_reference`. A change made here is lost: change what it describes. -->"


def place(page: str) -> Path:
    return settings.BASE / "docs" / "reference" / f"{page}.md"


def written(page: str) -> str:
    """The page as it should stand now."""
    return f"{NOTICE}\n\n{PAGES[page]().strip()}\n"


def stale() -> list[str]:
    """The pages that are missing, or differ from what they describe."""
    return [page for page in PAGES if not place(page).exists() or place(page).read_text("utf-8") != written(page)]

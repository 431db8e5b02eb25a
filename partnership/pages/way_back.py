"""The way back to a list as it was: the query each list was last asked with, kept for the session.

Only the query is kept, for the path that it was asked of, and it is only ever put behind that path again.
"""

from __future__ import annotations

from django.http import HttpRequest

from partnership.access.session import LISTS
from partnership.pages.values import Link

MOST_LISTS, LONGEST_QUERY = 20, 500


def remember_list(request: HttpRequest) -> None:
    """Writes the session only when the filters have changed."""
    query, kept = _filters(request), request.session.get(LISTS, {})
    if kept.get(request.path, "") == query:
        return
    others = [(path, other) for path, other in kept.items() if path != request.path]
    request.session[LISTS] = dict([*others, *([(request.path, query)] if query else [])][-MOST_LISTS:])


def _filters(request: HttpRequest) -> str:
    """Without the page: there may be fewer by the time the person is back. A query too long to keep is none."""
    asked = request.GET.copy()
    asked.pop("page", None)
    query = asked.urlencode()
    return query if len(query) <= LONGEST_QUERY else ""


def as_it_was(request: HttpRequest, link: Link) -> Link:
    """A link to a list with the filters that it had."""
    query = request.session.get(LISTS, {}).get(link.url)
    return Link(link.text, f"{link.url}?{query}", link.hidden) if query else link

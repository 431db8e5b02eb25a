"""What every page has: a title, the way back, who is asking, and its line in the read log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import EmptyPage, Paginator
from django.core.paginator import Page as PageOfRows
from django.http import Http404
from django.urls import resolve
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from partnership.access.policy import Permission, permitted
from partnership.access.principal import Principal
from partnership.access.routes import access_of
from partnership.pages.values import Link
from partnership.pages.way_back import as_it_was
from partnership.records.models import Read
from partnership.records.reads import log_read

PAGE_SIZE = 25
MOST_DIGITS = 5
"""Of a page's number: more pages than any list has."""


class Page(TemplateView):
    """A page of the portal. ``title`` is the one H1; ``section`` comes after it in the browser's title."""

    title = ""
    section = ""
    sensitive = False

    @property
    def principal(self) -> Principal:
        return self.request.principal

    @cached_property
    def permission(self) -> Permission:
        """What this page's URL says it needs."""
        return access_of(self.request.resolver_match).needs

    def may(self, permission: Permission) -> bool:
        return permission.held_by(self.principal)

    def may_open(self, url: str) -> bool:
        """Whether this person's role opens the page at ``url``; which records it would show is not asked."""
        access = access_of(resolve(url.partition("?")[0]))
        return not (access and access.needs) or self.may(access.needs)

    def permitted(self, model, permission: Permission | None = None):
        """The rows of ``model`` that this person may reach on this page."""
        return permitted(self.principal, permission or self.permission, model)

    def shows(self, references: Iterable[str], how: Read.How = Read.How.VIEW, why: str = "") -> None:
        """Says in the read log whose records this page shows: none, if it is a page about people that shows nobody."""
        log_read(self.request, self.permission.policy, references, how, why)

    def page_of(self, rows: Any, size: int = PAGE_SIZE) -> PageOfRows:
        """The part of ``rows`` that the address asks for (``?page=2``). One that is not there is not found."""
        number = self.request.GET.get("page", "1")
        if not number.isdecimal() or len(number) > MOST_DIGITS:
            raise Http404
        try:
            return Paginator(rows, size).page(int(number))
        except EmptyPage as not_there:
            raise Http404 from not_there

    def get_title(self) -> str:
        return self.title

    def breadcrumbs(self) -> list[Link]:
        """The way up, on pages that are looked at. A page with a question has a back link instead, never both.

        One that this person may not open is left out.
        """
        return []

    def back_link(self) -> str:
        return ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.get_title(),
            section=self.section,
            breadcrumbs=[as_it_was(self.request, link) for link in self.breadcrumbs() if self.may_open(link.url)],
            back_link=as_it_was(self.request, Link("Back", self.back_link())).url,
            sensitive=self.sensitive or self.is_personal,
            **kwargs,
        )

    @property
    def is_personal(self) -> bool:
        access = access_of(self.request.resolver_match)
        return bool(access and access.needs and access.needs.policy.personal)

"""A trust today: what its people have to look at, each figure opening exactly its rows, and what changed."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.views import View

from partnership.arithmetic import clock, months
from partnership.board.actions import looks
from partnership.board.models import Look
from partnership.organisations.models import Organisation
from partnership.pages.banners import say_done
from partnership.pages.tables import Column, Table
from partnership.pages.values import HOME, Link
from partnership.pages.views import Page
from partnership.work import today

SECTION = "My trust"
MOST_CHANGES = 25
A_WEEK = dt.timedelta(days=7)

CHANGED = (
    Column("reference", "Record", lambda one: Link(one.reference, one.url)),
    Column("what", "What changed"),
    Column("at", "When"),
)


class OfATrust:
    """The person's own; any other is the same 404 as none."""

    section = SECTION

    @cached_property
    def trust(self) -> Organisation:
        own = self.principal.grant.trust
        if own is None or own.slug != self.kwargs["slug"]:
            raise Http404
        return own

    @property
    def principal(self):
        return self.request.principal


class MyTrust(Page):
    """Leads to the trust that the person works in."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return redirect("board:trust-today", slug=self.principal.grant.trust.slug)


class TrustToday(OfATrust, Page):
    template_name = "board/trust_today.html"

    def get_title(self) -> str:
        return f"{self.trust.name}: today"

    @cached_property
    def since(self) -> dt.datetime:
        """The moment up to which they said that they have seen everything; the last week, the first time."""
        looks = self.permitted(Look).filter(trust=self.trust)
        return looks.values_list("at", flat=True).first() or clock.now() - A_WEEK

    @cached_property
    def changes(self) -> list[today.Changed]:
        found = today.changes_since(self.principal, self.since, MOST_CHANGES)
        return [changed for _, changed in found]

    def get_context_data(self, **kwargs):
        self.shows(sorted({changed.reference for changed in self.changes}))
        now = clock.now()
        return super().get_context_data(
            trust=self.trust,
            groups=today.figures_of(self.principal),
            as_at=now,
            until=now.isoformat(),
            since=self.since,
            changes=Table("Changes", CHANGED, self.changes, id="changes", caption_hidden=True),
            has_changes=bool(self.changes),
            seen_url=reverse("board:trust-seen", kwargs={"slug": self.trust.slug}),
            **kwargs,
        )

    def breadcrumbs(self) -> list[Link]:
        return [HOME]


class TrustSeen(OfATrust, View):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs) -> HttpResponse:
        until = _moment(request.POST.get("until", ""))
        looks.seen(until=until or clock.now(), by=self.principal)
        say_done(request, "From here on, you see what changes from now.")
        return redirect("board:trust-today", slug=self.trust.slug)


def _moment(text: str) -> dt.datetime | None:
    """What the page carried, in UTC, where it is a moment with its zone that can be."""
    try:
        moment = parse_datetime(text)
        return moment.astimezone(dt.UTC) if moment and moment.tzinfo and moment.year >= months.FIRST_YEAR else None
    except (ValueError, OverflowError):
        return None

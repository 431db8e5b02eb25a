"""My work: what waits for the person, what they wait for, and what they have begun."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page as PageOfItems
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.access.policy import Action, Policy
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.arithmetic.words import plural
from partnership.pages.banners import say_done
from partnership.pages.forms import PortalForm
from partnership.pages.naming import look_alikes
from partnership.pages.tables import Column, Table
from partnership.pages.values import NOT_APPLICABLE, Link, Missing, Several, Tag
from partnership.pages.views import FormPage
from partnership.pages.views.page import PAGE_SIZE
from partnership.records.models import Read
from partnership.records.reads import log_read
from partnership.work import navigation, sources
from partnership.work.actions import drafts
from partnership.work.actions.assignment import assign
from partnership.work.assign_form import AssignForm, Tick
from partnership.work.models import Draft
from partnership.work.policy import DRAFT
from partnership.work.sources import Assignment, WorkItem
from partnership.work.steps import JOURNEYS

MOST_DRAFTS = 50
NO_DATE, NOTHING_TO_TICK = Missing("No date"), Missing("")


class WorkList:
    """What waits for a person as one sequence, of which no more is read than the page shows."""

    def __init__(self, principal: Principal):
        self.principal, self.sources = principal, sources.sources_of(principal)
        self.read: list[WorkItem] = []
        self.asked_for = 0

    def __getitem__(self, wanted: slice) -> list[WorkItem]:
        if self.asked_for <= wanted.stop:
            self.asked_for = wanted.stop + 1
            self.read = sources.items(self.principal, self.sources, self.asked_for)
        return self.read[wanted]

    def __len__(self) -> int:
        first = self[0:PAGE_SIZE]
        if len(self.read) <= PAGE_SIZE:
            return len(first)
        return sum(sources.counted(self.principal, [source.rows(self.principal) for source in self.sources]))


class MyWork(FormPage):
    """Sorted overdue, due today, due later. No one adds rows by hand. Leads can assign rows."""

    http_method_names = ["get", "head", "options"]
    template_name = "work/my_work.html"
    title = "My work"
    sensitive = True

    @cached_property
    def page_of_items(self) -> PageOfItems:
        return self.page_of(WorkList(self.principal))

    @cached_property
    def waiting(self) -> list[WorkItem]:
        return sources.items(self.principal, sources.sources_of(self.principal, waiting=True), PAGE_SIZE)

    @cached_property
    def to_assign(self) -> list[WorkItem]:
        return [item for item in self.page_of_items if self.assignment_of(item)]

    def assignment_of(self, item: WorkItem) -> Assignment | None:
        found = sources.SOURCES[item.source].assignment
        return found if found and self.may(found.needs) else None

    def get_form(self, form_class=None) -> AssignForm | None:
        """For a role that assigns work, while there is some on the page."""
        if not self.to_assign:
            return None
        people = self.assignment_of(self.to_assign[0]).people(self.principal)
        items = [(item.key, item.reference) for item in self.to_assign]
        form = AssignForm(**self.get_form_kwargs(), items=items, people=people)
        form.helper.form_action = f"{reverse('work:assign')}?page={self.page_of_items.number}"
        return form

    def drafts(self) -> list[tuple[Draft, str]]:
        """What this person has begun and may go on with, each with the address to go on at."""
        open_to_them = {slug: journey for slug, journey in JOURNEYS.items() if journey.needs.held_by(self.principal)}
        mine = self.permitted(Draft, DRAFT[Action.VIEW]).of(self.principal).filter(kind__in=open_to_them)
        return [(draft, open_to_them[draft.kind].url(draft)) for draft in mine.defer("answers")[:MOST_DRAFTS]]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.log_what_is_shown()
        alike = look_alikes(item.person for item in (*self.page_of_items, *self.waiting) if item.person)
        links = [Link(entry.label, entry.url) for entry in navigation.menu_of(self.principal)]
        return super().get_context_data(
            items=self.page_of_items,
            needs_action=Table(
                "Needs action", self.columns(), list(self.page_of_items), caption_hidden=True, alike=alike
            ),
            waiting=self.waiting,
            waiting_table=Table(
                "Waiting for someone else",
                columns_for(self.waiting),
                self.waiting,
                caption_hidden=True,
                id="waiting",
                alike=alike,
            ),
            drafts=self.drafts(),
            may_wait=bool(sources.sources_of(self.principal, waiting=True)),
            may_draft=any(journey.needs.held_by(self.principal) for journey in JOURNEYS.values()),
            tallies=[
                Link(tally.words(count), f"{reverse(tally.page)}?{tally.query}")
                for count, tally in sources.tallies_of(self.principal)
            ],
            ways_on=[link for link in links if link.url != reverse("work:my-work")][:3],
            **kwargs,
        )

    def columns(self) -> tuple[Column, ...]:
        shown = columns_for(self.page_of_items)
        if not self.to_assign:
            return shown
        first, keys = self.to_assign[0].key, {item.key for item in self.to_assign}
        return (
            *shown,
            Column(
                "tick",
                "Assign",
                value=lambda item: _tick(item, first) if item.key in keys else "",
                missing=NOTHING_TO_TICK,
            ),
        )

    def log_what_is_shown(self) -> None:
        """Rows about people are reads like any others: one line in the log for each kind of record."""
        references: dict[Policy, dict[str, None]] = {}
        for item in [*self.page_of_items, *self.waiting]:
            policy = sources.SOURCES[item.source].needs.policy
            if policy.personal:
                references.setdefault(policy, {}).update(dict.fromkeys(item.references))
        for policy, shown in references.items():
            log_read(self.request, policy, shown, Read.How.LIST)


class AssignWork(MyWork):
    """Assigns what was ticked to the person chosen: all of it, or none."""

    http_method_names = ["get", "post", "options"]

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return redirect("work:my-work")

    def post(self, request, *args, **kwargs) -> HttpResponse:
        if not self.to_assign:
            return redirect("work:my-work")
        return super().post(request, *args, **kwargs)

    def act(self, form: AssignForm) -> str:
        keys, to = form.cleaned_data["items"], form.cleaned_data["to"]
        assign(by=self.principal, keys=keys, to=to)
        items = f"{len(keys)} {plural(len(keys), 'item')}"
        say_done(self.request, f"{items} {'was' if len(keys) == 1 else 'were'} assigned to {to}.")
        return reverse("work:my-work")


class DeleteDraft(FormPage):
    """Asks first: a deleted draft cannot be brought back."""

    template_name = "work/delete_draft.html"
    form_class = PortalForm
    title = "Delete this draft?"
    button = "Delete draft"
    success = "The draft was deleted."

    def button_links(self) -> list[Link]:
        return [Link("Keep this draft", self.back_link())]

    @cached_property
    def draft(self) -> Draft:
        mine = self.permitted(Draft).of(self.principal)
        return get_object_or_404(mine, pk=self.kwargs["draft"])

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        self.draft  # noqa: B018 - another person's is a 404 before anything else
        self.shows([])
        return super().dispatch(request, *args, **kwargs)

    def back_link(self) -> str:
        return reverse("work:my-work")

    def act(self, form: PortalForm) -> str:
        if journey := JOURNEYS.get(self.draft.kind):
            for key in self.draft.file_keys:
                journey.discard_file(by=self.principal, key=key)
        drafts.delete(draft=self.draft, by=self.principal)
        return reverse("work:my-work")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**kwargs, "draft": self.draft})


def _tick(item: WorkItem, first: str) -> Tick:
    """The error summary leads to the first one by its ``id``."""
    return Tick(item.key, item.reference, "id_items" if item.key == first else f"item-{item.key.replace(':', '-')}")


def _due(item: WorkItem) -> Any:
    if item.due_on and item.due_on < clock.today():
        return Several((item.due_on, Tag("Overdue")))
    if item.due_on == clock.today():
        return Several((item.due_on, Tag("Due today")))
    return item.due_on


def columns_for(items: Iterable[WorkItem]) -> tuple[Column, ...]:
    """A role whose work is about no person has no column for one."""
    named = any(item.person for item in items)
    return tuple(column for column in COLUMNS if named or not column.person)


COLUMNS = (
    Column("what", "What", value=lambda item: Link(item.what, item.url, hidden=f", {item.about or item.reference}")),
    Column("person", "Person", missing=NOT_APPLICABLE, person=True),
    Column("about", "About", value=lambda item: item.about or item.reference, nowrap=True),
    Column("due_on", "Due", value=_due, missing=NO_DATE),
    Column("why", "Why you"),
)

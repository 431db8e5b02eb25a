"""Pages of one record, found through the scope of the person who asks: out of scope is the same 404 as never was.

A noun's class (``class OfReferral(OfRecord)``) says its model, state table, namespace, noun, tabs and facts. The base
derives the rest: addresses, the head with its state and next action, tabs, breadcrumbs, captions, the way back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import TextChoices
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.access.policy import Action, Policy
from partnership.pages.heads import Clock, RecordHead, Step, steps_along
from partnership.pages.naming import PersonBanner
from partnership.pages.shell import Card
from partnership.pages.values import HOME, Link, NotNow, Tag
from partnership.pages.views.page import Page
from partnership.records.history import Happening, HistorySource, history_of, label_of, shown
from partnership.records.models import Record
from partnership.records.states import StateTable, Transition


@dataclass(frozen=True)
class Tab:
    """One of the pages of a record, or one view of a list, with how many rows it holds where that is worth counting."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Offered:
    """The actions on a record's page, in order. ``leads``: the first is what comes next, and so the green button."""

    actions: tuple[Link | NotNow, ...] = ()
    leads: bool = False


class Noun:
    """What a record is called: in its addresses (``referral-overview``) and in sentences ("this referral")."""

    model: type[Record]
    policy: Policy
    namespace = ""
    noun = ""  # the first word of its URL names
    argument = ""  # what actions call it, where that is not the noun
    section = ""  # the second part of the browser's title

    @classmethod
    def url_of(cls, record: Any, name: str = "", **more: object) -> str:
        """The address of a page of ``record``: its overview, or the page called ``name``."""
        kwargs = cls.url_kwargs(record) | more
        return reverse(f"{cls.namespace}:{name or f'{cls.noun}-overview'}", kwargs=kwargs)

    @classmethod
    def url_kwargs(cls, record: Any) -> dict[str, object]:
        return {"reference": record.reference}

    @classmethod
    def list_url(cls) -> str:
        return reverse(f"{cls.namespace}:{cls.noun}-list")

    @classmethod
    def nouns(cls) -> tuple[str, str]:
        """One and several: "referral", "referrals"."""
        return str(cls.model._meta.verbose_name), str(cls.model._meta.verbose_name_plural)


class OfRecord(Noun):
    """Finds the record that the URL names by its reference and writes the read log."""

    states: StateTable | None = None
    related: tuple[str, ...] = ()
    pages: ClassVar[tuple[tuple[str, str], ...]] = ()
    """The tabs: pairs of label and URL name."""
    shows_fields: tuple[str, ...] = ()
    """The fields on its overview, where that has no cards of its own."""
    way: ClassVar[tuple[TextChoices, ...]] = ()
    """The states that it goes through, one after the other, where it goes through them in order."""
    sources: tuple[HistorySource, ...] = ()
    """What its history is made of."""

    @cached_property
    def record(self):
        rows = self.permitted(self.model).select_related(*self.related)
        record = get_object_or_404(rows, reference=self.kwargs["reference"])
        if self.is_personal:
            self.shows(self.references_of(record))
        return record

    @property
    def subject(self):
        """What this page's action changes: the record, or a row of it, which ``argument`` names."""
        return self.record

    def references_of(self, record) -> list[str]:
        """Whose records a page about this one shows."""
        return [record.reference]

    def to_record(self, name: str = "", **more: object) -> str:
        return self.url_of(self.record, name, **more)

    @property
    def may_edit(self) -> bool:
        return self.may(self.policy[Action.EDIT])

    def banner(self) -> PersonBanner | None:
        """Who the record is about, where it is about one person."""
        return None

    def caption_of(self, record) -> str:
        """Which record a form is about: its reference, and its person or title."""
        title = self.title_of(record)
        return f"{record}, {title}" if title else str(record)

    def title_of(self, record) -> str:
        """The record's own title, where its model has one."""
        return getattr(record, "title", "")

    def above(self) -> Sequence[Link]:
        """The pages above the record, for its breadcrumbs."""
        return [Link(self.nouns()[1].capitalize(), self.list_url())]

    # The head

    def head(self) -> RecordHead:
        offered = self.offered()
        return RecordHead(
            heading=self.heading(),
            reference=self.reference(),
            tags=tuple(self.tags()),
            owner=self.owner(),
            facts=tuple((label, value) for label, value in self.facts() if value),
            steps=tuple(self.steps()),
            clock=self.clock_shown(),
            actions=offered.actions,
            leads=offered.leads,
        )

    def heading(self) -> str:
        """The record's title, or "Referral FR-2018-0023"."""
        return self.title_of(self.record) or f"{self.nouns()[0].capitalize()} {self.record}"

    def reference(self) -> str:
        """Said after a heading that does not hold it."""
        return str(self.record) if self.title_of(self.record) else ""

    def tags(self) -> Iterable[Tag]:
        if self.states:
            yield Tag(self.record.get_state_display())

    def owner(self) -> str:
        return ""

    def facts(self) -> Iterable[tuple[str, object]]:
        return ()

    def steps(self) -> Iterable[Step]:
        """The states of ``way``; none for a record that has left it."""
        state = self.record.state if self.way else None
        places = [one.value for one in self.way]
        return steps_along([one.label for one in self.way], places.index(state)) if state in places else ()

    def clock_shown(self) -> Clock | None:
        return None

    # What can be done from here

    def offered(self) -> Offered:
        """What this person can do now: what comes next, then what else is possible, then what is not possible yet."""
        first, rest = list(self.first_actions()), list(self.other_actions())
        next_moves, other_moves = [], []
        for move, why_not in self.moves():
            comes_next = self.comes_next(move) and not why_not
            (next_moves if comes_next else other_moves).append(self.link_to(move, why_not))
        first += next_moves
        later = sorted([*other_moves, *rest], key=lambda action: isinstance(action, NotNow))
        return Offered((*first, *later), leads=bool(first))

    def first_actions(self) -> Iterable[Link | NotNow]:
        """What comes before the moves of the state table; the first of these is the green button."""
        return ()

    def moves(self) -> Iterator[tuple[Transition, str | None]]:
        """The moves of the state table that have a page, one for each page, with the sentence that says why not yet."""
        of_page: dict[str, list[tuple[Transition, str | None]]] = {}
        for move, why_not in self.states.offers(self.record, self.principal) if self.states else ():
            if move.page:
                of_page.setdefault(move.page, []).append((move, why_not))
        for found in of_page.values():
            yield next((pair for pair in found if not pair[1]), found[0])

    def link_to(self, move: Transition, why_not: str | None) -> Link | NotNow:
        label = next((other.link for other in self._same_page(move) if other.link), move.label)
        return NotNow(label, why_not) if why_not else Link(label, self.to_record(move.page))

    def comes_next(self, move: Transition) -> bool:
        return any(self.record.state in other.leads_in for other in self._same_page(move))

    def _same_page(self, move: Transition) -> list[Transition]:
        assert self.states is not None
        return [other for other in self.states.transitions if other.page == move.page]

    def other_actions(self) -> Iterable[Link | NotNow]:
        """What can be done and is no move of the state table."""
        return ()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"record": self.record, "banner": self.banner(), **kwargs})


def view_of(noun: type, name: str, *bases: type, **settings: object) -> type:
    """A view made from a noun, in the noun's own module and named after it: ``OfReferral`` and "Take", ReferralTake."""
    of = noun.__name__.removeprefix("Of")
    suffix = "".join(word[:1].upper() + word[1:] for word in name.split("_"))
    return type(f"{of}{suffix}", bases, {"__module__": noun.__module__, **settings})


class RecordPage(OfRecord, Page):
    """One tab of a record: who it is about and its head above, the tabs, and what the tab shows, cards if nothing else.

    ``RecordPage.of(OfReferral)`` makes one where the noun says everything.
    """

    template_name = "pages/overview.html"

    @classmethod
    def of(cls, noun: type[OfRecord], **settings: object) -> type:
        return view_of(noun, cls.__name__, noun, cls, **settings)

    def cards(self) -> Sequence[Card]:
        """By itself, one with the noun's ``shows_fields``."""
        rows = tuple((label_of(self.model, name), shown(self.record, name)) for name in self.shows_fields)
        return (Card("Details", rows),) if rows else ()

    @cached_property
    def tab(self) -> str:
        """The label of the tab that this page is."""
        here = self.request.resolver_match.url_name
        return next((label for label, name in self.pages if name == here), "")

    def get_title(self) -> str:
        if self.title:
            return self.title
        if not self.tab or self.tab == self.pages[0][0]:
            return self.heading()
        return f"{self.heading()}: {self.tab.lower()}"

    def breadcrumbs(self) -> list[Link]:
        return [HOME, *self.above()]

    def tabs(self) -> list[Tab]:
        return [Tab(label, self.to_record(name), current=label == self.tab) for label, name in self.pages]

    def get_context_data(self, **kwargs):
        given = {"head": self.head(), "tabs": self.tabs(), "cards": self.cards()}
        return super().get_context_data(**{**given, **kwargs})


class HistoryPage(RecordPage):
    """The timeline of a record, newest first and a page at a time."""

    template_name = "pages/history.html"

    def entries(self) -> list[Happening]:
        return history_of(self.record, self.sources)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"entries": self.page_of(self.entries()), **kwargs})

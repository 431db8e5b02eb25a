"""Pages of one record, found through the scope of whoever asks: out of scope is the same 404 as never was."""

from __future__ import annotations

from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from partnership.pages.heads import RecordHead
from partnership.pages.naming import PersonBanner
from partnership.pages.views.page import Page
from partnership.records.history import Happening, HistorySource, timeline


@dataclass(frozen=True)
class Tab:
    """One of the pages of a record, or one view of a list, with how many rows it holds where that is worth counting."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


class OfRecord:
    """Finds the record that the URL names by its reference and writes the read log."""

    model: type
    related: tuple[str, ...] = ()

    @cached_property
    def record(self):
        rows = self.permitted(self.model).select_related(*self.related)
        record = get_object_or_404(rows, reference=self.kwargs["reference"])
        if self.is_personal:
            self.shows(self.references_of(record))
        return record

    def references_of(self, record) -> list[str]:
        """Whose records a page about this one shows."""
        return [record.reference]

    def banner(self) -> PersonBanner | None:
        """Who the record is about, where it is about one person."""
        return None

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"record": self.record, "banner": self.banner(), **kwargs})


class RecordPage(OfRecord, Page):
    """One tab of a record: who it is about and its head above, the tabs, and what the tab shows."""

    def head(self) -> RecordHead:
        raise NotImplementedError

    def tabs(self) -> list[Tab]:
        return []

    def get_context_data(self, **kwargs):
        return super().get_context_data(head=self.head(), tabs=self.tabs(), **kwargs)


class HistoryPage(RecordPage):
    """The timeline of a record, newest first and a page at a time."""

    template_name = "pages/history.html"
    sources: tuple[HistorySource, ...] = ()

    def entries(self) -> list[Happening]:
        return timeline(self.record, self.sources)

    def get_context_data(self, **kwargs):
        return super().get_context_data(entries=self.page_of(self.entries()), **kwargs)

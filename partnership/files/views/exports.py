"""Exports: files that took too long to wait for. Each is its owner's, in the role that it was asked for in."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator

from partnership.access.routes import access_of
from partnership.arithmetic import words
from partnership.files.actions import exports
from partnership.files.models import Export
from partnership.files.policy import EXPORT
from partnership.pages.downloads import CONTENT_TYPES
from partnership.pages.tables import Column
from partnership.pages.values import HOME, Link, Missing, Tag
from partnership.pages.views import ListPage, OfRecord, Page, RecordAct
from partnership.pages.views.downloads import ListDownload
from partnership.records.models import Read


def ask_for(download: ListDownload, why: str, file_type: str) -> str:
    """What a list does whose file is too long to wait for: the page on which it can be waited for."""
    asked = exports.ask(
        by=download.principal,
        page=download.request.resolver_match.view_name,
        arguments=download.kwargs,
        query=download.request.GET.urlencode(),
        title=str(download.list.get_title())[:120],
        filters=Truncator(download.filters_in_words()).chars(1000),
        why=why,
        file_type=file_type,
    )
    return OfExport.url_of(asked)


class OfExport(OfRecord):
    """One's own export, for as long as one may open the page that it was asked for on."""

    model = Export
    policy = EXPORT
    namespace = "files"
    noun = "export"
    section = "Exports"

    @cached_property
    def record(self) -> Export:
        rows = self.permitted(Export).of(self.principal).select_related("owner")
        record = get_object_or_404(rows, reference=self.kwargs["reference"])
        if not self.is_still_open_to_them(record):
            raise Http404
        return record

    def is_still_open_to_them(self, record: Export) -> bool:
        try:
            access = access_of(resolve(reverse(record.page, kwargs=record.arguments)))
        except (NoReverseMatch, Resolver404):
            return False
        return bool(access and access.needs and access.needs.held_by(self.principal))


class ExportList(ListPage):
    template_name = "files/export_list.html"
    records = OfExport
    empty = "You have no exports. A list of more than 5,000 rows is made into a file here when you download it."
    columns = (
        Column("reference", "Export", lambda row: Link(row.reference, OfExport.url_of(row)), order_by="reference"),
        Column("title", "What", order_by="title", early=True),
        Column("filters", "Filters", missing=Missing("No filters")),
        Column("rows_total", "Rows", order_by="rows_total", numeric=True, missing=Missing("Not counted yet")),
        Column("status", "Status", lambda row: Tag(row.status)),
        Column("asked_at", "Asked for", order_by="asked_at"),
    )
    default_sort = "-asked_at"

    def everything(self) -> QuerySet:
        return super().everything().of(self.principal).kept()


class ExportOverview(OfExport, Page):
    """How far it is, and the file once it is there."""

    template_name = "files/export_overview.html"

    def breadcrumbs(self) -> list[Link]:
        return [HOME, *self.above()]

    def get_title(self) -> str:
        return "Your file is ready" if self.record.is_ready else "We are preparing your file"

    def facts(self) -> list[tuple[str, Any]]:
        record = self.record
        return [
            ("Reference", record.reference),
            ("What", record.title),
            ("Filters", record.filters or "No filters"),
            ("Rows", f"{record.rows_total:,}" if record.rows_total else Missing("Not counted yet")),
            ("Why it is needed", record.why),
            ("Asked for", f"{words.moment(record.asked_at)} by {record.owner}"),
            ("Kept until", record.kept_until),
            ("Status", Tag(record.status)),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.record
        self.shows([record.reference])
        has_stopped = record.has_stopped
        return super().get_context_data(
            facts=self.facts(),
            is_running=record.is_running and not has_stopped,
            has_stopped=has_stopped,
            links={name: self.to_record(f"export-{name}") for name in ("file", "delete", "again")},
            list_url=reverse(record.page, kwargs=record.arguments) + (f"?{record.query}" if record.query else ""),
            **kwargs,
        )


class ExportProgress(OfExport, Page):
    template_name = "files/_progress.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.record
        self.shows([])
        return super().get_context_data(is_running=record.is_running and not record.has_stopped, **kwargs)


class ExportFile(OfExport, Page):
    def get(self, request, *args, **kwargs) -> HttpResponse:
        record = self.record
        if not record.is_ready:
            raise Http404
        self.shows([record.reference], Read.How.EXPORT, record.why)
        content_type = CONTENT_TYPES[record.file_type]
        return FileResponse(
            record.file.open("rb"), as_attachment=True, filename=record.file_name, content_type=content_type
        )


class ExportAct(OfExport, RecordAct):
    """A button of an export's page."""

    def post(self, request, *args, **kwargs) -> HttpResponse:
        self.shows([self.record.reference])
        return super().post(request, *args, **kwargs)


class ExportDelete(ExportAct):
    action = staticmethod(exports.delete)
    success = "{record} was deleted."

    def after_url(self) -> str:
        return self.list_url()


class ExportAgain(ExportAct):
    action = staticmethod(exports.start_again)

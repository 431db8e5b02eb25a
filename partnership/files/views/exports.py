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
from partnership.pages.banners import say_done
from partnership.pages.downloads import CONTENT_TYPES
from partnership.pages.forms import PortalForm
from partnership.pages.tables import Column
from partnership.pages.values import Link, Missing, Tag
from partnership.pages.views import FormPage, ListPage, Page
from partnership.pages.views.downloads import ListDownload
from partnership.records.models import Read


def url(name: str, export: Export) -> str:
    return reverse(f"files:export-{name}", args=[export.reference])


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
    return url("view", asked)


class ExportList(ListPage):
    template_name = "files/export_list.html"
    title = "Exports"
    model = Export
    noun = ("export", "exports")
    empty = "You have no exports. A list of more than 5,000 rows is made into a file here when you download it."
    columns = (
        Column("reference", "Export", lambda row: Link(row.reference, url("view", row)), order_by="reference"),
        Column("title", "What", order_by="title", early=True),
        Column("filters", "Filters", missing=Missing("No filters")),
        Column("rows_total", "Rows", order_by="rows_total", numeric=True, missing=Missing("Not counted yet")),
        Column("status", "Status", lambda row: Tag(row.status)),
        Column("asked_at", "Asked for", order_by="asked_at"),
    )
    default_sort = "-asked_at"

    def everything(self) -> QuerySet:
        return super().everything().of(self.principal).kept()


class OfExport:
    """One's own export, for as long as one may open the page that it was asked for on."""

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

    def breadcrumbs(self) -> list[Link]:
        return [Link("Exports", reverse("files:export-list"))]


class ExportView(OfExport, Page):
    """How far it is, and the file once it is there."""

    template_name = "files/export_view.html"

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
            record=record,
            facts=self.facts(),
            is_running=record.is_running and not has_stopped,
            has_stopped=has_stopped,
            links={name: url(name, record) for name in ("file", "delete", "again")},
            list_url=reverse(record.page, kwargs=record.arguments) + (f"?{record.query}" if record.query else ""),
            **kwargs,
        )


class ExportProgress(OfExport, Page):
    template_name = "files/_progress.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.record
        self.shows([])
        return super().get_context_data(
            record=record, is_running=record.is_running and not record.has_stopped, **kwargs
        )


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


class ExportMove(OfExport, FormPage):
    """A button of an export's page."""

    http_method_names = ["post", "options"]
    form_class = PortalForm
    template_name = "files/refused.html"

    def post(self, request, *args, **kwargs) -> HttpResponse:
        self.shows([self.record.reference])
        return super().post(request, *args, **kwargs)

    def breadcrumbs(self) -> list[Link]:
        return []

    def back_link(self) -> str:
        return url("view", self.record)


class ExportDelete(ExportMove):
    title = "Delete this file"

    def act(self, form: PortalForm) -> str:
        deleted = exports.delete(export=self.record, by=self.principal)
        say_done(self.request, f"{deleted.reference} was deleted.")
        return reverse("files:export-list")


class ExportAgain(ExportMove):
    title = "Start again"

    def act(self, form: PortalForm) -> str:
        return url("view", exports.start_again(export=self.record, by=self.principal))

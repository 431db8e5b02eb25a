"""The imports of one person, and what they may import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from partnership.files.import_kinds import kinds_of
from partnership.files.views.import_record import OfImport, status_of
from partnership.pages.tables import Column as TableColumn
from partnership.pages.values import Link, Missing
from partnership.pages.views import ListPage, Page


class ImportList(ListPage):
    """One's own, newest first."""

    template_name = "files/import_list.html"
    records = OfImport
    empty = "You have not imported any files."
    columns = (
        TableColumn("reference", "Import", lambda row: Link(row.reference, OfImport.url_of(row)), order_by="reference"),
        TableColumn("kind", "What", lambda row: row.label, order_by="kind"),
        TableColumn("status", "Status", status_of, order_by="state"),
        TableColumn("file_name", "File", order_by="file_name"),
        TableColumn("rows_total", "Rows", order_by="rows_total", numeric=True, missing=Missing("Not counted")),
        TableColumn("uploaded_at", "Uploaded", order_by="uploaded_at"),
    )
    default_sort = "-uploaded_at"

    def everything(self) -> QuerySet:
        return super().everything().of(self.principal)

    def empty_links(self) -> Sequence[Link]:
        return [Link("Import a file", reverse("files:import-new"))] if kinds_of(self.principal) else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_import=bool(kinds_of(self.principal)), **kwargs)


class ImportNew(Page):
    """What one may import in this role."""

    template_name = "files/import_new.html"
    title = "What do you want to import?"

    def back_link(self) -> str:
        return OfImport.list_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.shows([])
        return super().get_context_data(kinds=kinds_of(self.principal), **kwargs)

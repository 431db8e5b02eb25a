"""One import: how far it is, what is wrong in the file, what it would do and what it did. Only its owner sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from partnership.arithmetic import words
from partnership.files.import_kinds import Bucket
from partnership.files.import_kinds.templates import rows_with_errors
from partnership.files.models import Import, ImportRow
from partnership.files.policy import IMPORT
from partnership.files.states import IMPORTS, ImportState
from partnership.pages.downloads import written_response
from partnership.pages.tables import Column as TableColumn
from partnership.pages.tables import Table
from partnership.pages.values import HOME, Link, Missing, Tag
from partnership.pages.views import ListPage, ListTab, OfRecord, Page, RecordPage
from partnership.records.history import HistorySource
from partnership.records.models import Read

MOST_LISTED = 50
STOPPED = "Stopped"


def status_of(upload: Import) -> Tag:
    """Its state, or that it stopped on the way there."""
    return Tag(STOPPED if upload.has_stopped else upload.get_state_display(), "red" if upload.has_stopped else "")


def own_import(view: Page) -> Import:
    """The upload that the address names: one's own, sent in the role that one works in now."""
    rows = view.permitted(Import).of(view.principal).select_related("owner", "approved_by", "corrects")
    record = get_object_or_404(rows, reference=view.kwargs["reference"])
    view.shows([record.reference])
    return record


class OfImport(OfRecord):
    model = Import
    policy = IMPORT
    states = IMPORTS
    namespace = "files"
    noun = "import"
    argument = "upload"
    section = "Imports"
    pages = (("Overview", "import-overview"), ("Rows", "import-rows"), ("History", "import-history"))
    sources = (HistorySource(Import, "pgh_obj_id", ("state", "problem", "approved_by"), made="Uploaded"),)
    record = cached_property(own_import)

    def title_of(self, record: Import) -> str:
        return record.label

    def tags(self) -> Iterator[Tag]:
        yield status_of(self.record)

    def facts(self) -> Iterator[tuple[str, object]]:
        yield "File", self.record.file_name
        yield "Uploaded", words.moment(self.record.uploaded_at)


class ImportOverview(OfImport, RecordPage):
    """What it comes to: how far it is, what is wrong, what it would do, or what it did."""

    template_name = "files/import_overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.record
        return super().get_context_data(
            stage=STOPPED.lower() if record.has_stopped else record.state,
            wrong=self.wrong(),
            buckets=[bucket for bucket in map(self.bucket, Bucket) if bucket["count"]],
            nouns=noun_for(record),
            why_not_undone=record.why_not_undone(),
            goes_on=self.goes_on(),
            links={
                name.replace("-", "_"): self.to_record(f"import-{name}")
                for name in ("approve", "cancel", "undo", "again", "correct", "errors-file")
            },
            approve_text=f"Approve and import {record.to_import:,} {noun_for(record)}",
            **kwargs,
        )

    def wrong(self) -> list[ImportRow]:
        """The first rows with errors."""
        rows = self.permitted(ImportRow).filter(upload=self.record, bucket=Bucket.ERRORS)
        return list(rows[:MOST_LISTED]) if self.record.state == ImportState.HAS_ERRORS else []

    def goes_on(self) -> list[Link]:
        """Where one goes on from with what the file has brought."""
        record, kind = self.record, self.record.definition
        if record.state != ImportState.COMPLETED or kind is None:
            return []
        rows = self.permitted(ImportRow).filter(upload=record)
        links = (
            column.leads_to(column.read(cell))
            for place, column in enumerate(kind.columns) if column.leads_to
            for cell in sorted(rows.written(place))
        )  # fmt: skip
        return list(dict.fromkeys(links))

    def bucket(self, bucket: Bucket) -> dict[str, Any]:
        """One part of the review: how many rows, and the first of them."""
        count = self.record.counts.get(bucket, 0)
        is_reviewed = self.record.state in (ImportState.READY, ImportState.CHANGED, ImportState.COMPLETED)
        rows = self.permitted(ImportRow).filter(upload=self.record, bucket=bucket)[:MOST_LISTED]
        return {
            "summary": f"{bucket.label}: {count:,}",
            "count": count,
            "table": rows_table(bucket.label, list(rows)) if count and is_reviewed else None,
            "rest": f"{self.to_record('import-rows')}?view={bucket}" if count > MOST_LISTED else "",
        }


def noun_for(upload: Import) -> str:
    """What its rows are, in a sentence with how many will be imported."""
    one, many = upload.definition.noun if upload.definition else ("record", "records")
    return words.plural(upload.to_import, one, many)


def _changes(row: ImportRow) -> str:
    return "; ".join(f"{label}: {old or 'none'} → {new or 'none'}" for label, old, new in row.changes)


ROW_COLUMNS = (
    TableColumn("number", "Row", order_by="number"),
    TableColumn("title", "Record", missing=Missing("Not worked out"), early=True),
    TableColumn("found", "What the import does", lambda row: row.why or _changes(row) or row.get_bucket_display()),
)


def rows_table(caption: str, rows: list[ImportRow]) -> Table:
    return Table(caption, ROW_COLUMNS, rows, caption_hidden=True)


def _in_bucket(bucket: Bucket):
    return lambda rows, principal: rows.filter(bucket=bucket)


class ImportRows(ListPage):
    """Every row of the file, by what was found of it."""

    upload = cached_property(own_import)
    section = OfImport.section

    template_name = "files/import_rows.html"
    model = ImportRow
    noun = ("row", "rows")
    empty = "There are no such rows in this file."
    default_sort = "number"
    columns = (
        *ROW_COLUMNS[:2],
        TableColumn(
            "found", "What was found", lambda row: "; ".join(row.error_lines) or row.why or _changes(row)
            or row.get_bucket_display(),
        ),
    )  # fmt: skip
    list_tabs = (
        ListTab("all", "All rows", lambda rows, principal: rows),
        *(ListTab(bucket.value, bucket.label, _in_bucket(bucket)) for bucket in Bucket),
    )

    def get_title(self) -> str:
        return f"Rows of {self.upload}"

    def breadcrumbs(self) -> list[Link]:
        return [HOME, Link("Imports", OfImport.list_url()), Link(str(self.upload), OfImport.url_of(self.upload))]

    def everything(self) -> QuerySet:
        return super().everything().filter(upload=self.upload)

    def references(self, rows: Sequence) -> list[str]:
        return [self.upload.reference]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(record=self.upload, **kwargs)


class ImportProgress(OfImport, Page):
    """How far it is: the part of the overview that a script asks for again and again."""

    template_name = "files/_progress.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.record
        return super().get_context_data(of=record, is_running=record.is_running and not record.has_stopped, **kwargs)


class ImportErrorsFile(OfImport, Page):
    """The file as it was sent, with a column that says what is wrong in each row."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        record = self.record
        if record.definition is None or not record.counts.get(Bucket.ERRORS):
            raise Http404
        self.shows([record.reference], Read.How.EXPORT, "Rows with errors")
        headings, rows = rows_with_errors(record.definition, self.permitted(ImportRow).filter(upload=record))
        return written_response(record.file_type, headings, rows, f"slp_{record.reference}_errors.{record.file_type}")

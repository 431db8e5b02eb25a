"""The page that takes a file: a new one, or a corrected one in its place."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.arithmetic import words
from partnership.files.actions import imports
from partnership.files.import_kinds import KINDS, ImportKind
from partnership.files.import_kinds.templates import example_of
from partnership.files.states import IMPORTS
from partnership.files.views.import_record import OfImport
from partnership.pages.downloads import written_response
from partnership.pages.forms import PortalForm, UploadField
from partnership.pages.tables import Column as TableColumn
from partnership.pages.tables import Table
from partnership.pages.views import FormPage, Page, RecordAddPage

MOST_MEGABYTES = 20
FILE_TYPES = ("csv", "xlsx")


class OfKind:
    """Finds the kind that the address names, among those that this role imports."""

    @cached_property
    def kind(self) -> ImportKind:
        kind = KINDS.get(self.kwargs["kind"])
        if kind is None or not self.may(kind.permission):
            raise Http404
        return kind

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        self.kind  # noqa: B018 - not there, before anything else
        return super().dispatch(request, *args, **kwargs)


class UploadForm(PortalForm):
    button = "Upload and check"

    file = UploadField(label="File", types=("CSV", "XLSX"), max_megabytes=MOST_MEGABYTES)


class TakesAFile:
    """A page that explains the template and takes the file."""

    template_name = "files/import_upload.html"
    form_class = UploadForm
    button = "Upload and check"

    @property
    def kind(self) -> ImportKind:
        raise NotImplementedError

    def upload(self, file, **more: Any) -> str:
        return OfImport.url_of(imports.upload(kind=self.kind, file=file, by=self.principal, **more))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns = (
            TableColumn("name", "Column"),
            TableColumn("label", "What to enter", lambda column: column.hint or column.label),
            TableColumn("required", "Needed"),
            TableColumn("example", "Example"),
        )
        given = {"kind": self.kind, "file_types": FILE_TYPES, "most_megabytes": MOST_MEGABYTES}
        return super().get_context_data(
            **{**kwargs, **given, "columns": Table("Columns of the template", columns, self.kind.columns)}
        )


class ImportUpload(OfKind, TakesAFile, FormPage):
    def get_title(self) -> str:
        return f"Import {words.in_a_sentence(self.kind.label)}"

    def back_link(self) -> str:
        return reverse("files:import-new")

    def act(self, form: UploadForm) -> str:
        return self.upload(form.cleaned_data["file"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.shows([])
        return super().get_context_data(**kwargs)


class ImportTemplate(OfKind, Page):
    """The file to fill in, with one row of examples."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        file_type = self.kwargs["file_type"]
        if file_type not in FILE_TYPES:
            raise Http404
        self.shows([])
        headings, rows = example_of(self.kind)
        return written_response(file_type, headings, rows, f"slp_{self.kind.slug}_template.{file_type}")


class ImportCorrect(OfImport, OfKind, TakesAFile, RecordAddPage):
    """Takes the corrected file in place of the one with errors."""

    title = "Upload the corrected file"

    @cached_property
    def kind(self) -> ImportKind:
        if self.record.definition is None or not self.may(self.record.definition.permission):
            raise Http404
        return self.record.definition

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if self.record.state not in IMPORTS["cancel"].sources:
            return redirect(self.back_link())
        return super().get(request, *args, **kwargs)

    def act(self, form: UploadForm) -> str:
        return self.upload(form.cleaned_data["file"], corrects=self.record)

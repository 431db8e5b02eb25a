"""The file of a list. One about people is asked for with a reason, which is logged with whose rows it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property

from partnership.access.refusals import Refusal
from partnership.pages.downloads import csv_response, file_response
from partnership.pages.filters import FilterPanel
from partnership.pages.forms import CharacterCountField, PortalForm, Radios
from partnership.pages.views.forms import FormPage
from partnership.pages.views.lists import ListPage
from partnership.pages.views.records import view_of
from partnership.records.models import Read

MOST_ROWS = 5_000
"""In a file that is made while somebody waits. A longer one is made later, and kept for them."""
AT_A_TIME = 1_000


class FileTypes(Radios):
    """CSV, unless something else is chosen."""

    def value_from_datadict(self, data, files, name):
        return super().value_from_datadict(data, files, name) or "csv"


class WhyForm(PortalForm):
    why = CharacterCountField(
        label="Why do you need this file?",
        max_length=500,
        error_messages={"required": "Enter why you need this file"},
    )
    file_type = forms.ChoiceField(
        label="File type",
        choices=[("csv", "CSV"), ("xlsx", "Excel (XLSX)")],
        initial="csv",
        widget=FileTypes(inline=True),
    )


class ListDownload(FormPage):
    """The rows of ``list_page`` as they stand in the URL, all pages of them: reached with the list's own query."""

    list_page: type[ListPage]
    form_class = WhyForm
    title = "Download this list"
    button = "Download"
    file_name = ""

    @classmethod
    def of(cls, list_page: type[ListPage], file_name: str = "") -> type:
        """The file of a list that says which ``records`` it lists."""
        name = file_name or list_page.noun[1].replace(" ", "_")
        settings = {"list_page": list_page, "section": list_page.section, "file_name": name}
        return view_of(list_page, "download", cls, **settings)

    def back_link(self) -> str:
        noun = self.list_page.records
        return f"{noun.list_url()}?{self.request.GET.urlencode()}" if noun else ""

    @cached_property
    def list(self) -> ListPage:
        page = self.list_page()
        page.setup(self.request, *self.args, **self.kwargs)
        return page

    def get_context_data(self, **kwargs):
        if self.is_personal:
            self.shows([])
        count = self.list.rows.count()
        noun = self.list.noun[0 if count == 1 else 1]
        hint = f"The file will hold {count:,} {noun}."
        if count > MOST_ROWS:
            hint += " It takes a while to make. We will tell you when it is ready, and keep it for 7 days."
        return super().get_context_data(**{**kwargs, "hint": hint})

    def form_valid(self, form) -> HttpResponse:
        try:
            return self.file(form.cleaned_data["why"], form.cleaned_data["file_type"])
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
            return self.form_invalid(form)

    def file(self, why: str, file_type: str) -> HttpResponse:
        rows = list(self.list.with_details(self.list.rows[: MOST_ROWS + 1]))
        if len(rows) > MOST_ROWS:
            return redirect(make_later(self, why, file_type))
        self.says_whose(rows, why)
        return file_response(file_type, self.list.file_columns, rows, self.file_name)

    def says_whose(self, rows: Sequence[Any], why: str) -> None:
        if self.is_personal:
            self.shows(self.list.references(rows), Read.How.EXPORT, why)

    def filters_in_words(self) -> str:
        panel: FilterPanel | None = self.list.panel()
        return ", ".join(str(link) for link in panel.chosen) if panel else ""

    def keys(self) -> list[Any]:
        """Every row's key, in the order of the list."""
        return list(self.list.rows.values_list("pk", flat=True))

    def rows_of(self, keys: Sequence[Any]) -> Sequence[Any]:
        """These rows, in the order of the list, with everything that the file says of them."""
        return list(self.list.with_details(self.list.rows.filter(pk__in=keys)))


class ListFile:
    """The same list as a CSV, all pages of it. It holds nobody who is cared for, so it asks no reason."""

    file_name = ""

    @classmethod
    def of(cls, list_page: type[ListPage], file_name: str = "") -> type:
        return view_of(list_page, "file", cls, list_page, file_name=file_name or list_page.noun[1].replace(" ", "_"))

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return csv_response(self.file_columns, self.rows, self.file_name)  # type: ignore[attr-defined]


Makes = Callable[[ListDownload, str, str], str]
_makers: list[Makes] = []


def register_file_maker(maker: Makes) -> None:
    """``maker`` is given the download, the reason and the type of file, has it made later and gives the address where
    it will be. The room that runs jobs says so once, when the portal starts."""
    _makers[:] = [maker]


def make_later(download: ListDownload, why: str, file_type: str) -> str:
    (maker,) = _makers
    return maker(download, why, file_type)


def some_at_a_time(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for first in range(0, len(keys), AT_A_TIME):
        yield keys[first : first + AT_A_TIME]

"""The CSV of a list. A file about people is asked for with a reason, which is logged with whose rows it holds."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.functional import cached_property

from partnership.access.refusals import Refusal
from partnership.pages.downloads import csv_response
from partnership.pages.forms import CharacterCountField, PortalForm
from partnership.pages.views.forms import FormPage
from partnership.pages.views.lists import ListPage
from partnership.records.models import Read

MOST_ROWS = 5_000


class TooManyRows(Refusal):
    def __init__(self, count: int):
        super().__init__(
            f"This list has {count:,} rows and a file holds {MOST_ROWS:,} at most. Go back and filter the list first."
        )


class WhyForm(PortalForm):
    why = CharacterCountField(
        label="Why do you need this file?",
        max_length=500,
        error_messages={"required": "Enter why you need this file"},
    )


class ListDownload(FormPage):
    """The rows of ``list_page`` as they stand in the URL, all pages of them: reached with the list's own query."""

    list_page: type[ListPage]
    form_class = WhyForm
    title = "Download CSV"
    button = "Download"
    file_name = ""

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
        return super().get_context_data(**{**kwargs, "hint": f"The file will hold {count:,} {noun}."})

    def form_valid(self, form) -> HttpResponse:
        try:
            return self.file(form.cleaned_data["why"])
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
            return self.form_invalid(form)

    def file(self, why: str) -> HttpResponse:
        rows = list(self.list.with_details(self.list.rows[: MOST_ROWS + 1]))
        if len(rows) > MOST_ROWS:
            raise TooManyRows(self.list.rows.count())
        if self.is_personal:
            self.shows(self.list.references(rows), Read.How.EXPORT, why)
        return csv_response(self.list.file_columns, rows, self.file_name)

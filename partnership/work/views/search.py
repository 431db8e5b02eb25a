"""Search: results are answered to a POST, so that what was typed stands in no address and no log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import EmptyPage, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from partnership.pages.forms import PortalForm
from partnership.pages.forms.layout import DrawnByPage
from partnership.pages.naming import SIMILAR, look_alikes
from partnership.pages.views import FormPage
from partnership.pages.views.page import PAGE_SIZE
from partnership.records.models import Read
from partnership.work.search import SHORTEST, Hit, Searcher, Words, exact_hit, searchers_of

IN_A_GROUP = 10
TOO_SHORT = f"Enter {SHORTEST} or more characters"


class SearchForm(PortalForm):
    """``group`` and ``page`` are sent by the buttons of a group that is seen in full."""

    mark_optional = False
    layout = (DrawnByPage("group", "page"), "q")

    q = forms.CharField(
        label="What are you looking for?",
        help_text="Search by reference, name or NHS number",
        min_length=SHORTEST,
        max_length=100,
        error_messages={"required": TOO_SHORT, "min_length": TOO_SHORT},
        widget=forms.TextInput(attrs={"spellcheck": "false", "type": "search"}),
    )
    group = forms.SlugField(required=False, widget=forms.HiddenInput)
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000, widget=forms.HiddenInput)


@dataclass(frozen=True)
class Group:
    """Results of one kind: how many this person may see, and those on the page."""

    searcher: Searcher
    count: int
    hits: list[Hit]

    @property
    def heading(self) -> str:
        return f"{self.searcher.group} ({self.count})"

    @property
    def see_all(self) -> str:
        nouns = self.searcher.nouns
        return f"See all {self.count:,} {nouns}" if self.count > len(self.hits) else ""

    @property
    def of_people(self) -> list[str]:
        """The references that the read log keeps."""
        shown = [reference for hit in self.hits for reference in hit.references]
        return shown if self.searcher.needs.policy.personal else []


class Search(FormPage):
    """GET shows the box, and opens the record that ``?q=`` names by its reference; POST shows what was found."""

    template_name = "work/search.html"
    form_class = SearchForm
    title = "Search"
    button = "Search"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        words = Words(request.GET.get("q", "").strip())
        if words.reference and (hit := exact_hit(self.principal, words)):
            return self.open(hit)
        self.shows([], Read.How.SEARCH)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: SearchForm) -> HttpResponse:
        words = Words(form.cleaned_data["q"].strip())
        if hit := exact_hit(self.principal, words):
            return self.open(hit)
        groups = self.group_in_full(words, form) or self.groups(words)
        self.shows([reference for group in groups for reference in group.of_people], Read.How.SEARCH)
        alike = look_alikes(hit.person for group in groups for hit in group.hits if hit.person)
        return self.render_to_response(
            self.get_context_data(form=form, words=words.text, groups=groups, alike=alike, similar=SIMILAR)
        )

    def form_invalid(self, form: SearchForm) -> HttpResponse:
        self.shows([], Read.How.SEARCH)
        return super().form_invalid(form)

    def open(self, hit: Hit) -> HttpResponse:
        """Straight to the one record. Its own page writes that it was opened; this, that it was found."""
        self.shows(hit.references, Read.How.SEARCH)
        return redirect(hit.url)

    def groups(self, words: Words) -> list[Group]:
        found = [self.group(searcher, words) for searcher in searchers_of(self.principal)]
        return [group for group in found if group.hits]

    def group(self, searcher: Searcher, words: Words) -> Group:
        rows = searcher.find(self.principal, words)
        first = list(rows[: IN_A_GROUP + 1])
        count = rows.count() if len(first) > IN_A_GROUP else len(first)
        return Group(searcher, count, [searcher.hit(row) for row in first[:IN_A_GROUP]])

    def group_in_full(self, words: Words, form: SearchForm) -> list[Group]:
        """The one group that "See all" asks for, a page of it; nothing when none was asked for."""
        wanted = form.cleaned_data["group"]
        searcher = next((one for one in searchers_of(self.principal) if one.slug == wanted), None)
        if searcher is None:
            return []
        try:
            self.page = Paginator(searcher.find(self.principal, words), PAGE_SIZE).page(form.cleaned_data["page"] or 1)
        except EmptyPage:
            raise Http404 from None
        return [Group(searcher, self.page.paginator.count, [searcher.hit(row) for row in self.page])]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page=getattr(self, "page", None), search_url=reverse("work:search"), **kwargs)

    def get_form(self, form_class=None) -> SearchForm:
        form = super().get_form(form_class)
        form.helper.form_action = reverse("work:search")
        return form

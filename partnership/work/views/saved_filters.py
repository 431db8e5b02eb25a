"""Saved filters: a list's filters kept by name. ``SavesFilters`` goes before ``ListPage`` in a list's bases."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import cached_property

from partnership.access.policy import Action, permitted
from partnership.access.routes import access_of
from partnership.pages.banners import say
from partnership.pages.filters import FilterPanel
from partnership.pages.forms import PortalForm, Radios
from partnership.pages.values import Link
from partnership.pages.views import FormPage, Page
from partnership.work.actions import saved_filters
from partnership.work.models import SavedFilter
from partnership.work.policy import SAVED_FILTER

NOT_KEPT = {"page", "saved", "csrfmiddlewaretoken"}
LONGEST_QUERY = 1000


class SavesFilters:
    """A list whose filters can be kept. It opens with the one that the person chose for that."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        opening = next(
            (saved for saved in self.saved if saved.opens and saved.owner_id == self.principal.user_id), None
        )
        if opening and not request.GET:
            return redirect(opening.url)
        for text in self.ended():
            say(request, f"Part of this filter has ended: {text}")
        return super().get(request, *args, **kwargs)

    @property
    def list_name(self) -> str:
        return self.request.resolver_match.view_name

    @cached_property
    def saved(self) -> list[SavedFilter]:
        rows = permitted(self.principal, SAVED_FILTER[Action.VIEW], SavedFilter)
        return list(rows.usable_by(self.principal).filter(list_name=self.list_name))

    @property
    def in_use(self) -> SavedFilter | None:
        wanted = self.request.GET.get("saved", "")
        return next((saved for saved in self.saved if str(saved.pk) == wanted), None)

    def ended(self) -> list[str]:
        """What the filter in use asks for that the list no longer offers, in the words of the day it was saved."""
        if self.in_use is None:
            return []
        asked = self.request.GET
        offered = {tuple(choice[:2]) for choice in choices_in(self.filters.form, asked)}
        return [
            text
            for name, value, text in self.in_use.words
            if value in asked.getlist(name) and (name, value) not in offered
        ]

    def panel(self) -> FilterPanel | None:
        panel = super().panel()
        if panel is None:
            return None
        panel.keep = (*panel.keep, "saved")
        panel.saved = [Link(saved.name, f"{saved.url}#results") for saved in self.saved]
        panel.manage_url = reverse("work:saved-filters") if self.saved else ""
        if panel.chosen:
            panel.save_url = (
                f"{reverse('work:saved-filter-new')}?{urlencode({'list': self.list_name, 'q': self.query})}"
            )
        return panel

    @property
    def query(self) -> str:
        return kept_of(self.request.GET).urlencode()


def kept_of(query: QueryDict) -> QueryDict:
    """The part of an address that a saved filter keeps: not the page of the list, nor which filter it came from."""
    kept = QueryDict(mutable=True)
    for name in query:
        values = [value for value in query.getlist(name) if value]
        if name not in NOT_KEPT and values:
            kept.setlist(name, values)
    return kept


def choices_in(form: forms.BaseForm, query: QueryDict) -> list[list[str]]:
    """Field, value and words of each choice of a list's filter form that the query makes and the form offers."""
    return [
        [name, str(value), str(text)]
        for name, field in form.fields.items()
        for value, text in getattr(field, "choices", ())
        if str(value) in query.getlist(name) and str(value)
    ]


class SavedFilterForm(PortalForm):
    button = "Save this filter"

    name = forms.CharField(label="Name", max_length=60, error_messages={"required": "Enter a name for this filter"})
    shared = forms.TypedChoiceField(
        label="Who can use it",
        choices=[("no", "Only me"), ("yes", "My team")],
        coerce=lambda value: value == "yes",
        initial="no",
        widget=Radios(),
        error_messages={"required": "Select who can use it"},
    )
    opens = forms.BooleanField(label="Open this list with this filter", required=False)


class NewSavedFilter(FormPage):
    """Names the filters that a list's address holds."""

    form_class = SavedFilterForm
    title = "Save this filter"
    button = "Save this filter"
    success = "The filter was saved."

    @cached_property
    def list_page(self) -> type[Page]:
        """The list's view, if the address names a list that this person may open."""
        try:
            match = resolve(reverse(self.request.GET.get("list", "")))
        except NoReverseMatch:
            raise Http404 from None
        view, access = getattr(match.func, "view_class", Page), access_of(match)
        if not issubclass(view, SavesFilters) or not access.needs.held_by(self.principal):
            raise Http404
        return view

    @cached_property
    def query(self) -> QueryDict:
        asked = self.request.GET.get("q", "")
        if len(asked) > LONGEST_QUERY:
            raise Http404
        return kept_of(QueryDict(asked))

    @property
    def list_url(self) -> str:
        return f"{reverse(self.request.GET['list'])}?{self.query.urlencode()}"

    def back_link(self) -> str:
        return self.list_url if self.list_page else ""

    def act(self, form: SavedFilterForm) -> str:
        filters = self.list_page.filterset_class(self.query, queryset=self.permitted(SavedFilter).none()).form
        saved = saved_filters.save(
            by=self.principal,
            list_name=self.request.GET["list"],
            query=self.query.urlencode(),
            words=choices_in(filters, self.query),
            **form.values,
        )
        return saved.url


class SavedFilters(Page):
    """One's own, to rename or delete."""

    template_name = "work/saved_filters.html"
    title = "Saved filters"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(saved=list(self.permitted(SavedFilter).of(self.principal)), **kwargs)


class OfSavedFilter:
    @cached_property
    def saved(self) -> SavedFilter:
        return get_object_or_404(self.permitted(SavedFilter).of(self.principal), pk=self.kwargs["saved"])

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        self.saved  # noqa: B018 - another person's is a 404 before anything else
        return super().dispatch(request, *args, **kwargs)

    def back_link(self) -> str:
        return reverse("work:saved-filters")


class ChangeSavedFilter(OfSavedFilter, FormPage):
    form_class = SavedFilterForm
    title = "Change this filter"
    button = "Save"
    success = "The filter was saved."

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.saved.name, "shared": "yes" if self.saved.shared else "no", "opens": self.saved.opens}

    def act(self, form: SavedFilterForm) -> str:
        saved_filters.change(by=self.principal, saved=self.saved, **form.values)
        return self.back_link()


class DeleteSavedFilter(OfSavedFilter, FormPage):
    template_name = "work/delete_saved_filter.html"
    form_class = PortalForm
    title = "Delete this filter?"
    button = "Delete filter"
    success = "The filter was deleted."

    def button_links(self) -> list[Link]:
        return [Link("Keep this filter", self.back_link())]

    def act(self, form: PortalForm) -> str:
        saved_filters.delete(by=self.principal, saved=self.saved)
        return self.back_link()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**kwargs, "saved": self.saved})

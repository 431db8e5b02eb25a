"""The filters of a list: a GET form, so that the address holds them all, and each can be taken off by a link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from crispy_forms.utils import render_crispy_form
from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from partnership.arithmetic import words
from partnership.pages import jinja
from partnership.pages.forms.dates import DateParts
from partnership.pages.forms.field_defaults import apply_field_defaults
from partnership.pages.forms.layout import Part, PortalHelper, Rest
from partnership.pages.values import Link


class Filters(Part):
    """The filters of a panel, with "Apply filters" before and after them."""

    def __init__(self, panel: FilterPanel):
        super().__init__(Rest())
        self.panel = panel

    def render(self, form, context, template_pack="", **kwargs) -> SafeString:
        return jinja.component("filters", panel=self.panel, fields=super().render(form, context))


@dataclass
class FilterPanel:
    """Draws itself: ``{{ panel }}``. ``form`` was made with the address's query; its fields are the filters.

    ``keep`` names the parts of the query that are not filters and stay when filters change, such as the view and the
    sort. ``saved`` are Links to saved filters.
    """

    form: forms.BaseForm
    query: QueryDict
    keep: Sequence[str] = ("view", "sort", "order")
    saved: Sequence[Link] = ()
    save_url: str = ""
    manage_url: str = ""
    chosen: list[Link] = field(init=False)

    def __post_init__(self) -> None:
        self.form.mark_optional, self.form.blank_choice = False, "All"
        apply_field_defaults(self.form)
        self.form.full_clean()
        self.chosen = [link for name in self.form.fields for link in self._chosen(name)]

    def __html__(self) -> str:
        return jinja.component("filter_panel", panel=self)

    __str__ = __html__

    @property
    def drawn(self) -> SafeString:
        self.form.helper = PortalHelper(self.form, Filters(self))
        self.form.helper.form_method, self.form.helper.form_action = "get", "#results"
        return render_crispy_form(self.form, context={"hidden": self.kept})

    @property
    def kept(self) -> list[tuple[str, str]]:
        return [(name, value) for name in self.keep for value in self.query.getlist(name) if value]

    @property
    def clear_url(self) -> str:
        return self._url({name: self.query.getlist(name) for name in self.keep if name in self.query})

    @cached_property
    def selected(self) -> SafeString:
        """The filters in use, each a link that takes it off, to stand above the rows."""
        return jinja.component("selected_filters", panel=self)

    def _chosen(self, name: str) -> list[Link]:
        bound = self.form[name]
        if bound.errors:
            return []
        if isinstance(bound.field.widget, DateParts):
            date = self.form.cleaned_data.get(name)
            keys = [f"{bound.html_name}{suffix}" for suffix in bound.field.widget.widgets_names]
            return [Link(f"{bound.label}: {words.day(date)}", self._url_without(*keys))] if date else []
        return [
            Link(f"{bound.label}: {text}", self._url_without(bound.html_name, value=value))
            for value, text in self._values(bound)
        ]

    def _values(self, bound: BoundField) -> list[tuple[str, str]]:
        """What is chosen in a field, each value with its words. Where nothing is, nothing is asked of the database."""
        typed = bound.field.widget.value_from_datadict(self.query, {}, bound.html_name)
        values = [str(one) for one in (typed if isinstance(typed, list) else [typed]) if one not in (None, "")]
        if not values or not hasattr(bound.field, "choices"):
            return [(value, value) for value in values]
        labels = {str(value): str(label) for value, label in bound.field.choices}
        return [(value, labels[value]) for value in values if value in labels]

    def _url_without(self, *names: str, value: str | None = None) -> str:
        """The list from its first page on, without these parts of the query, or without one value of them."""
        parameters = {name: self.query.getlist(name) for name in self.query if name != "page"}
        for name in names:
            parameters[name] = [other for other in parameters.get(name, []) if value is not None and other != value]
        return self._url(parameters)

    def _url(self, parameters: dict[str, list[str]]) -> str:
        query = QueryDict(mutable=True)
        for name, values in parameters.items():
            query.setlist(name, values)
        return f"?{query.urlencode()}#results"

"""Pages of one measure, which the address names by its slug."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.measures.policy import Keeping
from partnership.measures.registry import MEASURES, Measure
from partnership.pages.values import HOME, Link
from partnership.pages.views import FormPage


class OfMeasure:
    """A measure that no app has declared is the same 404 as one that never was."""

    section = "Measures"

    @cached_property
    def measure(self) -> Measure:
        found = MEASURES.get(self.kwargs["slug"])
        if found is None:
            raise Http404
        return found

    def to_measure(self, name: str = "measure", **more: object) -> str:
        return reverse(f"measures:{name}", kwargs={"slug": self.measure.slug, **more})

    def breadcrumbs(self) -> list[Link]:
        return [HOME, Link("Measures", reverse("measures:measure-list"))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(measure=self.measure, caption=self.measure.name, **kwargs)


class MeasureForm(OfMeasure, FormPage):
    """A form about a measure: it calls one action, and the person goes to the page ``after``."""

    action: Callable[..., Any]
    after = "measure"
    changed: Any = None

    def breadcrumbs(self) -> list[Link]:
        return []

    def back_link(self) -> str:
        return self.to_measure()

    def act(self, form) -> str:
        self.changed = self.change(form)
        return self.to_measure(self.after)

    def change(self, form) -> Any:
        """Calls the action; gives what it has made or changed, for the sentence that says so."""
        return self.action(measure=self.measure, by=self.principal, **form.values)


class ForItsKeeper(OfMeasure):
    """For a measure's keeper alone: to everyone else the page is not there."""

    def dispatch(self, request, *args, **kwargs):
        if not Keeping(self.measure).held_by(request.principal):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class KeepersForm(ForItsKeeper, MeasureForm):
    pass


class AboutMeasure(KeepersForm):
    """Its form wants to know the measure."""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "measure": self.measure}

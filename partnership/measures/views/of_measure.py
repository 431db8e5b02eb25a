"""Pages of one measure, which the address names by its slug."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.measures.policy import Keeping
from partnership.measures.registry import MEASURES, Measure
from partnership.pages.values import Link
from partnership.pages.views import FormPage

SECTION = "Measures"


class OfMeasure:
    """A measure that no app has declared is the same 404 as one that never was."""

    section = SECTION

    @cached_property
    def measure(self) -> Measure:
        found = MEASURES.get(self.kwargs["slug"])
        if found is None:
            raise Http404
        return found

    @property
    def url(self) -> str:
        return reverse("measures:measure", kwargs={"slug": self.measure.slug})

    def breadcrumbs(self) -> list[Link]:
        return [Link("Home", "/"), Link("Measures", reverse("measures:measure-list"))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(measure=self.measure, caption=self.measure.name, **kwargs)


class KeepersPage(OfMeasure, FormPage):
    """A form that a measure's keeper alone can open: to anybody else it is not there."""

    def dispatch(self, request, *args, **kwargs):
        if not Keeping(self.measure).held_by(request.principal):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def breadcrumbs(self) -> list[Link]:
        return []

    def back_link(self) -> str:
        return self.url


class AboutMeasure(KeepersPage):
    """Whose form wants to know the measure."""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "measure": self.measure}

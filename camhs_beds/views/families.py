"""The public page of a unit for families, and how its ward changes it; who the unit takes."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from camhs_beds.actions import family_pages, settings
from camhs_beds.actions.family_pages import PageHasChanged
from camhs_beds.families import published
from camhs_beds.forms.units import FamilyPageForm, ProfileForm
from camhs_beds.models import FamilyPage, UnitProfile
from camhs_beds.models.family_page import PARTS
from camhs_beds.views.units import OfUnit
from partnership.arithmetic import clock, words
from partnership.pages.banners import say_done
from partnership.pages.values import Link
from partnership.pages.views import MadeOnAVersion, RecordAddPage

HEADINGS = {
    "about": "What the unit is",
    "visiting": "Visiting",
    "what_to_bring": "What to bring",
    "getting_there": "How to get there",
    "who_to_ask": "Who to ask",
}


def parts_of(page: FamilyPage) -> list[tuple[str, str]]:
    return [(HEADINGS[name], getattr(page, name)) for name in PARTS]


class FamilyPageView(TemplateView):
    """Open to the public, and names no one."""

    template_name = "camhs_beds/family_page.html"

    def get_context_data(self, **kwargs):
        page = get_object_or_404(published(), unit__slug=self.kwargs["slug"])
        above = [Link("Units for young people", reverse("camhs_beds:family-pages"))]
        return super().get_context_data(
            title=f"{page.unit}: for young people and families", breadcrumbs=above, page=page, parts=parts_of(page),
            **kwargs,
        )  # fmt: skip


class FamilyPages(TemplateView):
    """The units that have such a page."""

    template_name = "camhs_beds/family_pages.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Units for young people in south London", pages=published(), **kwargs)


class FamilyPageEdit(OfUnit, MadeOnAVersion):
    """By the ward itself. Another person's change meanwhile is said, and nothing that was typed is lost."""

    form_class = FamilyPageForm
    button = FamilyPageForm.button
    hint = "Anyone can read this page. Write in plain English, and name no one."

    def get_title(self) -> str:
        return f"{self.record}: edit the page for families"

    def back_link(self) -> str:
        return self.to_record()

    @cached_property
    def page(self) -> FamilyPage | None:
        return published().filter(unit=self.record).first()

    def get_initial(self):
        return {name: getattr(self.page, name) for name in PARTS} if self.page else {}

    def post(self, request, *args, **kwargs) -> HttpResponse:
        self.record  # noqa: B018 - a unit out of reach is a 404 before anything else
        return super().post(request, *args, **kwargs)

    @cached_property
    def page_version(self) -> int:
        """The version that the form is made on, also when it comes back with errors."""
        current = self.page.version if self.page else 0
        return current if self.version is None else self.version

    def say_why_not(self, form, refusal) -> None:
        """A person who reads that the page has changed goes on from what it says now."""
        super().say_why_not(form, refusal)
        if isinstance(refusal, PageHasChanged):
            self.page_version = refusal.page.version

    def hidden(self) -> list[tuple[str, object]]:
        return [("version", self.page_version)]

    def act(self, form: FamilyPageForm) -> str:
        family_pages.edit(unit=self.record, by=self.principal, version=self.version, **form.cleaned_data)
        say_done(self.request, f"The page about {self.record} for families was saved.")
        return self.to_record("family-page")


class UnitProfileEdit(OfUnit, RecordAddPage):
    """Who the unit takes, from a day on: what was true before stays to be seen."""

    action = staticmethod(settings.set_profile)
    form_class = ProfileForm
    button = "Save who it takes"

    def get_title(self) -> str:
        return f"{self.record}: change who it takes"

    @property
    def hint(self) -> str:
        return f"The present rules began on {words.day(self.current.valid_from)}." if self.current else ""

    @cached_property
    def current(self) -> UnitProfile | None:
        return self.permitted(UnitProfile).on(clock.today()).filter(unit=self.record).first()

    def get_initial(self):
        current = self.current
        kept = {
            "legal_statuses": current.legal_statuses, "single_sex_area": "yes" if current.single_sex_area else "no",
            "needs_met": current.needs_met,
        } if current else {}  # fmt: skip
        return {"starts_on": clock.today(), **kept}

    def get_success(self) -> str:
        return f"Who {self.record} takes is saved."

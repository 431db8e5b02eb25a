"""What the pages of programmes and governance share: the programme in the address, tabs, breadcrumbs."""

from __future__ import annotations

from typing import ClassVar

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.access.routes import may_open
from partnership.organisations.models import Programme
from partnership.pages.values import HOME, Link, Missing
from partnership.pages.views import NewPage, Tab

WHOLE = Missing("The whole Partnership")
NOT_YET = Missing("Not yet")
NAMES = {"oxleas": "Oxleas", "slam": "SLaM", "swlstg": "SWLStG"}
"""Of the three trusts, in the fixed order, for the headings of tables."""


def to(name: str, *args: object) -> str:
    return reverse(f"programmes:{name}", args=args)


class Tabbed:
    """One of several pages side by side: pairs of label and URL name, for those who may open them."""

    side_by_side: ClassVar[tuple[tuple[str, str], ...]]

    @property
    def here(self) -> str:
        name = self.request.resolver_match.url_name
        return next(label for label, page in self.side_by_side if page == name)

    def address_of(self, name: str) -> str:
        return to(name)

    def get_context_data(self, **kwargs):
        tabs = [
            Tab(label, self.address_of(name), current=label == self.here)
            for label, name in self.side_by_side
            if may_open(f"programmes:{name}", self.principal)
        ]
        return super().get_context_data(**{"programme_tabs": tabs, **kwargs})


class OfProgramme:
    """A page of the programme that the address names."""

    section = "Programmes"

    @cached_property
    def programme(self) -> Programme:
        return get_object_or_404(self.permitted(Programme), slug=self.kwargs["slug"])

    def address_of(self, name: str) -> str:
        return to(name, self.programme.slug)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"programme": self.programme, **kwargs})


class ProgrammeTab(OfProgramme, Tabbed):
    side_by_side = (
        ("Overview", "programme"),
        ("Milestones", "programme-milestones"),
        ("Actions", "programme-actions"),
        ("Risks", "programme-risks"),
        ("Measures", "programme-measures"),
        ("Reports", "programme-reports"),
    )

    def get_title(self) -> str:
        return str(self.programme) if self.here == "Overview" else f"{self.programme}: {self.here.lower()}"

    def breadcrumbs(self) -> list[Link]:
        return [HOME, Link("Programmes", to("programme-list"))]


class GovernanceTab(Tabbed):
    section = "Governance"
    side_by_side = (
        ("Overview", "governance"),
        ("Decisions", "decision-list"),
        ("Actions", "action-list"),
        ("Risks", "risk-list"),
        ("Milestones", "milestone-list"),
    )

    def breadcrumbs(self) -> list[Link]:
        return [HOME] if self.here == "Overview" else [HOME, Link("Governance", to("governance"))]


class NewOfProgramme(OfProgramme, NewPage):
    """Adds something to the programme."""

    @property
    def hint(self) -> str:
        return f"For {self.programme}."

    def back_link(self) -> str:
        return self.address_of(f"programme-{self.records.noun}s")

    def given(self) -> dict[str, object]:
        return super().given() | {"programme": self.programme}

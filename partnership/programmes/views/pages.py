"""What the pages of programmes and governance share: where they stand, the programme of the address, its tabs."""

from __future__ import annotations

from collections.abc import Sequence

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.access.policy import Action
from partnership.arithmetic.shares import TRUSTS
from partnership.organisations.models import Organisation, Programme
from partnership.pages.tables import Column
from partnership.pages.values import Link, Missing, Money
from partnership.pages.views import Tab
from partnership.programmes.policy import ACTION, DECISION, MILESTONE, PROGRAMME

HOME = Link("Home", "/")
NOBODY_IN_PARTICULAR = "The Partnership"
WHOLE = Missing("The whole Partnership")
NOT_YET = Missing("Not yet")
NAMES = {"oxleas": "Oxleas", "slam": "SLaM", "swlstg": "SWLStG"}
"""Of the three trusts, in the fixed order, for the headings of tables."""

TABS = (
    ("Overview", "programme", PROGRAMME[Action.VIEW]),
    ("Milestones", "programme-milestones", MILESTONE[Action.LIST]),
    ("Actions", "programme-actions", ACTION[Action.LIST]),
    ("Risks", "programme-risks", PROGRAMME[Action.LIST]),
    ("Measures", "programme-measures", PROGRAMME[Action.VIEW]),
    ("Reports", "programme-reports", PROGRAMME[Action.VIEW]),
)
GOVERNANCE_TABS = (
    ("Overview", "governance", DECISION[Action.LIST]),
    ("Decisions", "decision-list", DECISION[Action.LIST]),
    ("Actions", "action-list", ACTION[Action.LIST]),
    ("Risks", "risk-list", PROGRAMME[Action.LIST]),
    ("Milestones", "milestone-list", MILESTONE[Action.LIST]),
)


def to(name: str, *args: object) -> str:
    return reverse(f"programmes:{name}", args=args)


def of_record(name: str, record) -> str:
    """The address of a page of a record that belongs to a programme."""
    return to(name, record.programme.slug, record.reference)


def share_columns() -> Sequence[Column]:
    """A column for each trust's equal part of a provision."""
    return [
        Column(f"share_{slug}", f"{NAMES[slug]} bears", lambda risk, slug=slug: Money(risk.shares[slug]), numeric=True)
        for slug in TRUSTS
    ]


class OfProgramme:
    """A page of the programme that the address names."""

    section = "Programmes"

    @cached_property
    def programme(self) -> Programme:
        return get_object_or_404(self.permitted(Programme), slug=self.kwargs["slug"])

    def to_tab(self, name: str) -> str:
        return to(name, self.programme.slug)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"programme": self.programme, **kwargs})


class ProgrammeTab(OfProgramme):
    """One tab of a programme, ``here``; mix in before the base page."""

    here: str

    def programme_tabs(self) -> list[Tab]:
        return [
            Tab(label, self.to_tab(name), current=label == self.here) for label, name, needs in TABS if self.may(needs)
        ]

    def get_title(self) -> str:
        return str(self.programme) if self.here == "Overview" else f"{self.programme}: {self.here.lower()}"

    def breadcrumbs(self) -> list[Link]:
        return [HOME, Link("Programmes", to("programme-list"))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"programme_tabs": self.programme_tabs(), **kwargs})


class GovernanceTab:
    """One of the pages of governance, ``here``."""

    section = "Governance"
    here: str

    def breadcrumbs(self) -> list[Link]:
        return [HOME] if self.here == "Overview" else [HOME, Link("Governance", to("governance"))]

    def get_context_data(self, **kwargs):
        tabs = [Tab(label, to(name), current=label == self.here) for label, name, needs in GOVERNANCE_TABS
                if self.may(needs)]  # fmt: skip
        return super().get_context_data(**{"programme_tabs": tabs, **kwargs})


class OfProgrammeRecord(OfProgramme):
    """A page of one record of the programme, found by its reference among those that this person may see."""

    related = ("programme", "owner", "added_by")

    def permitted(self, model, permission=None):
        """A record under another programme's address is not there."""
        rows = super().permitted(model, permission)
        return rows.filter(programme__slug=self.kwargs["slug"]) if model is self.model else rows

    def to_record(self, name: str) -> str:
        return of_record(name, self.record)


def trusts_of(view) -> list[Organisation]:
    """For which trusts this person can add something: their own, or any."""
    trusts = view.permitted(Organisation).partnership_trusts()
    own = view.principal.trust_id
    return list(trusts.filter(pk=own) if own else trusts)

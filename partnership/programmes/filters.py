"""By what the lists of governance can be narrowed."""

from __future__ import annotations

import django_filters as filters
from django.db.models import QuerySet

from partnership.organisations.models import Organisation, Programme
from partnership.pages.forms import PortalForm
from partnership.programmes.vocabulary import HIGH_SCORE, OVERDUE, DecisionState, Progress, RiskState

WHOLE = "The Partnership"


def programmes() -> list[tuple[str, str]]:
    return list(Programme.objects.values_list("slug", "name"))


def trusts() -> list[tuple[str, str]]:
    return list(Organisation.objects.partnership_trusts().values_list("slug", "short_name"))


class OfProgrammes(filters.FilterSet):
    """What can be chosen is asked of the database once. A page of one programme has no filter by programme."""

    programme = filters.ChoiceFilter(label="Programme", field_name="programme__slug")

    class Meta:
        form = PortalForm

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["programme"].extra["choices"] = programmes()


class CommitmentFilters(OfProgrammes):
    trust = filters.ChoiceFilter(label="Trust", field_name="trust__slug", null_label=WHOLE)
    progress = filters.ChoiceFilter(
        label="Progress", choices=[*Progress.choices, ("overdue", OVERDUE)], method="in_progress"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["trust"].extra["choices"] = trusts()

    def in_progress(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.overdue() if value == "overdue" else rows.filter(state=value)


class RiskFilters(OfProgrammes):
    status = filters.ChoiceFilter(label="Status", field_name="state", choices=RiskState)
    score = filters.ChoiceFilter(
        label="Score", choices=[("high", f"{HIGH_SCORE} and above"), ("low", f"Below {HIGH_SCORE}")], method="in_score"
    )

    def in_score(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(points__gte=HIGH_SCORE) if value == "high" else rows.filter(points__lt=HIGH_SCORE)


class DecisionFilters(OfProgrammes):
    status = filters.ChoiceFilter(label="Status", field_name="state", choices=DecisionState)

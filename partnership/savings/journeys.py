"""A new saving: what it is, the money, its months where they differ, quality, check, and save."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.arithmetic import words
from partnership.arithmetic.shares import NOTHING, equal_shares, spread
from partnership.pages.values import Link, Money
from partnership.savings.actions import savings
from partnership.savings.forms.saving import (
    BY_MONTH,
    AboutForm,
    MonthsForm,
    QualityForm,
    SpreadForm,
    details,
    months_of,
)
from partnership.savings.models import Saving
from partnership.savings.policy import SAVING
from partnership.savings.sums import trusts
from partnership.work.steps import Answers, Done, Journey, Step

MONEY, MONTHS = "money", "months"


def planned(answers: Answers) -> Decimal:
    return answers[MONEY].get("planned") or NOTHING


def asks_for_months(answers: Answers) -> bool:
    return answers[MONEY].get("spread") == BY_MONTH and bool(planned(answers))


class NewSaving(Journey):
    slug = "saving-new"
    name = "New saving"
    section = "Savings"
    needs = SAVING[Action.NEW]
    steps = (
        Step("about", "About the saving", AboutForm),
        Step(MONEY, "The money", SpreadForm),
        Step(MONTHS, "Planned saving by month", MonthsForm, asked=asks_for_months),
        Step("quality", "Quality", QualityForm),
    )  # fmt: skip

    def title(self, answers: Answers) -> str:
        named = answers["about"].get("title")
        return f"{self.name}: {named}" if named else self.name

    def hint(self, step: Step, answers: Answers) -> str:
        if step.slug != MONTHS:
            return super().hint(step, answers)
        amount = words.money(planned(answers))
        return f"The months add up to the planned saving, {amount}. A month that is left empty brings nothing."

    def form_kwargs(self, step: Step, answers: Answers) -> dict[str, Any]:
        if step.slug != MONTHS:
            return {}
        of = months_of(answers[MONEY])
        initial = zip((f"{month:%Y-%m}" for month in of), spread(planned(answers), len(of) or 1), strict=False)
        return {"of": of, "planned": planned(answers), "initial": dict(initial)}

    def start_url(self) -> str:
        return reverse("savings:saving-list")

    def worked_out(self, answers: Answers) -> list[tuple[str, list[tuple[str, Any]]]]:
        """Each trust's share, which is calculated and never typed."""
        if not planned(answers):
            return []
        shares = equal_shares(planned(answers))
        rows = [(str(trust), Money(shares[slug])) for slug, trust in trusts().items()]
        return [("Each trust’s share", [*rows, ("Counts as", "Potential, until it is agreed")])]

    def finish(self, *, by: Principal, answers: Answers) -> Saving:
        typed = {**answers["about"], **answers[MONEY], **answers["quality"]}
        by_month = answers.form(self.step(MONTHS)).amounts if asks_for_months(answers) else None
        return savings.make(by=by, details=details(typed), planned=planned(answers), by_month=by_month)

    def done(self, *, by: Principal, reference: str) -> Done:
        links = [
            Link("View the saving", reverse("savings:saving-overview", args=[reference])),
            Link("Add another saving", reverse("savings:saving-new")),
            Link("Go to savings", self.start_url()),
        ]
        what_next = [
            "It counts as potential until a trust manager or a finance lead records where it was agreed.",
            "Delivery can begin once the quality impact assessment is done.",
        ]
        return Done("Saving added", reference, what_next, links)


NEW_SAVING = NewSaving("savings")

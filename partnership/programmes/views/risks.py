"""One risk: its score, each trust's equal part of the provision, and its reviews."""

from __future__ import annotations

from partnership.arithmetic import words
from partnership.arithmetic.shares import TRUSTS
from partnership.pages.tables import Column, Table
from partnership.pages.values import Money
from partnership.pages.views import MovePage, RecordPage
from partnership.programmes.actions import risks
from partnership.programmes.forms.risks import NewRiskForm, ReviewForm
from partnership.programmes.views.commitments import NamesAnOwner, NewWithAnOwner
from partnership.programmes.views.pages import NAMES
from partnership.programmes.views.record import OfRisk


class RiskOverview(OfRisk, RecordPage):
    template_name = "programmes/risk.html"
    columns = (
        Column("reviewed_at", "When"),
        Column("what", "What", lambda review: review.get_what_display()),
        Column("score", "Score", numeric=True),
        Column("found", "What had changed"),
        Column("by", "By", lambda review: review.reviewed_by),
    )

    def get_context_data(self, **kwargs):
        risk = self.record
        reviews = list(risk.reviews.select_related("reviewed_by"))
        about = [
            ("Cause and effect", risk.detail),
            ("Likelihood", risk.get_likelihood_display()),
            ("Impact", risk.get_impact_display()),
            ("Score", f"{risk.score} of 25"),
            ("Mitigation", risk.mitigation),
        ]
        table = Table("Reviews", self.columns, reviews, id="reviews")
        return super().get_context_data(about=about, shares=self.shares(), reviews=table, **kwargs)

    def shares(self) -> list[tuple[str, Money]]:
        parts = self.record.shares
        borne = [(f"{NAMES[slug]} bears", Money(parts[slug])) for slug in TRUSTS]
        return [("Financial provision", Money(self.record.provision)), *borne]


class RiskNew(NewWithAnOwner):
    records = OfRisk
    action = staticmethod(risks.raise_risk)
    form_class = NewRiskForm
    success = "{record} is added. Its score is {record.score}."


class RiskReview(OfRisk, NamesAnOwner, MovePage):
    verb = "review"
    action = staticmethod(risks.review)
    form_class = ReviewForm

    def get_initial(self):
        names = ("likelihood", "impact", "mitigation", "provision", "owner")
        return super().get_initial() | {name: getattr(self.record, name) for name in names}

    def values_now(self) -> dict[str, object]:
        """A review overwrites what the risk says, so both versions are shown."""
        return self.get_initial()

    def get_success(self) -> str:
        risk = self.changed
        return f"{risk} is reviewed. Its score is {risk.score}, with {words.money(risk.provision)} set aside for it."

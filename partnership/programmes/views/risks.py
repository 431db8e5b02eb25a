"""One risk: its score, each trust's equal part of the provision, what was found since, and its history."""

from __future__ import annotations

from partnership.arithmetic import words
from partnership.arithmetic.shares import TRUSTS
from partnership.pages.banners import say_done
from partnership.pages.heads import RecordHead
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link, Money, Tag
from partnership.pages.views import FormPage, HistoryPage, RecordFormPage, RecordPage, Tab
from partnership.programmes import history
from partnership.programmes.actions import commitments, risks
from partnership.programmes.forms.risks import NewRiskForm, ReviewForm, WhyForm
from partnership.programmes.models import Risk
from partnership.programmes.states import RISKS
from partnership.programmes.views.commitments import with_the_one_it_has
from partnership.programmes.views.pages import HOME, NAMES, OfProgramme, OfProgrammeRecord, of_record, to


class OfRisk(OfProgrammeRecord):
    model = Risk


class RiskPage(OfRisk, RecordPage):
    """One tab of a risk."""

    record_tab = ""

    def get_title(self) -> str:
        return f"{self.record.title}: history" if self.record_tab == "History" else self.record.title

    def breadcrumbs(self) -> list[Link]:
        return [
            HOME,
            Link("Programmes", to("programme-list")),
            Link(str(self.programme), to("programme", self.programme.slug)),
            Link("Risks", self.to_tab("programme-risks")),
        ]

    def head(self) -> RecordHead:
        risk = self.record
        return RecordHead(
            heading=risk.title,
            reference=risk.reference,
            tags=(Tag(risk.get_state_display()),),
            owner=str(risk.owner),
            facts=(
                ("Score", f"{risk.score} of 25"),
                ("Provision", Money(risk.provision)),
            ),
            actions=tuple(
                Link(move.label, self.to_record(f"risk-{move.verb}")) for move, _ in RISKS.offers(risk, self.principal)
            ),
            leads=risk.is_open,
        )

    def tabs(self) -> list[Tab]:
        pages = (("Overview", "risk"), ("History", "risk-history"))
        return [Tab(label, self.to_record(name), current=label == self.record_tab) for label, name in pages]


class RiskOverview(RiskPage):
    template_name = "programmes/risk.html"
    record_tab = "Overview"
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
        return super().get_context_data(
            about=[
                ("Cause and effect", risk.detail),
                ("Likelihood", risk.get_likelihood_display()),
                ("Impact", risk.get_impact_display()),
                ("Score", f"{risk.score} of 25"),
                ("Mitigation", risk.mitigation),
            ],
            shares=[
                ("Financial provision", Money(risk.provision)),
                *((f"{NAMES[slug]} bears", Money(risk.shares[slug])) for slug in TRUSTS),
            ],
            reviews=Table("Each time it was looked at", self.columns, reviews, id="reviews"),
            **kwargs,
        )


class RiskHistory(RiskPage, HistoryPage):
    record_tab = "History"

    def entries(self):
        return history.of(self.record, history.OF_A_RISK)


class RiskNew(OfProgramme, FormPage):
    form_class = NewRiskForm
    title = "Add a risk"
    button = "Add risk"

    @property
    def hint(self) -> str:
        return f"For {self.programme}."

    def back_link(self) -> str:
        return self.to_tab("programme-risks")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"owners": commitments.owners(self.principal)}

    def get_initial(self):
        return super().get_initial() | {"owner": str(self.principal.user_id)}

    def act(self, form) -> str:
        risk = risks.raise_risk(programme=self.programme, by=self.principal, **form.changes)
        say_done(self.request, f"{risk} is added. Its score is {risk.score}.")
        return of_record("risk", risk)


class RiskForm(OfRisk, RecordFormPage):
    button = "Save"

    def back_link(self) -> str:
        return self.to_record("risk")

    @property
    def caption(self) -> str:
        return f"{self.record}, {self.record.title}"


class RiskReview(RiskForm):
    form_class = ReviewForm
    title = "Review this risk"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"owners": with_the_one_it_has(self.principal, self.record)}

    def get_initial(self):
        names = ("likelihood", "impact", "mitigation", "provision")
        initial = {name: getattr(self.record, name) for name in names}
        return super().get_initial() | initial | {"owner": str(self.record.owner_id)}

    def act(self, form) -> str:
        risk = risks.review(risk=self.record, by=self.principal, version=self.version, **form.changes)
        provision = words.money(risk.provision)
        say_done(self.request, f"{risk} is reviewed. Its score is {risk.score}, and {provision} is set aside for it.")
        return self.to_record("risk")


class RiskClose(RiskForm):
    form_class = WhyForm
    title = "Close this risk"
    button = "Close this risk"
    success = "The risk is closed."

    def act(self, form) -> str:
        risks.close(risk=self.record, why=form.cleaned_data["why"], by=self.principal, version=self.version)
        return self.to_record("risk")


class RiskReopen(RiskForm):
    form_class = WhyForm
    title = "Reopen this risk"
    button = "Reopen this risk"
    success = "The risk is open again."

    def act(self, form) -> str:
        risks.reopen(risk=self.record, why=form.cleaned_data["why"], by=self.principal, version=self.version)
        return self.to_record("risk")

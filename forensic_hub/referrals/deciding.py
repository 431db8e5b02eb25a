"""Recording what a panel decided: one question a page, read over before it is locked."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from forensic_hub.referrals.actions import decisions, panels
from forensic_hub.referrals.forms.panels import OutcomeForm, ReasonForm, SettingForm
from forensic_hub.referrals.models import Assessment, Panel, Referral
from forensic_hub.referrals.policy import PANEL, REFERRAL
from forensic_hub.referrals.vocabulary import PanelOutcome
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import words
from partnership.pages.values import Link
from partnership.work.actions import drafts
from partnership.work.models import Draft
from partnership.work.steps import Answers, Done, Journey, Step

ABOUT = "about"
"""Where the draft keeps which referral and which panel it is about: no page of its own."""


def outcome_of(answers: Answers) -> str:
    return answers["outcome"].get("outcome", "")


def put_before_the_panel(referral: Referral) -> list[tuple[str, object]]:
    """What it decides on: what was asked for, and what the assessor recommends."""
    rows: list[tuple[str, object]] = [
        ("Asked for", referral.get_security_asked_display()),
        ("Reason for referral", referral.reason),
    ]
    took_place = referral.assessments.filter(status=Assessment.Status.TOOK_PLACE)
    if last := took_place.order_by("-took_place_on", "-pk").first():
        rows += [
            ("Assessed", f"{words.day(last.took_place_on)}, by {last.assessor_name}"),
            ("Outcome", last.get_outcome_display()),
            ("Recommended setting", last.get_recommended_setting_display() or "None"),
            ("Recommendation summary", last.summary),
        ]
    return rows


class RecordDecision(Journey):
    """Begun on the page of the referral, where the first question is asked."""

    slug = "decision"
    name = "Record a decision"
    section = "Forensic"
    needs = REFERRAL[Action.EDIT]
    confirm = "Confirm and save"
    steps = (
        Step("outcome", "What did the panel decide?", OutcomeForm),
        Step(
            "setting", "Setting and security level", SettingForm,
            asked=lambda answers: outcome_of(answers) == PanelOutcome.PLACEMENT,
        ),
        Step("reason", "Reason for the decision", ReasonForm),
    )  # fmt: skip

    def begin(self, *, referral: Referral, by: Principal, outcome: str) -> Draft:
        """A draft with its first question answered."""
        about = {"reference": [referral.reference], "panel": [referral.panel.meets_on.isoformat()]}
        step = "setting" if outcome == PanelOutcome.PLACEMENT else "reason"
        return drafts.begin(
            by=by, kind=self.slug, title=f"{self.name}: {referral}", step=step,
            typed={ABOUT: about, "outcome": {"outcome": [outcome]}},
        )  # fmt: skip

    def form_kwargs(self, step: Step, answers: Answers) -> dict[str, Any]:
        if step.slug == "outcome":
            return {"missing": panels.trusts_missing(self.panel(answers))}
        return {"outcome": outcome_of(answers)} if step.slug == "setting" else {}

    def title(self, answers: Answers) -> str:
        return f"{self.name}: {self.reference(answers)}"

    def about(self, answers: Answers) -> str:
        return self.reference(answers)

    def told(self, answers: Answers) -> list[tuple[str, object]]:
        return put_before_the_panel(self.referral(answers))

    def references(self, answers: Answers) -> list[str]:
        return [self.reference(answers)]

    def reference(self, answers: Answers) -> str:
        return answers.draft.typed_on(ABOUT)["reference"][0]

    def referral(self, answers: Answers) -> Referral:
        found = permitted(answers.by, self.needs, Referral).filter(reference=self.reference(answers)).first()
        if found is None:
            raise Http404
        return found

    def panel(self, answers: Answers) -> Panel:
        return permitted(answers.by, PANEL[Action.LIST], Panel).get(meets_on=answers.draft.typed_on(ABOUT)["panel"][0])

    def start_url(self) -> str:
        return reverse("forensic_hub:panel-list")

    def finish(self, *, by: Principal, answers: Answers) -> Referral:
        decision = decisions.record(
            referral=self.referral(answers),
            panel=self.panel(answers),
            outcome=outcome_of(answers),
            setting=answers["setting"].get("setting", "") if outcome_of(answers) == PanelOutcome.PLACEMENT else "",
            reason=answers["reason"]["reason"],
            by=by,
        )
        return decision.referral

    def done(self, *, by: Principal, reference: str) -> Done:
        referral = (
            permitted(by, REFERRAL[Action.VIEW], Referral)
            .select_related("decision__panel", "panel")
            .get(reference=reference)
        )
        panel = referral.decision.panel.meets_on
        links = [
            Link("View the referral", reverse("forensic_hub:referral-overview", args=[reference])),
            Link("Letter to the referrer", reverse("forensic_hub:decision-letter", args=[reference])),
            Link("Back to the panel", reverse("forensic_hub:panel-overview", args=[panel])),
        ]
        return Done("Decision recorded", reference, [f"{referral.decision}.", what_happens_next(referral)], links)


def what_happens_next(referral: Referral) -> str:
    if referral.decision.outcome == PanelOutcome.NOT_ACCEPTED:
        return "The referral is closed. Send the letter to the referrer."
    if referral.decision.outcome != PanelOutcome.DEFER:
        return "Next: find a placement. Send the letter to the referrer."
    return referral.agenda_in_words


RECORD_DECISION = RecordDecision("forensic_hub")

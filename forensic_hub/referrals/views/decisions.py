"""What a panel decided on a referral: recorded once, corrected by the hub lead alone, sent to the referrer."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from forensic_hub.referrals.actions import decisions, panels
from forensic_hub.referrals.deciding import RECORD_DECISION, put_before_the_panel
from forensic_hub.referrals.forms.corrections import DecisionCorrectionForm
from forensic_hub.referrals.forms.panels import OutcomeForm
from forensic_hub.referrals.models import Decision, ReferralCorrection
from forensic_hub.referrals.states import REFERRALS
from forensic_hub.referrals.views.panels import OfPanel
from forensic_hub.referrals.views.record import OfReferral, ReferralMove, ReferralPage
from partnership.arithmetic import clock, words
from partnership.organisations.models import Organisation
from partnership.pages.values import Corrected, Link
from partnership.pages.views import CorrectionPage, Page


class ReferralPanel(ReferralPage):
    template_name = "forensic_hub/referral_panel.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            decisions=[self.shown(decision) for decision in self.made if decision.corrects_id is None],
            panel=self.record.panel,
            may_move=self.may_edit and REFERRALS["put_on"].missing(self.record) is None,
            may_edit=self.may_edit,
            **kwargs,
        )

    @cached_property
    def made(self) -> list[Decision]:
        return list(self.record.decisions.select_related("panel", "recorded_by"))

    @cached_property
    def corrected_by(self) -> dict[int | None, Decision]:
        return {decision.corrects_id: decision for decision in self.made}

    @cached_property
    def why_corrected(self) -> dict[int, ReferralCorrection]:
        return {correction.row: correction for correction in self.record.corrections.filter(field="decision")}

    def shown(self, first: Decision) -> dict[str, object]:
        """A decision as it is now, with what it was before it was corrected struck through."""
        latest, was = first, None
        while corrected_by := self.corrected_by.get(latest.pk):
            latest, was = corrected_by, latest
        why = self.why_corrected[was.pk] if was else None
        decision = Corrected(str(latest), str(was), why.corrected_at, why.explanation) if was else str(latest)
        rows = [("Decision", decision), ("Reason", latest.reason), ("Recorded by", str(latest.recorded_by)),
                ("Recorded", latest.recorded_at)]  # fmt: skip
        letter = Link("Letter to the referrer", self.to_record("decision-letter"))
        actions = [letter] if self.may_edit and latest.pk == self.record.decision_id else []
        return {"heading": f"{first.panel}", "rows": rows, "actions": actions}


class ReferralDecision(ReferralMove):
    """The first question. Its answer begins a draft, and the pages after it go on there."""

    form_class = OutcomeForm
    template_name = "work/step.html"
    title = "What did the panel decide?"
    button = "Save and continue"
    verb = "defer"
    after = "referral-panel"
    checks_posts = True  # no action refuses what only begins a draft

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"missing": self.missing}

    @cached_property
    def missing(self) -> list[Organisation]:
        return panels.trusts_missing(self.record.panel)

    def button_links(self) -> list[Link]:
        panel = self.record.panel
        return [Link("Record attendance", OfPanel.url_of(panel, "panel-attendance"))] if panel and self.missing else []

    def get_context_data(self, **kwargs):
        return super().get_context_data(told=put_before_the_panel(self.record), **kwargs)

    def act(self, form) -> str:
        outcome = form.cleaned_data["outcome"]
        draft = RECORD_DECISION.begin(referral=self.record, by=self.principal, outcome=outcome)
        return RECORD_DECISION.url(draft)


class DecisionCorrect(OfReferral, CorrectionPage):
    """For the hub lead alone. The old decision stays to be read, and the referral follows the new one."""

    argument = "decision"
    action = staticmethod(decisions.correct)
    form_class = DecisionCorrectionForm
    title = "Correct the decision"
    after = "referral-panel"
    success = "The decision is corrected: {record}."

    @cached_property
    def subject(self) -> Decision:
        """The latest when the page was opened: if it was corrected since, the action says by whom."""
        opened = self.request.POST.get("decision", "")
        made = self.record.decisions
        chosen = made.filter(pk=opened) if opened.isdecimal() and len(opened) < 19 else made.filter(corrected_by=None)
        return get_object_or_404(chosen.order_by("-pk")[:1])

    @property
    def hint(self) -> str:
        return f"The panel on {words.day(self.subject.panel.meets_on)}: {self.subject}."


class DecisionLetter(OfReferral, Page):
    """A draft of the letter to the referrer, to print and sign."""

    template_name = "forensic_hub/decision_letter.html"

    def get_title(self) -> str:
        return f"Letter to the referrer of {self.record}"

    def back_link(self) -> str:
        return self.to_record("referral-panel")

    def get_context_data(self, **kwargs):
        if self.record.decision is None:
            raise Http404
        return super().get_context_data(decision=self.record.decision, today=clock.today(), **kwargs)

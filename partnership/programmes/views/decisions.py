"""One decision of the Partnership, and the three boards' responses to it."""

from __future__ import annotations

from django.http import Http404
from django.utils.functional import cached_property

from partnership.organisations.models import Organisation, Programme
from partnership.pages.tables import Column, Table
from partnership.pages.values import NOT_APPLICABLE, Corrected
from partnership.pages.views import CorrectionPage, MovePage, NewPage, RecordPage
from partnership.programmes.actions import decisions
from partnership.programmes.forms.decisions import (
    DateCorrectionForm,
    DecisionCorrectionForm,
    NewDecisionForm,
    RatifyForm,
)
from partnership.programmes.models import Decision
from partnership.programmes.views.pages import NOT_YET
from partnership.programmes.views.record import OfDecision
from partnership.records.events import who_changed_last


class DecisionOverview(OfDecision, RecordPage):
    template_name = "programmes/decision.html"

    def get_context_data(self, **kwargs):
        decision = self.record
        about = [
            ("What was decided", self.corrected("text")),
            ("Where it was decided", self.corrected("meeting")),
            ("Date", self.corrected("decided_on")),
            ("Recorded by", str(decision.recorded_by)),
        ]
        changed_last = who_changed_last(decision) if decision.why_withdrawn else ""
        return super().get_context_data(about=about, boards=self.boards(), changed_last=changed_last, **kwargs)

    def boards(self) -> Table:
        trusts = list(self.permitted(Organisation).partnership_trusts())
        return Table("Ratification by the boards of the three trusts", self.columns(), trusts, id="boards")

    def columns(self) -> tuple[Column, ...]:
        def of_its_board(name: str):
            return lambda trust: getattr(self.responses.get(trust.pk), name, None)

        return (
            Column("trust", "Trust", lambda trust: trust.short_name),
            Column("words", "Its board", of_its_board("words"), missing=NOT_YET),
            Column("why", "Why not", of_its_board("why"), missing=NOT_APPLICABLE),
            Column("by", "Recorded by", of_its_board("recorded_by"), missing=NOT_YET),
        )

    @cached_property
    def latest_corrections(self) -> dict[str, object]:
        """The last correction of each column, by its name."""
        return {one.field: one for one in reversed(self.record.corrections.all())}

    def corrected(self, name: str) -> object:
        value, last = getattr(self.record, name), self.latest_corrections.get(f"decision.{name}")
        return Corrected(value, last.old_value, last.corrected_at, last.explanation) if last else value


class OffersProgrammes:
    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"programmes": self.permitted(Programme)}


class DecisionNew(OffersProgrammes, NewPage):
    records = OfDecision
    section = OfDecision.section
    action = staticmethod(decisions.record)
    form_class = NewDecisionForm
    title = "Record a decision"
    button = "Record decision"

    def get_success(self) -> str:
        return f"{self.added} is recorded: {self.added.get_state_display().lower()}."


class DecisionRatify(OfDecision, MovePage):
    """T3: the response of the board of this person's own trust."""

    verb = "respond"
    action = staticmethod(decisions.respond)
    form_class = RatifyForm
    button = "Save"
    template_name = "programmes/ratify.html"

    def check(self) -> None:
        super().check()
        decisions.refuse_second_response(self.record, self.principal)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"trust": self.principal.grant.trust}

    def get_success(self) -> str:
        left = self.permitted(Decision).waiting_for(self.principal.trust_id).count()
        wait = f" {left} more {'waits' if left == 1 else 'wait'} for your board." if left else ""
        return f"{self.changed} is now “{self.changed.get_state_display()}”.{wait}"


class RatificationCorrect(OfDecision, CorrectionPage):
    action = staticmethod(decisions.correct_date)
    form_class = DateCorrectionForm
    title = "Correct the date of the board"

    @property
    def hint(self) -> str:
        return f"{self.own_response}."

    def get_initial(self):
        if self.own_response is None:
            raise Http404
        return DateCorrectionForm.of(self.own_response)


class DecisionCorrect(OfDecision, OffersProgrammes, CorrectionPage):
    action = staticmethod(decisions.correct)
    form_class = DecisionCorrectionForm
    title = "Correct this decision"

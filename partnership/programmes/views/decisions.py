"""One decision of the Partnership, and the three boards' responses to it."""

from __future__ import annotations

from django.http import Http404
from django.utils.functional import cached_property

from partnership.access.policy import Action
from partnership.organisations.models import Organisation, Programme
from partnership.pages.banners import say_done
from partnership.pages.heads import RecordHead
from partnership.pages.tables import Column, Table
from partnership.pages.values import Corrected, Link, Missing, Tag
from partnership.pages.views import FormPage, HistoryPage, RecordAct, RecordFormPage, RecordPage, Tab
from partnership.programmes import history
from partnership.programmes.actions import decisions
from partnership.programmes.forms.decisions import (
    DateCorrectionForm,
    DecisionCorrectionForm,
    NewDecisionForm,
    RatifyForm,
    WithdrawForm,
)
from partnership.programmes.models import Decision, Ratification
from partnership.programmes.policy import DECISION, RATIFICATION
from partnership.programmes.states import DECISIONS
from partnership.programmes.views.pages import HOME, NOBODY_IN_PARTICULAR, to
from partnership.programmes.vocabulary import DecisionState
from partnership.records.events import who_changed_last

NOT_YET = Missing("Not yet")
SECTION = "Governance"


class OfDecision:
    model = Decision
    section = SECTION
    related = ("programme", "recorded_by")

    def to_record(self, name: str = "decision") -> str:
        return to(name, self.record.reference)

    @cached_property
    def responses(self) -> dict[int, Ratification]:
        """The response of each trust's board, by the trust."""
        rows = self.permitted(Ratification, RATIFICATION[Action.VIEW]).standing().filter(decision=self.record)
        return {one.trust_id: one for one in rows.select_related("trust", "recorded_by")}

    @property
    def mine(self) -> Ratification | None:
        """The response of the board of this person's own trust."""
        return self.responses.get(self.principal.trust_id)


class DecisionPage(OfDecision, RecordPage):
    """One tab of a decision."""

    record_tab = ""

    def get_title(self) -> str:
        return f"{self.record.title}: history" if self.record_tab == "History" else self.record.title

    def breadcrumbs(self) -> list[Link]:
        return [HOME, Link("Governance", to("governance")), Link("Decisions", to("decision-list"))]

    def head(self) -> RecordHead:
        decision = self.record
        return RecordHead(
            heading=decision.title,
            reference=decision.reference,
            tags=(Tag(decision.get_state_display()),),
            facts=(
                ("Decided on", decision.decided_on),
                ("Where", decision.meeting),
                ("Programme", str(decision.programme or NOBODY_IN_PARTICULAR)),
            ),
            actions=tuple(self.actions()),
            leads=decision.state == DecisionState.IN_PRINCIPLE,
        )

    def actions(self) -> list[Link]:
        found = []
        verbs = {move.verb for move, _ in DECISIONS.offers(self.record, self.principal)}
        if "respond" in verbs and self.mine is None:
            found.append(Link("Record ratification", self.to_record("decision-ratify")))
        if self.mine is not None and self.may(DECISION[Action.DECIDE]):
            found.append(Link("Correct the date of my board", self.to_record("ratification-correct")))
        if self.may(DECISION[Action.EDIT]):
            found.append(Link("Correct this", self.to_record("decision-correct"), "decision"))
        if "withdraw" in verbs:
            found.append(Link("Withdraw", self.to_record("decision-withdraw"), "this decision"))
        return found

    def tabs(self) -> list[Tab]:
        pages = (("Overview", "decision"), ("History", "decision-history"))
        return [Tab(label, self.to_record(name), current=label == self.record_tab) for label, name in pages]


class DecisionOverview(DecisionPage):
    template_name = "programmes/decision.html"
    record_tab = "Overview"

    def get_context_data(self, **kwargs):
        decision = self.record
        return super().get_context_data(
            about=[
                ("What was decided", self.corrected("text")),
                ("Where it was decided", self.corrected("meeting")),
                ("Date", self.corrected("decided_on")),
                ("Recorded by", str(decision.recorded_by)),
            ],
            boards=Table("Ratification by the boards of the three trusts", self.columns(), self.trusts(), id="boards"),
            asked=decision.needs_ratification,
            withdrawn=decision.why_withdrawn,
            changed_last=who_changed_last(decision) if decision.why_withdrawn else "",
            **kwargs,
        )

    def trusts(self) -> list[Organisation]:
        return list(self.permitted(Organisation).partnership_trusts())

    def columns(self) -> tuple[Column, ...]:
        by_trust = self.responses
        return (
            Column("trust", "Trust", lambda trust: trust.short_name),
            Column("words", "Its board", lambda trust: by_trust[trust.pk].words if trust.pk in by_trust else None,
                   missing=NOT_YET),
            Column("why", "Why not", lambda trust: by_trust[trust.pk].why if trust.pk in by_trust else None,
                   missing=Missing("Not applicable")),
            Column("by", "Recorded by", lambda trust: by_trust[trust.pk].recorded_by if trust.pk in by_trust else None,
                   missing=NOT_YET),
        )  # fmt: skip

    @cached_property
    def latest_corrections(self) -> dict[str, object]:
        """The last correction of each column, by its name."""
        rows = reversed(list(self.record.corrections.all()))
        return {one.field: one for one in rows}

    def corrected(self, name: str) -> object:
        value, last = getattr(self.record, name), self.latest_corrections.get(f"decision.{name}")
        return Corrected(value, last.old_value, last.corrected_at, last.explanation) if last else value


class DecisionHistory(DecisionPage, HistoryPage):
    record_tab = "History"

    def entries(self):
        return history.of_decision(self.record)


class DecisionNew(FormPage):
    form_class = NewDecisionForm
    title = "Record a decision"
    section = SECTION
    button = "Record decision"

    def back_link(self) -> str:
        return to("decision-list")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"programmes": self.permitted(Programme)}

    def act(self, form) -> str:
        decision = decisions.record(by=self.principal, needs_ratification=form.needs_ratification, **form.decided)
        say_done(self.request, f"{decision} is recorded: {decision.get_state_display().lower()}.")
        return to("decision", decision.reference)


class DecisionForm(OfDecision, RecordFormPage):
    def back_link(self) -> str:
        return self.to_record()

    @property
    def caption(self) -> str:
        return f"{self.record}, {self.record.title}"


class DecisionRatify(DecisionForm):
    """T3: the response of the board of this person's own trust."""

    form_class = RatifyForm
    title = "Record ratification"
    button = "Save"
    template_name = "programmes/ratify.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"trust": self.principal.grant.trust}

    def act(self, form) -> str:
        decision = decisions.respond(decision=self.record, by=self.principal, version=self.version, **form.response)
        left = self.permitted(Decision).waiting_for(self.principal.trust_id).count()
        wait = f" {left} more {'waits' if left == 1 else 'wait'} for your board." if left else ""
        undo_url = self.to_record("ratification-undo")
        say_done(self.request, f"{decision} is now “{decision.get_state_display()}”.{wait}", undo_url=undo_url)
        return self.to_record()


class RatificationUndo(OfDecision, RecordAct):
    def after_url(self) -> str:
        return self.to_record()

    def act(self) -> None:
        decisions.undo(decision=self.record, by=self.principal)
        say_done(self.request, f"Undone. {self.record} waits for the board of your trust again.")


class RatificationCorrect(DecisionForm):
    form_class = DateCorrectionForm
    title = "Correct the date of the board"
    button = "Save correction"
    success = "The correction is saved. The old date stays in the history."

    @property
    def hint(self) -> str:
        if self.mine is None:
            raise Http404
        return f"{self.mine}."

    def get_initial(self):
        return super().get_initial() | ({"said_on": self.mine.said_on} if self.mine else {})

    def act(self, form) -> str:
        typed = form.cleaned_data
        decisions.correct_date(
            decision=self.record, said_on=typed["said_on"], why=typed["why"], explanation=typed["explanation"],
            by=self.principal, version=self.version,
        )  # fmt: skip
        return self.to_record()


class DecisionCorrect(DecisionForm):
    form_class = DecisionCorrectionForm
    title = "Correct this decision"
    button = "Save correction"
    success = "The correction is saved. The old value stays to be seen."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"programmes": self.permitted(Programme)}

    def get_initial(self):
        return super().get_initial() | DecisionCorrectionForm.of(self.record)

    def act(self, form) -> str:
        typed = form.cleaned_data
        decisions.correct(
            decision=self.record, changes=form.changes, why=typed["why"], explanation=typed["explanation"],
            by=self.principal, version=self.version,
        )  # fmt: skip
        return self.to_record()


class DecisionWithdraw(DecisionForm):
    form_class = WithdrawForm
    title = "Withdraw this decision"
    button = "Withdraw"
    success = "The decision is withdrawn."

    def act(self, form) -> str:
        decisions.withdraw(decision=self.record, why=form.cleaned_data["why"], by=self.principal, version=self.version)
        return self.to_record()

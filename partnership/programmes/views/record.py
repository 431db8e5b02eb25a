"""What every page of one milestone, action, risk, report or decision has."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import cached_property

from partnership.access.policy import Action
from partnership.pages.values import Link, Money, Tag
from partnership.pages.views import Offered, OfRecord
from partnership.programmes import history
from partnership.programmes.models import Decision, Milestone, ProgrammeAction, Ratification, Report, Risk
from partnership.programmes.policy import ACTION, DECISION, MILESTONE, PROGRAMME, RATIFICATION
from partnership.programmes.states import ACTIONS, DECISIONS, MILESTONES, RISKS
from partnership.programmes.views.pages import OfProgramme, to


class OfProgrammeRecord(OfProgramme, OfRecord):
    """A record that belongs to a programme: its address names both."""

    policy = PROGRAMME
    namespace = "programmes"

    @classmethod
    def url_kwargs(cls, record) -> dict[str, object]:
        return {"slug": record.programme.slug, "reference": record.reference}

    def permitted(self, model, permission=None):
        """A record under another programme's address is not there."""
        rows = super().permitted(model, permission)
        return rows.filter(programme__slug=self.kwargs["slug"]) if model is self.model else rows

    def above(self) -> list[Link]:
        records = Link(self.nouns()[1].capitalize(), self.address_of(f"programme-{self.noun}s"))
        programme = Link(str(self.programme), self.address_of("programme"))
        return [Link("Programmes", to("programme-list")), programme, records]


class OfCommitment(OfProgrammeRecord):
    """A milestone or an action. Another trust's can be read and not changed."""

    argument = "commitment"
    related = ("programme", "owner", "added_by", "trust")

    def tags(self) -> Iterator[Tag]:
        yield Tag(self.record.status)

    def owner(self) -> str:
        return str(self.record.owner)

    def facts(self) -> Iterator[tuple[str, object]]:
        yield "Progress", self.record.get_state_display()
        yield "Due", self.record.due_on
        yield "Whose", self.record.whose

    @property
    def may_edit(self) -> bool:
        mine = self.permitted(self.model, self.policy[Action.EDIT])
        return super().may_edit and mine.filter(pk=self.record.pk).exists()

    def offered(self) -> Offered:
        return super().offered() if self.may_edit else Offered()

    def other_actions(self) -> Iterator[Link]:
        yield Link("Change details", self.to_record(f"{self.noun}-change"))


class OfMilestone(OfCommitment):
    model = Milestone
    policy = MILESTONE
    states = MILESTONES
    noun = "milestone"
    pages = (("Overview", "milestone-overview"), ("History", "milestone-history"))
    sources = history.OF_A_MILESTONE


class OfAction(OfCommitment):
    model = ProgrammeAction
    policy = ACTION
    states = ACTIONS
    noun = "action"
    pages = (("Overview", "action-overview"), ("History", "action-history"))
    sources = history.OF_AN_ACTION


class OfRisk(OfProgrammeRecord):
    model = Risk
    states = RISKS
    noun = "risk"
    related = ("programme", "owner", "added_by")
    pages = (("Overview", "risk-overview"), ("History", "risk-history"))
    sources = history.OF_A_RISK

    def owner(self) -> str:
        return str(self.record.owner)

    def facts(self) -> Iterator[tuple[str, object]]:
        yield "Score", f"{self.record.score} of 25"
        yield "Provision", Money(self.record.provision)


class OfReport(OfProgrammeRecord):
    model = Report
    noun = "report"
    related = ("programme", "issued_by")

    @cached_property
    def newest(self) -> Report:
        """The last issue of the report's month."""
        rows = self.permitted(Report, PROGRAMME[Action.VIEW]).filter(month=self.record.month)
        return rows.select_related("programme", "issued_by").first() or self.record

    def title_of(self, record) -> str:
        return f"{self.programme}: highlight report, {record.title}"

    def tags(self) -> Iterator[Tag]:
        yield Tag(self.record.get_overall_display())

    def facts(self) -> Iterator[tuple[str, object]]:
        yield "Issued", self.record.issued_at
        yield "By", str(self.record.issued_by)

    def other_actions(self) -> Iterator[Link]:
        if self.may(PROGRAMME[Action.NEW]) and self.newest == self.record:
            yield Link("Issue again", self.to_record("report-again"))


class OfDecision(OfRecord):
    model = Decision
    policy = DECISION
    states = DECISIONS
    namespace = "programmes"
    noun = "decision"
    section = "Governance"
    related = ("programme", "recorded_by")
    pages = (("Overview", "decision-overview"), ("History", "decision-history"))
    sources = history.OF_A_DECISION

    @cached_property
    def responses(self) -> dict[int, Ratification]:
        """The response of each trust's board, by the trust."""
        rows = self.permitted(Ratification, RATIFICATION[Action.VIEW]).in_force().filter(decision=self.record)
        return {one.trust_id: one for one in rows.select_related("trust", "recorded_by")}

    @property
    def own_response(self) -> Ratification | None:
        """The response of the board of this person's own trust."""
        return self.responses.get(self.principal.trust_id)

    def above(self) -> list[Link]:
        return [Link("Governance", to("governance")), *super().above()]

    def facts(self) -> Iterator[tuple[str, object]]:
        yield "Decided on", self.record.decided_on
        yield "Where", self.record.meeting
        yield "Programme", str(self.record.programme or "The Partnership")

    def moves(self):
        """A board responds once."""
        return (pair for pair in super().moves() if pair[0].verb != "respond" or self.own_response is None)

    def other_actions(self) -> Iterator[Link]:
        if self.own_response is not None and self.may(DECISION[Action.DECIDE]):
            yield Link("Correct the date of my board", self.to_record("ratification-correct"))
        if self.may_edit:
            yield Link("Correct this decision", self.to_record("decision-correct"))

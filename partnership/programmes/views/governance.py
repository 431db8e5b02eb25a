"""B6: decisions waiting for ratification, open actions and the highest risks, on one page."""

from __future__ import annotations

from partnership.access.policy import Action
from partnership.arithmetic import clock
from partnership.arithmetic.shares import NOTHING, TRUSTS, summed
from partnership.pages.tables import Table
from partnership.pages.values import Link, Money
from partnership.pages.views import Page
from partnership.programmes.models import Decision, ProgrammeAction, Risk
from partnership.programmes.policy import ACTION, DECISION, PROGRAMME
from partnership.programmes.views.lists import ACTION_COLUMNS, DECISION_COLUMNS, RISK_COLUMNS
from partnership.programmes.views.pages import NAMES, GovernanceTab, to

FEW = 10


class Governance(GovernanceTab, Page):
    """The latest of each, with the way to all of them."""

    template_name = "programmes/governance.html"
    title = "Governance"

    def get_context_data(self, **kwargs):
        waiting = self.decisions().waiting()
        risks = self.permitted(Risk, PROGRAMME[Action.LIST]).open().select_related("programme")
        return super().get_context_data(
            waiting=Table("Waiting for ratification", DECISION_COLUMNS, waiting, id="waiting"),
            decisions=Table("Decisions", DECISION_COLUMNS, self.decisions()[:FEW], id="decisions"),
            actions=self.actions_table(),
            risks=Table("Highest risks", RISK_COLUMNS, risks.highest_first()[:FEW], id="risks"),
            provision=self.provision(risks),
            links=self.links(),
            own_trust=self.principal.grant.trust,
            as_at=clock.now(),
            **kwargs,
        )

    def decisions(self):
        rows = self.permitted(Decision, DECISION[Action.LIST])
        return rows.select_related("programme").with_boards()

    def actions_table(self) -> Table:
        rows = self.permitted(ProgrammeAction, ACTION[Action.LIST]).open()
        rows = rows.select_related("programme", "trust", "owner").order_by("due_on", "pk")
        return Table("Open actions, soonest due first", ACTION_COLUMNS, rows[:FEW], id="actions")

    def provision(self, risks) -> list[tuple[str, Money]]:
        """What is set aside for every open risk, and each trust's part of it: the sum of its parts of each."""
        every = list(risks)
        parts = summed([risk.shares for risk in every])
        total = sum((risk.provision for risk in every), NOTHING)
        return [
            ("Set aside for open risks", Money(total)),
            *((f"{NAMES[slug]} bears", Money(parts[slug])) for slug in TRUSTS),
        ]

    def links(self) -> list[Link]:
        may_record = self.may(DECISION[Action.NEW])
        return [Link("Record a decision", to("decision-new"))] if may_record else []

"""The six programmes: all of them, and one with its milestones, risks, measures and reports."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils.functional import cached_property

from partnership.access.policy import Action, Scope
from partnership.arithmetic import clock, months
from partnership.measures import drawing, sentences
from partnership.organisations.models import Programme
from partnership.pages.tables import Column, Table
from partnership.pages.values import HOME, Link, Missing, Several, Tag
from partnership.pages.views import Page
from partnership.programmes import reading
from partnership.programmes.models import Decision, Milestone, ProgrammeAction, Report, Risk
from partnership.programmes.policy import ACTION, DECISION, MILESTONE, PROGRAMME
from partnership.programmes.views.lists import DECISION_COLUMNS, progress_tags
from partnership.programmes.views.pages import ProgrammeTab, to
from partnership.programmes.views.record import OfAction, OfMilestone, OfReport, OfRisk

FEW = 5
NO_REPORT = Missing("No report yet")
NOUN_OF = {Milestone: OfMilestone, ProgrammeAction: OfAction}


def overall_tag(report: Report) -> Tag:
    return Tag(report.get_overall_display())


def report_link(report: Report) -> Link:
    return Link(report.title, OfReport.url_of(report))


class Counted:
    """How many of each programme's rows this person may see, in one query a kind."""

    def __init__(self, view: Page):
        today = clock.today()
        self.overdue_milestones = _by_programme(view.permitted(Milestone, MILESTONE[Action.LIST]).overdue(today))
        self.open_milestones = _by_programme(view.permitted(Milestone, MILESTONE[Action.LIST]).open())
        self.open_actions = _by_programme(view.permitted(ProgrammeAction, ACTION[Action.LIST]).open())
        self.overdue_actions = _by_programme(view.permitted(ProgrammeAction, ACTION[Action.LIST]).overdue(today))
        self.open_risks = _by_programme(view.permitted(Risk, PROGRAMME[Action.LIST]).open())


def _by_programme(rows) -> dict[int, int]:
    counted = rows.order_by().values("programme").annotate(count=Count("pk"))
    return dict(counted.values_list("programme", "count"))


class ProgrammeList(Page):
    """The six, each with its last report and figures that open onto exactly the rows that they count."""

    template_name = "programmes/programme_list.html"
    title = "Programmes"
    section = "Programmes"

    def breadcrumbs(self) -> list[Link]:
        return [HOME]

    def get_context_data(self, **kwargs):
        programmes = list(self.permitted(Programme))
        table = Table("Programmes", self.columns(), programmes, id="programmes", caption_hidden=True, stacked=True)
        return super().get_context_data(table=table, as_at=clock.now(), **kwargs)

    def columns(self) -> tuple[Column, ...]:
        counted, latest = Counted(self), self.latest_reports()

        def linked(counts: dict[int, int], page: str, view: str, what: str):
            return lambda one: Link(str(counts.get(one.pk, 0)), f"{to(page, one.slug)}?view={view}", f"{what} of {one}")

        whose = self.whose_actions
        return (
            Column("name", "Programme", lambda one: Link(one.name, to("programme", one.slug))),
            Column("overall", "Last report", lambda one: _last(latest.get(one.pk)), missing=NO_REPORT),
            Column("milestones", "Open milestones",
                   linked(counted.open_milestones, "programme-milestones", "open", "open milestones"), numeric=True),
            Column("overdue_milestones", "Overdue milestones",
                   linked(counted.overdue_milestones, "programme-milestones", "overdue", "overdue milestones"),
                   numeric=True),
            Column("actions", f"Open actions{whose}",
                   linked(counted.open_actions, "programme-actions", "open", "open actions"), numeric=True),
            Column("overdue_actions", f"Overdue actions{whose}",
                   linked(counted.overdue_actions, "programme-actions", "overdue", "overdue actions"), numeric=True),
            Column("risks", "Open risks",
                   linked(counted.open_risks, "programme-risks", "open", "open risks"), numeric=True),
        )  # fmt: skip

    @property
    def whose_actions(self) -> str:
        is_own = ACTION[Action.LIST].scope(self.principal) is Scope.OWN_TRUST
        return f" of {self.principal.grant.trust}" if is_own else ""

    def latest_reports(self) -> dict[int, Report]:
        newest = self.permitted(Report, PROGRAMME[Action.LIST]).order_by("programme_id", "-month", "-issue")
        return {r.programme_id: r for r in newest.distinct("programme_id").select_related("programme")}


def _last(report: Report | None) -> Several | None:
    return Several([overall_tag(report), report_link(report)]) if report else None


class ProgrammeOverview(ProgrammeTab, Page):
    """What needs attention first: what is overdue or due next, the highest risks, what was decided, the last report."""

    template_name = "programmes/programme.html"
    next_columns = (
        Column("title", "What", lambda row: Link(row.title, NOUN_OF[type(row)].url_of(row))),
        Column("kind", "Kind", lambda row: row._meta.verbose_name.capitalize()),
        Column("progress", "Progress", progress_tags),
        Column("due_on", "Due"),
        Column("whose", "Whose"),
    )
    risk_columns = (
        Column("title", "Risk", lambda risk: Link(risk.title, OfRisk.url_of(risk))),
        Column("score", "Score", lambda risk: risk.score, numeric=True),
        Column("mitigation", "Mitigation"),
    )

    def get_context_data(self, **kwargs):
        decisions = self.permitted(Decision, DECISION[Action.LIST]).filter(programme=self.programme)
        return super().get_context_data(
            report=self.report,
            overall=overall_tag(self.report) if self.report else None,
            report_url=OfReport.url_of(self.report) if self.report else "",
            next_up=Table("Overdue, or due next", self.next_columns, self.due(), id="next"),
            risks=Table("Highest risks", self.risk_columns, self.risks(), id="risks"),
            decisions=Table("Decisions", DECISION_COLUMNS, decisions.with_boards()[:FEW], id="decisions"),
            links=self.links(),
            **kwargs,
        )

    @cached_property
    def report(self) -> Report | None:
        return self.permitted(Report).filter(programme=self.programme).select_related("programme", "issued_by").first()

    def due(self) -> list[Any]:
        found = []
        for model, noun in NOUN_OF.items():
            rows = self.permitted(model, noun.policy[Action.LIST]).open().filter(programme=self.programme)
            found += rows.select_related("programme", "trust")[:FEW]
        return sorted(found, key=lambda row: (row.due_on, row.pk))[:FEW]

    def risks(self) -> list[Risk]:
        rows = self.permitted(Risk).open().filter(programme=self.programme).select_related("programme")
        return list(rows.highest_first()[:FEW])

    def links(self) -> list[Link]:
        pages = (
            ("Write the highlight report", "report-new", PROGRAMME[Action.NEW]),
            ("Add a milestone", "milestone-new", MILESTONE[Action.NEW]),
            ("Add an action", "action-new", ACTION[Action.NEW]),
            ("Add a risk", "risk-new", PROGRAMME[Action.NEW]),
        )
        return [Link(label, self.address_of(name)) for label, name, needs in pages if self.may(needs)]


class ProgrammeMeasures(ProgrammeTab, Page):
    """Each measure that is declared for the programme: its sentence and its chart, with the way to its own page."""

    template_name = "programmes/measures.html"

    def get_context_data(self, **kwargs):
        month = months.month_of(clock.today())
        shown = [
            {
                "measure": one.measure,
                "sentence": sentences.sentence(one),
                "chart": drawing.whole_chart(one) if one.latest else None,
            }
            for one in reading.readings(self.principal, self.programme, month)
        ]
        return super().get_context_data(shown=shown, **kwargs)


class ProgrammeReports(ProgrammeTab, Page):
    """Every report that was issued, the newest first; an issue that another followed says so."""

    template_name = "programmes/reports.html"
    columns = (
        Column("title", "Report", report_link),
        Column("reference", "Reference", nowrap=True),
        Column("overall", "Overall progress", overall_tag),
        Column("issued", "Issued", lambda report: report.issued_at),
        Column("issued_by", "By"),
    )

    def get_context_data(self, **kwargs):
        rows = self.permitted(Report).filter(programme=self.programme).select_related("programme", "issued_by")
        add = Link("Write a report", self.address_of("report-new")) if self.may(PROGRAMME[Action.NEW]) else None
        table = Table("Highlight reports", self.columns, rows, id="reports", caption_hidden=True)
        return super().get_context_data(table=table, has_reports=rows.exists(), add=add, **kwargs)

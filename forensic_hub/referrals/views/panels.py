"""The weekly panel: its dates, its list of referrals, its attendance and who may decide."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from forensic_hub.referrals.actions import panels
from forensic_hub.referrals.forms.panels import (
    AttendanceForm,
    DecisionMakerEndForm,
    DecisionMakerForm,
    PanelForm,
    PutOnForm,
)
from forensic_hub.referrals.models import Assessment, Decision, DecisionMaker, Panel, Referral
from forensic_hub.referrals.policy import PANEL
from forensic_hub.referrals.views import rows
from forensic_hub.referrals.views.record import ReferralMove
from forensic_hub.referrals.vocabulary import State
from partnership.access.policy import Action
from partnership.arithmetic import clock, words
from partnership.organisations.models import Organisation
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link, Missing
from partnership.pages.views import ListPage, ListTab, NewPage, OfRecord, RecordAddPage, RecordPage
from partnership.people.naming import named
from partnership.records.models import Read

NOT_ASSESSED = Missing("No assessment recorded")


class OfPanel(OfRecord):
    """One panel, named by its date. It has no version: nothing on it is overwritten."""

    model = Panel
    policy = PANEL
    namespace = "forensic_hub"
    noun = "panel"
    section = "Forensic"

    @classmethod
    def url_kwargs(cls, record: Panel) -> dict[str, object]:
        return {"date": record.meets_on}

    @cached_property
    def record(self) -> Panel:
        return get_object_or_404(self.permitted(Panel, PANEL[Action.LIST]), meets_on=self.kwargs["date"])

    def heading(self) -> str:
        return str(self.record)

    def other_actions(self) -> Iterator[Link]:
        if self.record.has_met and self.may_edit:
            yield Link("Record attendance", self.to_record("panel-attendance"))


PanelNew = NewPage.of(OfPanel, panels.arrange, PanelForm, title="Add a panel date", success="{record} is arranged.")


class PanelList(ListPage):
    template_name = "forensic_hub/panel_list.html"
    records = OfPanel
    default_sort = "date"
    columns = (
        Column(
            "date", "Date", value=lambda panel: Link(words.day(panel.meets_on), OfPanel.url_of(panel)),
            order_by="meets_on",
        ),
        Column("to_decide", "Referrals to decide", numeric=True),
        Column("decided", "Decisions recorded", numeric=True),
        Column(
            "trusts", "Trusts present", missing=Missing("Not met yet"), numeric=True,
            value=lambda panel: f"{panel.trusts} of 3" if panel.has_met else None,
        ),
    )  # fmt: skip
    list_tabs = (
        ListTab(
            "coming", "Today and later", lambda found, by: found.filter(meets_on__gte=clock.today()),
            empty="No panel is arranged.",
        ),
        ListTab(
            "past", "Past", lambda found, by: found.filter(meets_on__lt=clock.today()).reverse(),
            empty="No panel has met yet.",
        ),
    )  # fmt: skip

    def everything(self) -> QuerySet:
        return (
            super()
            .everything()
            .annotate(
                to_decide=Count("agenda", distinct=True),
                decided=Count("decisions", filter=Q(decisions__corrects=None), distinct=True),
                trusts=Count("attendances__decision_maker__trust", distinct=True),
            )
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_arrange=self.may(PANEL[Action.NEW]), **kwargs)


class PanelOverview(OfPanel, RecordPage):
    """What is to be decided, one row a referral, to print and take along; and what was decided."""

    template_name = "forensic_hub/panel_overview.html"
    to_decide_columns = (
        rows.REFERENCE,
        Column("person", "Person", value=lambda referral: named(referral.person), person=True),
        Column("summary", "Summary", value=lambda referral: _of_last(referral, "summary"), missing=NOT_ASSESSED),
        Column(
            "recommendation", "Recommendation", missing=NOT_ASSESSED,
            value=lambda referral: _of_last(referral, "get_recommended_setting_display")
            or _of_last(referral, "get_outcome_display"),
        ),
        Column("waiting", "Days waiting", value=lambda r: (clock.today() - r.received_on).days, numeric=True),
    )  # fmt: skip
    decided_columns = (
        Column("reference", "Reference", value=lambda decision: rows.reference(decision.referral), nowrap=True),
        Column("person", "Person", value=lambda decision: named(decision.referral.person), person=True),
        Column("decision", "Decision", value=str),
        Column("reason", "Reason"),
    )

    @cached_property
    def to_decide(self) -> list[Referral]:
        assessed = Assessment.Status.TOOK_PLACE
        assessments = Prefetch("assessments", self.permitted(Assessment).filter(status=assessed).order_by("-pk"))
        agenda = self.permitted(Referral).filter(panel=self.record).select_related("person")
        return list(agenda.order_by("received_at", "pk").prefetch_related(assessments))

    @cached_property
    def decided(self) -> list[Decision]:
        made = self.record.decisions.filter(corrected_by=None)
        mine = made.filter(referral__in=self.permitted(Referral))
        return list(mine.select_related("referral__person").order_by("recorded_at"))

    def get_context_data(self, **kwargs):
        shown = [*self.to_decide, *(decision.referral for decision in self.decided)]
        self.shows([referral.reference for referral in shown], Read.How.LIST)
        missing = panels.trusts_missing(self.record)
        return super().get_context_data(
            table=Table("Referrals to decide", self.to_decide_columns, self.to_decide, id="to-decide"),
            decided=Table("Decisions recorded", self.decided_columns, self.decided, id="decided"),
            not_quorate=panels.not_quorate(missing) if missing else "",
            not_yet=self.record.not_yet("attendance"),
            present=self.record.attendances.select_related("decision_maker__trust"),
            why_empty=self.why_empty(),
            **kwargs,
        )

    def why_empty(self) -> str:
        due = self.due_before_the_next().count()
        are = "assessment is" if due == 1 else "assessments are"
        return f"There are no referrals for this panel. {due or 'No'} {are} due before the next one."

    def due_before_the_next(self) -> QuerySet:
        """Assessments that are due by the panel after this one: what may still come onto a list."""
        waits = (State.ASSESSMENT_DUE, State.ASSESSMENT_BOOKED)
        due = self.permitted(Referral).open().filter(state__in=waits)
        after = self.permitted(Panel, PANEL[Action.LIST]).after(self.record.meets_on).first()
        return due.filter(due_on__lte=after.meets_on) if after else due


class PanelAttendance(OfPanel, RecordAddPage):
    action = staticmethod(panels.record_attendance)
    form_class = AttendanceForm
    title = "Who was at the panel?"
    button = "Save attendance"
    hint = "A decision needs at least 1 decision maker from each of the 3 trusts."
    success = "Attendance saved."

    def check(self) -> None:
        panels.refuse_to_come(self.record)

    def button_links(self) -> list[Link]:
        return [
            Link("Add a decision maker", self.to_record("decision-maker-new")),
            Link("Someone no longer decides", self.to_record("decision-maker-end")),
        ]

    def get_form_kwargs(self):
        present = Q(attendances__panel=self.record)
        makers = self.permitted(DecisionMaker).filter(present | Q(ended_on=None) | Q(ended_on__gt=self.record.meets_on))
        return super().get_form_kwargs() | {"makers": makers.select_related("trust").distinct()}

    def get_initial(self):
        return super().get_initial() | AttendanceForm.of(self.record)


class OfDecisionMakers(OfPanel):
    """Who may decide for the trusts, changed on the way to a panel's attendance."""

    after = "panel-attendance"

    @property
    def made_on(self) -> dict[str, object]:
        return {"by": self.principal}


class DecisionMakerNew(OfDecisionMakers, RecordAddPage):
    action = staticmethod(panels.add_decision_maker)
    form_class = DecisionMakerForm
    title = "Add a decision maker"
    button = "Add decision maker"
    success = "{record} can now decide for {record.trust}."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"trusts": self.permitted(Organisation).partnership_trusts()}


class DecisionMakerEnd(OfDecisionMakers, RecordAddPage):
    action = staticmethod(panels.end_decision_maker)
    form_class = DecisionMakerEndForm
    title = "Who no longer decides?"
    button = "Take off the list"
    hint = "The panels that they were at keep them."
    success = "{record} no longer decides for {record.trust}."

    def get_form_kwargs(self):
        makers = self.permitted(DecisionMaker).filter(ended_on=None).select_related("trust")
        return super().get_form_kwargs() | {"makers": makers}


class ReferralPutOn(ReferralMove):
    """Moves a referral that awaits a decision to another panel's list."""

    verb = "put_on"
    action = staticmethod(panels.put_on)
    form_class = PutOnForm
    button = "Save"
    after = "referral-panel"

    @cached_property
    def coming(self) -> list[Panel]:
        to_come = self.permitted(Panel, PANEL[Action.LIST]).filter(meets_on__gte=clock.today())
        return list(to_come.order_by("meets_on"))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"panels": self.coming}

    def get_initial(self):
        return super().get_initial() | {"panel": str(self.record.panel_id)}

    def values_now(self) -> dict[str, object]:
        """A panel that has passed is not to be kept."""
        return self.get_initial() if self.record.panel in self.coming else {}


def _of_last(referral: Referral, name: str) -> str:
    """Something of the latest assessment that took place; nothing without one."""
    last = next(iter(referral.assessments.all()), None)
    value = getattr(last, name, "")
    return str(value() if callable(value) else value)

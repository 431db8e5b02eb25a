"""The weekly panel: its dates, its list of referrals, who was there and who may decide."""

from __future__ import annotations

from django.db.models import Count, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from forensic_hub.referrals.actions import panels
from forensic_hub.referrals.forms.panels import (
    AttendanceForm,
    DecisionMakerEndForm,
    DecisionMakerForm,
    PanelForm,
    PutOnForm,
)
from forensic_hub.referrals.models import Assessment, DecisionMaker, Panel, Referral
from forensic_hub.referrals.policy import PANEL, REFERRAL
from forensic_hub.referrals.views import rows
from forensic_hub.referrals.views.record import ReferralMove
from forensic_hub.referrals.vocabulary import State
from partnership.access.policy import Action
from partnership.arithmetic import clock, words
from partnership.organisations.models import Organisation
from partnership.pages.banners import say, say_done
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link, Missing
from partnership.pages.views import FormPage, ListPage, ListTab, Page
from partnership.people.naming import named
from partnership.records.models import Read

NOT_ASSESSED = Missing("No assessment recorded")


def panel_url(panel: Panel, name: str = "panel-view", **more: object) -> str:
    return reverse(f"forensic_hub:{name}", kwargs={"date": panel.meets_on, **more})


def to_panel(panel: Panel) -> Link:
    return Link(words.day(panel.meets_on), panel_url(panel))


class PanelList(ListPage):
    model = Panel
    template_name = "forensic_hub/panel_list.html"
    title = "Panels"
    section = "Forensic"
    noun = ("panel", "panels")
    default_sort = "date"
    columns = (
        Column(
            "date", "Date", value=lambda panel: Link(words.day(panel.meets_on), panel_url(panel)), order_by="meets_on"
        ),
        Column("to_decide", "Referrals to decide", numeric=True),
        Column("decided", "Decisions recorded", numeric=True),
        Column(
            "trusts",
            "Trusts present",
            missing=Missing("Not met yet"),
            numeric=True,
            value=lambda panel: f"{panel.trusts} of 3" if panel.has_met else None,
        ),
    )
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

    def breadcrumbs(self) -> list[Link]:
        return [Link("Home", "/")]

    def everything(self):
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


class PanelNew(FormPage):
    form_class = PanelForm
    title = "Add a panel date"
    section = "Forensic"
    button = "Add panel"

    def back_link(self) -> str:
        return reverse("forensic_hub:panel-list")

    def act(self, form) -> str:
        panel = panels.arrange(meets_on=form.cleaned_data["meets_on"], by=self.principal)
        say_done(self.request, f"The panel on {words.day(panel.meets_on)} is arranged.")
        return panel_url(panel)


class OfPanel:
    """A page of one panel, named by its date."""

    section = "Forensic"

    @cached_property
    def panel(self) -> Panel:
        return get_object_or_404(self.permitted(Panel, PANEL[Action.LIST]), meets_on=self.kwargs["date"])

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        self.panel  # noqa: B018 - no such panel is a 404 before anything else
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(panel=self.panel, **kwargs)


class PanelView(OfPanel, Page):
    """One panel: what is to be decided, one row a referral, to print and take along; and what was decided."""

    template_name = "forensic_hub/panel_view.html"
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

    def get_title(self) -> str:
        return f"Panel on {words.day(self.panel.meets_on)}"

    def breadcrumbs(self) -> list[Link]:
        listed = [Link("Panels", reverse("forensic_hub:panel-list"))] if self.may(PANEL[Action.LIST]) else []
        return [Link("Home", "/"), *listed]

    @cached_property
    def to_decide(self) -> list[Referral]:
        assessed = Assessment.Status.TOOK_PLACE
        assessments = Prefetch("assessments", self.permitted(Assessment).filter(status=assessed).order_by("-pk"))
        agenda = self.permitted(Referral).filter(panel=self.panel).select_related("person")
        return list(agenda.order_by("received_at", "pk").prefetch_related(assessments))

    @cached_property
    def decided(self) -> list:
        made = self.panel.decisions.filter(corrected_by=None)
        mine = made.filter(referral__in=self.permitted(Referral))
        return list(mine.select_related("referral__person").order_by("recorded_at"))

    def get_context_data(self, **kwargs):
        shown = [*self.to_decide, *(decision.referral for decision in self.decided)]
        self.shows([referral.reference for referral in shown], Read.How.LIST)
        missing = panels.trusts_missing(self.panel)
        return super().get_context_data(
            table=Table("Referrals to decide", self.to_decide_columns, self.to_decide, id="to-decide"),
            decided=Table("Decisions recorded", self.decided_columns, self.decided, id="decided"),
            not_quorate=panels.not_quorate(missing) if missing else "",
            not_yet=self.panel.not_yet("who was there"),
            present=self.panel.attendances.select_related("decision_maker__trust"),
            why_empty=self.why_empty(),
            may_edit=self.may(REFERRAL[Action.EDIT]),
            attendance_url=panel_url(self.panel, "panel-attendance"),
            **kwargs,
        )

    def why_empty(self) -> str:
        due = self.due_before_the_next().count()
        are = "assessment is" if due == 1 else "assessments are"
        return f"There are no referrals for this panel. {due or 'No'} {are} due before the next one."

    def due_before_the_next(self):
        """Assessments that are due by the panel after this one: what may still come onto a list."""
        waits = (State.ASSESSMENT_DUE, State.ASSESSMENT_BOOKED)
        due = self.permitted(Referral).open().filter(state__in=waits)
        after = self.permitted(Panel, PANEL[Action.LIST]).after(self.panel.meets_on).first()
        return due.filter(due_on__lte=after.meets_on) if after else due


class PanelAttendance(OfPanel, FormPage):
    form_class = AttendanceForm
    title = "Who was at the panel?"
    button = "Save attendance"
    hint = "A decision needs at least 1 decision maker from each of the 3 trusts."

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if self.panel.has_met:
            return super().get(request, *args, **kwargs)
        say(request, self.panel.not_yet("who was there"))
        return redirect(panel_url(self.panel))

    def back_link(self) -> str:
        return panel_url(self.panel)

    def button_links(self) -> list[Link]:
        return [
            Link("Add a decision maker", panel_url(self.panel, "decision-maker-new")),
            Link("Someone no longer decides", panel_url(self.panel, "decision-maker-end")),
        ]

    def get_form_kwargs(self):
        present = Q(attendances__panel=self.panel)
        makers = self.permitted(DecisionMaker).filter(present | Q(ended_on=None) | Q(ended_on__gt=self.panel.meets_on))
        return super().get_form_kwargs() | {"makers": makers.select_related("trust").distinct()}

    def get_initial(self):
        initial = super().get_initial()
        for attendance in self.panel.attendances.select_related("decision_maker"):
            initial.setdefault(f"trust_{attendance.decision_maker.trust_id}", []).append(
                str(attendance.decision_maker_id)
            )
        return initial

    def act(self, form) -> str:
        panels.record_attendance(panel=self.panel, present=form.present, by=self.principal)
        say_done(self.request, "Attendance saved.")
        return panel_url(self.panel)


class DecisionMakerNew(OfPanel, FormPage):
    form_class = DecisionMakerForm
    title = "Add a decision maker"
    button = "Add decision maker"

    def back_link(self) -> str:
        return panel_url(self.panel, "panel-attendance")

    def get_form_kwargs(self):
        trusts = self.permitted(Organisation).partnership_trusts()
        return super().get_form_kwargs() | {"trusts": trusts}

    def act(self, form) -> str:
        maker = panels.add_decision_maker(
            name=form.cleaned_data["name"], job_title=form.cleaned_data["job_title"], trust=form.chosen_trust,
            by=self.principal,
        )  # fmt: skip
        say_done(self.request, f"{maker} can now decide for {maker.trust}.")
        return self.back_link()


class DecisionMakerEnd(OfPanel, FormPage):
    form_class = DecisionMakerEndForm
    title = "Who no longer decides?"
    button = "Take off the list"
    hint = "The panels that they were at keep them."

    def back_link(self) -> str:
        return panel_url(self.panel, "panel-attendance")

    def get_form_kwargs(self):
        makers = self.permitted(DecisionMaker).filter(ended_on=None).select_related("trust")
        return super().get_form_kwargs() | {"makers": makers}

    def act(self, form) -> str:
        ended = panels.end_decision_maker(maker=form.chosen, by=self.principal)
        say_done(self.request, f"{ended} no longer decides for {form.chosen.trust}.")
        return self.back_link()


def _of_last(referral: Referral, name: str) -> str:
    """Something of the latest assessment that took place; nothing without one."""
    last = next(iter(referral.assessments.all()), None)
    value = getattr(last, name, "")
    return str(value() if callable(value) else value)


class ReferralPutOn(ReferralMove):
    """Moves a referral that awaits a decision to another panel's list."""

    form_class = PutOnForm
    title = "Move it to another panel"
    button = "Save"
    verb = "put_on"
    after = "referral-panel"

    @cached_property
    def coming(self) -> list[Panel]:
        panels = self.permitted(Panel, PANEL[Action.LIST]).filter(meets_on__gte=clock.today())
        return list(panels.order_by("meets_on"))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"panels": self.coming}

    def get_initial(self):
        return super().get_initial() | {"panel": str(self.record.panel_id)}

    def values_now(self) -> dict[str, object]:
        """A panel that has passed is not to be kept."""
        return super().values_now() if self.record.panel in self.coming else {}

    def change(self, form) -> None:
        panels.put_on(**self.made_on, panel=form.chosen)
        say_done(self.request, f"{self.record} is on the list of the panel on {words.day(form.chosen.meets_on)}.")

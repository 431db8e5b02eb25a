"""Panels, who was there, and what is on the agenda."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from forensic_hub.referrals.actions.moving import move, ready, resave
from forensic_hub.referrals.models import Attendance, DecisionMaker, Panel, Referral
from forensic_hub.referrals.policy import PANEL
from forensic_hub.referrals.refusals import AttendanceStands, PanelExists, PanelHasNotMet, PanelInThePast
from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.organisations.models import Organisation


def next_panel(after: dt.date | None = None) -> Panel | None:
    """The next panel that has not begun to decide, today's included; with ``after``, the next one past that day."""
    panels = Panel.objects.filter(meets_on__gte=clock.today(), decisions=None)
    return (panels.filter(meets_on__gt=after) if after else panels).order_by("meets_on").first()


def locked_panel(pk: int) -> Panel:
    """The panel, so that nobody leaves it while it decides. A referral can still be put on its agenda."""
    return Panel.objects.select_for_update(no_key=True).get(pk=pk)


def trusts_missing(panel: Panel) -> list[Organisation]:
    """The trusts without a decision maker at this panel. It is quorate when there are none."""
    present = Attendance.objects.filter(panel=panel).values("decision_maker__trust")
    return list(Organisation.objects.partnership_trusts().exclude(pk__in=present))


@transaction.atomic
def arrange(*, meets_on: dt.date, by: Principal) -> Panel:
    """A new panel. Referrals that await a decision and are on no agenda go onto the next one's.

    Refuses a second panel on a day (PanelExists) and a day that has passed (PanelInThePast).
    """
    PANEL[Action.NEW].demand(by)
    if meets_on < clock.today():
        raise PanelInThePast
    panel, is_new = Panel.objects.get_or_create(
        meets_on=meets_on, defaults={"arranged_by": by.actor, "arranged_at": clock.now()}
    )
    if not is_new:
        raise PanelExists(panel)
    for referral in Referral.objects.awaiting_decision().filter(panel=None).order_by("pk").select_for_update():
        referral.panel = next_panel()
        resave(referral)
    return panel


@transaction.atomic
def put_on(*, referral: Referral, panel: Panel, by: Principal, version: int | None = None) -> Referral:
    """Moves a referral that awaits a decision to another panel's agenda. Refuses a panel that has passed."""
    locked = ready(referral, "put_on", by, version)
    if panel.meets_on < clock.today():
        raise PanelInThePast
    return move(locked, "put_on", by, panel=panel)


@transaction.atomic
def add_decision_maker(*, name: str, trust: Organisation, by: Principal, job_title: str = "") -> DecisionMaker:
    """Somebody who may decide for a trust from now on. Adding them twice is once."""
    PANEL[Action.EDIT].demand(by)
    maker, _ = DecisionMaker.objects.get_or_create(
        name=name, trust=trust, ended_on=None, defaults={"job_title": job_title}
    )
    return maker


@transaction.atomic
def end_decision_maker(*, maker: DecisionMaker, by: Principal) -> DecisionMaker:
    """From today they decide no more; the panels that they were at keep them."""
    PANEL[Action.EDIT].demand(by)
    maker = DecisionMaker.objects.select_for_update().get(pk=maker.pk)
    maker.ended_on = maker.ended_on or clock.today()
    maker.save()
    return maker


@transaction.atomic
def record_attendance(*, panel: Panel, present: list[DecisionMaker], by: Principal) -> Panel:
    """Who was there, as a whole. Refuses a panel whose day has not come (PanelHasNotMet).

    Once the panel has decided, nobody can be taken off any more (AttendanceStands).
    """
    PANEL[Action.EDIT].demand(by)
    panel = locked_panel(panel.pk)
    if not panel.has_met:
        raise PanelHasNotMet(panel)
    recorded = {
        attendance.decision_maker_id: attendance for attendance in panel.attendances.select_related("decision_maker")
    }
    gone = [attendance for key, attendance in recorded.items() if key not in {maker.pk for maker in present}]
    if gone and panel.decisions.exists():
        raise AttendanceStands(gone[0].decision_maker)
    for attendance in gone:
        attendance.delete()
    for maker in present:
        if maker.pk not in recorded:
            Attendance.objects.create(panel=panel, decision_maker=maker, recorded_by=by.actor, recorded_at=clock.now())
    return panel

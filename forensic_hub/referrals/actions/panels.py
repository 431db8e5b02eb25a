"""Panels, their attendance and their agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from forensic_hub.referrals.actions.moving import finish, resave
from forensic_hub.referrals.models import Attendance, DecisionMaker, Panel, Referral
from forensic_hub.referrals.policy import PANEL
from forensic_hub.referrals.states import REFERRALS
from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.arithmetic.words import day, listed
from partnership.organisations.models import Organisation
from partnership.records.days import refuse_past


def next_panel(after: dt.date | None = None) -> Panel | None:
    """The next panel that has not begun to decide, today's included; with ``after``, the next one past that day."""
    panels = Panel.objects.filter(meets_on__gte=clock.today(), decisions=None)
    return (panels.filter(meets_on__gt=after) if after else panels).order_by("meets_on").first()


def lock_panel(pk: int) -> Panel:
    """Its attendance stays as it is while it decides. A referral can still be put on its agenda."""
    return Panel.objects.select_for_update(no_key=True).get(pk=pk)


def trusts_missing(panel: Panel) -> list[Organisation]:
    """The trusts without a decision maker at this panel. It is quorate when there are none."""
    present = Attendance.objects.filter(panel=panel).values("decision_maker__trust")
    return list(Organisation.objects.partnership_trusts().exclude(pk__in=present))


def not_quorate(missing: Iterable[Organisation]) -> str:
    """What a panel without decision makers from these trusts reads."""
    trusts = listed([str(trust) for trust in missing])
    return (
        "This panel is not quorate. You can record a deferral only. For another decision, record at least 1 "
        f"decision maker from {trusts} first."
    )


@transaction.atomic
def arrange(*, meets_on: dt.date, by: Principal) -> Panel:
    """A new panel. Referrals that await a decision and are on no agenda go onto the next one's.

    Refuses a second panel on a day, and a day that has passed.
    """
    PANEL[Action.NEW].demand(by)
    refuse_past("Date of the panel", meets_on)
    panel, is_new = Panel.objects.get_or_create(
        meets_on=meets_on, defaults={"arranged_by": by.actor, "arranged_at": clock.now()}
    )
    if not is_new:
        raise Refusal(f"There is already a panel on {day(panel.meets_on)}.")
    coming = next_panel()
    for referral in Referral.objects.awaiting_decision().filter(panel=None).order_by("pk").select_for_update():
        referral.panel = coming
        resave(referral)
    return panel


@transaction.atomic
def put_on(*, referral: Referral, panel: Panel, by: Principal, version: int | None = None) -> Referral:
    """Moves a referral that awaits a decision to another panel's agenda. Refuses a panel that has passed."""
    locked = REFERRALS.begin(referral, "put_on", by, version)
    refuse_past("Date of the panel", panel.meets_on)
    return finish(locked, panel=panel)


@transaction.atomic
def add_decision_maker(*, name: str, trust: Organisation, by: Principal, job_title: str = "") -> DecisionMaker:
    """A person who may decide for a trust from now on. Adding them twice is once."""
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
    """The whole attendance of a panel. Refuses one whose day has not come.

    Once the panel has decided, no one is taken off any more.
    """
    PANEL[Action.EDIT].demand(by)
    panel = lock_panel(panel.pk)
    refuse_to_come(panel)
    recorded = {one.decision_maker_id: one for one in panel.attendances.select_related("decision_maker")}
    gone = [one for key, one in recorded.items() if key not in {maker.pk for maker in present}]
    if gone and panel.decisions.exists():
        maker = gone[0].decision_maker
        raise Refusal(f"{maker} was present when this panel decided, so cannot be taken off its attendance.")
    for attendance in gone:
        attendance.delete()
    for maker in present:
        if maker.pk not in recorded:
            Attendance.objects.create(panel=panel, decision_maker=maker, recorded_by=by.actor, recorded_at=clock.now())
    return panel


def refuse_to_come(panel: Panel) -> None:
    """Refuses a panel whose day has not come: its attendance is recorded on that day or later."""
    if not panel.has_met:
        raise Refusal(panel.not_yet("attendance"))

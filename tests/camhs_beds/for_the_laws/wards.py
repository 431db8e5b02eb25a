"""The wards' pages under the laws: which rows their addresses name, and a right form for each page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from camhs_beds.vocabulary import Kind, State
from partnership.arithmetic import clock
from tests.laws.declaring import Data, Named, Provider, Sending, Tried
from tests.laws.forms import CORRECTION, day, moment, sends
from tests.laws.world import World

WARD = "ward_staff slam"
FREE, HELD, CLOSED = 5, 2, 3
"""Numbers of beds in each unit of the world: nothing on it, held for somebody, out of service."""


def beds(number: int):
    """That bed of the asker's own unit, and of another."""

    def provider(tried: Tried) -> list[Named]:
        rows = [bed for bed in tried.world.of("camhs_beds.Bed") if bed.number == number]
        return [({"slug": bed.slug}, bed) for bed in _own_and_another(tried, rows)]

    return provider


def units(tried: Tried) -> list[Named]:
    """By a bed of each, because a bed is what a policy reaches."""
    rows = [bed for bed in tried.world.of("camhs_beds.Bed") if bed.number == FREE]
    return [({"slug": bed.unit.slug}, bed) for bed in _own_and_another(tried, rows)]


def stays(tried: Tried) -> list[Named]:
    rows = [stay for stay in tried.world.of("camhs_beds.Stay") if stay.kind == Kind.PARTNERSHIP]
    return [({"reference": stay.reference}, stay) for stay in _own_and_another(tried, rows)]


def leaves(tried: Tried) -> list[Named]:
    of_stays = {leave.stay_id: leave for leave in tried.world.of("camhs_beds.Leave")}
    named = [(given, of_stays[stay.pk]) for given, stay in stays(tried)]
    return [({**given, "pk": leave.pk}, leave) for given, leave in named]


def requests_with_a_bed(tried: Tried) -> list[Named]:
    rows = [row for row in tried.world.of("camhs_beds.BedRequest") if row.state == State.RESERVED]
    return [({"request": row.reference}, row) for row in _own_and_another(tried, rows)]


def _own_and_another(tried: Tried, rows: list[Any]) -> list[Any]:
    """One of the asker's own unit or trust, and one that is not; for whoever has neither, one of any. By turns."""
    who = tried.asker.principal
    own = [row for row in rows if _is_of(row, who)]
    others = [row for row in rows if row not in own]
    return [*own[:1], others[tried.turn % len(others)]]


def _is_of(row: Any, who: Any) -> bool:
    units = getattr(row, "visible_to_units", None) or [getattr(row, "unit_id", None)]
    trust = getattr(row, "responsible_trust_id", None)
    return who.unit_id in units if who.unit_id else trust is not None and trust == who.trust_id


def rules(model: str):
    return lambda tried: [({"pk": row.pk}, None) for row in tried.world.of(model)[:1]]


def counted(slug: str):
    return lambda tried: [({"slug": slug, "month": "2018-04"}, None)]


def a_night(tried: Tried) -> list[Named]:
    return [({"date": clock.today()}, None)]


ADDRESSES: dict[str, Provider] = {
    r"camhs/units/<": units,
    r"camhs/beds/.*/(extend|return-to-service)/": beds(CLOSED),
    r"camhs/beds/<": beds(FREE),
    r"camhs/stays/.*/leave/<": leaves,
    r"camhs/stays/<": stays,
    r"camhs/(occupancy|sitrep)/<": a_night,
    r"camhs/measures/.*/stays/": counted("camhs-out-of-area-bed-days"),
    r"camhs/measures/.*/requests/": counted("camhs-longest-wait"),
    r"manage/camhs-rules/pressure/": rules("camhs_beds.PressureRule"),
    r"manage/camhs-rules/": rules("camhs_beds.BedRule"),
}
NAMED_BY_QUERY: dict[str, Provider] = {"camhs_beds:stay-new": requests_with_a_bed}
"""Pages that name a row behind the question mark."""


def now(**more: Any) -> Data:
    return {**day("date", clock.today()), "time": f"{clock.local(clock.now()):%H:%M}", **more}


def confirmed(world: World, row: Any) -> Data:
    beds = [bed for bed in world.of("camhs_beds.Bed") if bed.unit_id == getattr(row, "unit_id", None)]
    return {"accepting": "yes", "observations": "1", **{f"seen_{bed.number}": bed.state_now.value for bed in beds}}


def on_leave(world: World, row: Any) -> Data:
    tomorrow = clock.today() + dt.timedelta(days=1)
    return now(type="home", hold="yes", back_time="5pm") | day("back_on", tomorrow)


def from_today(**more: Any):
    return lambda world, row: {**day("starts_on", clock.today()), "source": "The trusts", "confirmed": "yes", **more}


def stay_corrected(world: World, row: Any) -> Data:
    admitted = moment("admitted_on", "admitted_time", getattr(row, "start_at", clock.now()))
    return CORRECTION | admitted | {"legal_status": getattr(row, "legal_status", "s2"), "clinician": "Dr C Example"}


def leave_corrected(world: World, row: Any) -> Data:
    """An hour earlier. A leave that lasts has no end to be put right."""
    leave = next((one for one in world.of("camhs_beds.Leave") if one.stay_id == getattr(row, "pk", None)), None)
    began = leave.start_at - dt.timedelta(hours=1) if leave else clock.now()
    returned = moment("returned_on", "returned_time", leave.back_at) if leave and leave.back_at else {}
    return CORRECTION | moment("began_on", "began_time", began) | returned


LEAD = "camhs_clinical_lead"
PARTS = dict.fromkeys(("about", "visiting", "what_to_bring", "getting_there", "who_to_ask"), "In plain English")
SHUT = {"why": "repairs", "work_order": "WO-1", "details": ""}


def of(*given: Any, who: str = WARD, **more: Any) -> Sending:
    return sends(*given, who=who, **more)


FORMS: dict[str, Sending] = {
    "camhs_beds:unit-confirm": of(confirmed),
    "camhs_beds:unit-profile": of(from_today(legal_statuses=["s2"], single_sex_area="no")),
    "camhs_beds:family-page-edit": of({**PARTS, "version": "0"}),
    "camhs_beds:bed-out-of-service": of(
        lambda w, row: SHUT | day("start_on", clock.today()) | day("expected_end_on", clock.today())
    ),
    "camhs_beds:bed-extend": of(
        lambda w, row: day("expected_end_on", clock.today() + dt.timedelta(days=300)) | {"why": "A part is missing"}
    ),
    "camhs_beds:bed-return-to-service": of(),
    "camhs_beds:stay-new": of(
        lambda w, row: now(bed=HELD, legal_status="s2", clinician="Dr A Example"), State.RESERVED
    ),
    "camhs_beds:stay-leave": of(on_leave),
    "camhs_beds:stay-return": of(lambda w, row: now(), who="ward_staff swlstg"),
    "camhs_beds:stay-change-bed": of(lambda w, row: now(bed=FREE)),
    "camhs_beds:stay-discharge": of(lambda w, row: now(to="home", follow_up_booked="yes")),
    "camhs_beds:stay-expected-discharge": of(lambda w, row: day("expected_discharge_on", clock.today())),
    "camhs_beds:stay-ready": of(lambda w, row: day("on", clock.today()) | {"why_delayed": "family"}),
    "camhs_beds:stay-correct": of(stay_corrected),
    "camhs_beds:leave-correct": of(leave_corrected),
    "camhs_beds:stay-undo": of(after="camhs_beds:stay-leave"),
    "camhs_rules:rule-change": of(from_today(amount=3, unit="hours"), who=LEAD),
    "camhs_rules:pressure-change": of(from_today(amount=3), who=LEAD),
}

"""What the beds measure: how full they are, how soon a bed is found, and who is out of area.

A figure's records are exactly those that it counted, of those that one may see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from django.db.models import QuerySet
from django.urls import reverse

from camhs_beds import counting, figures
from camhs_beds.forms.board import CAN_TAKE
from camhs_beds.models import BedRequest, Stay
from camhs_beds.policy import BED, BED_REQUEST, STAY
from camhs_beds.vocabulary import DelayWhy, Response
from partnership.access.policy import Action, Permission
from partnership.access.principal import Principal
from partnership.access.roles import CAMHS_CLINICAL_LEAD, Pathway
from partnership.arithmetic import clock, months
from partnership.measures.registry import BY_TRUST, Better, Breakdown, Chart, Measure, Records, Unit, register_measure
from partnership.organisations.models import Borough
from partnership.organisations.models import Unit as UnitOfBeds

FIRST_MONTH = dt.date(2016, 4, 1)
CAMHS = "CAMHS"
STAYS, REQUESTS = "Stays of young people", "Requests for a CAMHS bed"
BEDS = "CAMHS beds and what their wards confirmed"


def _units() -> dict[str, str]:
    units = UnitOfBeds.objects.filter(service_line=UnitOfBeds.ServiceLine.CAMHS).exclude(beds=None).distinct()
    return dict(units.order_by("name").values_list("slug", "name"))


BY_UNIT = Breakdown("unit", "Unit", _units)
BY_TYPE = Breakdown("type", "Type of unit", lambda: dict(UnitOfBeds.CamhsType.choices))
BY_TYPE_OR_NOT_KNOWN = replace(BY_TYPE, parts=lambda: BY_TYPE.parts() | {figures.NOT_KNOWN: "Not known"})
BY_BOROUGH = Breakdown(
    "borough", "Borough",
    lambda: dict(Borough.objects.order_by("name").values_list("slug", "name"))
    | {figures.NOT_KNOWN: "No fixed address"},
)  # fmt: skip
BY_RESPONSE = Breakdown("response", "Response needed", lambda: dict(Response.choices))
BY_REASON = Breakdown("reason", "Reason", lambda: dict(DelayWhy.choices) | {figures.NOT_KNOWN: "Not recorded"})
BY_RESPONSIBLE_TRUST = replace(
    BY_TRUST, parts=lambda: BY_TRUST.parts() | {figures.NOT_KNOWN: "Responsibility to be confirmed"}
)


def _counted(slug: str, permission: Permission, page: str) -> Records:
    def url(by: Principal, month: dt.date) -> str:
        if not permission.held_by(by):
            return ""
        return reverse(f"camhs_beds:{page}-counted", kwargs={"slug": slug, "month": months.written(month)})

    return url


def stays_of(slug: str) -> Records:
    return _counted(slug, STAY[Action.LIST], "stays")


def requests_of(slug: str) -> Records:
    return _counted(slug, BED_REQUEST[Action.LIST], "requests")


def _free_beds(by: Principal, month: dt.date) -> str:
    """Which beds were free in the past is not a list of rows; those of now are on the board."""
    is_now = month == months.month_of(clock.today()) and BED[Action.LIST].held_by(by)
    return f"{reverse('camhs_beds:board')}?state={CAN_TAKE}" if is_now else ""


def _camhs(**declared) -> Measure:
    return register_measure(Measure(group=CAMHS, first_month=FIRST_MONTH, pathway=Pathway.CAMHS, **declared))


OCCUPANCY = _camhs(
    slug="camhs-occupancy",
    code="M12",
    name="CAMHS occupancy",
    question="How full are the Partnership’s beds for young people?",
    unit=Unit.SHARE,
    better=Better.NEUTRAL,
    owner=CAMHS_CLINICAL_LEAD,
    source=f"{STAYS}, and beds",
    formula="Midnights with a young person in the bed ÷ (midnights of all commissioned beds − those out of service). "
    "Nights on leave are not occupied.",
    breakdowns=(BY_UNIT, BY_TYPE),
    figures=figures.occupancy,
    records=stays_of("camhs-occupancy"),
    about_people=False,
)
AVAILABLE = _camhs(
    slug="camhs-beds-available",
    code="M13",
    name="CAMHS beds available now",
    question="How many young people could be admitted at this moment?",
    unit=Unit.COUNT,
    noun=("bed available", "beds available"),
    better=Better.NEUTRAL,
    owner=CAMHS_CLINICAL_LEAD,
    source=BEDS,
    formula="Available beds of units that take admissions and whose ward had confirmed them lately enough, at midnight "
    "at the end of the month or now. Where no unit was confirmed there is no figure.",
    chart=Chart.BARS,
    breakdowns=(BY_UNIT, BY_TYPE),
    figures=figures.available,
    records=_free_beds,
    about_people=False,
)
RESPONSE_ON_TIME = _camhs(
    slug="camhs-response-on-time",
    code="M14",
    name="CAMHS response on time",
    question="How many requests for a bed are answered in time?",
    unit=Unit.SHARE,
    better=Better.UP,
    owner=CAMHS_CLINICAL_LEAD,
    source=REQUESTS,
    formula="Requests answered by the time due ÷ requests whose answer was due in the month. The time allowed is that "
    "of the rules on the day received: 12 hours for an emergency, 48 hours where urgent, 7 days for routine. A request "
    "is answered when the first unit says yes, or when it ends without a yes: one that is withdrawn in time counts as "
    "answered.",
    breakdowns=(BY_RESPONSE, BY_RESPONSIBLE_TRUST),
    figures=figures.response_on_time,
    records=requests_of("camhs-response-on-time"),
)
LONGEST_WAIT = _camhs(
    slug="camhs-longest-wait",
    code="M15",
    name="Longest wait for a CAMHS bed",
    question="How long has the young person waited who has waited longest?",
    unit=Unit.HOURS,
    better=Better.DOWN,
    owner=CAMHS_CLINICAL_LEAD,
    source=REQUESTS,
    formula="Whole hours since the earliest request that is open and has no bed reserved, at midnight at the end of "
    "the month or now.",
    chart=Chart.BARS,
    breakdowns=(BY_RESPONSE,),
    figures=figures.longest_wait,
    records=requests_of("camhs-longest-wait"),
)
NIGHTS_OUT_OF_AREA = _camhs(
    slug="camhs-out-of-area-bed-days",
    code="M16",
    name="CAMHS out of area bed days",
    question="How many nights do young people of south London spend in units elsewhere?",
    unit=Unit.COUNT,
    noun=("occupied bed day", "occupied bed days"),
    better=Better.DOWN,
    owner=CAMHS_CLINICAL_LEAD,
    source=STAYS,
    formula="Midnights of the month that young people of south London spent in units outside it. The night of the day "
    "of admission counts, that of the day of discharge does not. Nights on leave do not count.",
    breakdowns=(BY_BOROUGH, BY_TYPE_OR_NOT_KNOWN, BY_RESPONSIBLE_TRUST),
    figures=figures.nights_out_of_area,
    records=stays_of("camhs-out-of-area-bed-days"),
)
NIGHTS_OUT_OF_AREA_WITH_LEAVE = _camhs(
    slug="camhs-out-of-area-bed-days-with-leave",
    code="M16b",
    name="CAMHS out of area bed days, with leave",
    question="How many are they with the nights on leave?",
    unit=Unit.COUNT,
    noun=("bed day", "bed days"),
    better=Better.DOWN,
    owner=CAMHS_CLINICAL_LEAD,
    source=STAYS,
    formula="As CAMHS out of area bed days, and the nights on leave from those stays added.",
    breakdowns=(BY_BOROUGH, BY_TYPE_OR_NOT_KNOWN, BY_RESPONSIBLE_TRUST),
    figures=figures.nights_out_of_area_with_leave,
    records=stays_of("camhs-out-of-area-bed-days-with-leave"),
)
MILES_FROM_HOME = _camhs(
    slug="camhs-distance-from-home",
    code="M17",
    name="CAMHS distance from home, out of area",
    question="How far from home are young people who are out of area?",
    unit=Unit.MILES,
    better=Better.DOWN,
    owner=CAMHS_CLINICAL_LEAD,
    source=STAYS,
    formula="Mean of the miles, in a straight line, from home to the unit on admission, of stays out of area that were "
    "open at any time in the month. A stay counts once, however long it is.",
    breakdowns=(BY_TYPE_OR_NOT_KNOWN,),
    figures=figures.miles_from_home,
    records=stays_of("camhs-distance-from-home"),
)
OUT_OF_AREA_NOW = _camhs(
    slug="camhs-out-of-area",
    code="M18",
    name="Young people out of area",
    question="How many young people of south London are in units elsewhere?",
    unit=Unit.COUNT,
    noun=("young person out of area", "young people out of area"),
    better=Better.DOWN,
    owner=CAMHS_CLINICAL_LEAD,
    source=STAYS,
    formula="Stays out of area that were open at midnight at the end of the month, or are now.",
    breakdowns=(BY_BOROUGH, BY_TYPE_OR_NOT_KNOWN, BY_RESPONSIBLE_TRUST),
    figures=figures.out_of_area_now,
    records=stays_of("camhs-out-of-area"),
)
READY = _camhs(
    slug="camhs-ready-for-discharge",
    code="M19",
    name="CAMHS ready for discharge",
    question="How many young people are ready to leave and still in hospital?",
    unit=Unit.COUNT,
    noun=("young person ready for discharge", "young people ready for discharge"),
    better=Better.DOWN,
    owner=CAMHS_CLINICAL_LEAD,
    source=STAYS,
    formula="Open stays with a day of being ready for discharge that had passed, at midnight at the end of the month "
    "or now.",
    breakdowns=(BY_REASON, BY_RESPONSIBLE_TRUST),
    figures=figures.ready,
    records=stays_of("camhs-ready-for-discharge"),
)
DAYS_READY = _camhs(
    slug="camhs-days-ready-for-discharge",
    code="M19b",
    name="CAMHS days since ready for discharge",
    question="How long have they been ready?",
    unit=Unit.DAYS,
    better=Better.DOWN,
    owner=CAMHS_CLINICAL_LEAD,
    source=STAYS,
    formula="Median of the days since each of them was ready for discharge.",
    breakdowns=(BY_REASON,),
    figures=figures.days_ready,
    records=stays_of("camhs-days-ready-for-discharge"),
)
IN_ORDER = (
    OCCUPANCY, AVAILABLE, RESPONSE_ON_TIME, LONGEST_WAIT, NIGHTS_OUT_OF_AREA, NIGHTS_OUT_OF_AREA_WITH_LEAVE,
    MILES_FROM_HOME, OUT_OF_AREA_NOW, READY,
    DAYS_READY,
)  # fmt: skip

# Which rows a figure counted
STAYS_COUNTED: dict[Measure, Callable[[QuerySet, dt.date], QuerySet]] = {
    OCCUPANCY: counting.in_the_partnership,
    NIGHTS_OUT_OF_AREA: counting.nights_out_of_area,
    NIGHTS_OUT_OF_AREA_WITH_LEAVE: counting.nights_out_of_area,
    MILES_FROM_HOME: counting.out_of_area_at_any_time,
    OUT_OF_AREA_NOW: counting.out_of_area_at_the_end,
    READY: counting.ready_at_the_end,
    DAYS_READY: counting.ready_at_the_end,
}
REQUESTS_COUNTED: dict[Measure, Callable[[QuerySet, dt.date], QuerySet]] = {
    RESPONSE_ON_TIME: counting.due_in,
    LONGEST_WAIT: counting.waiting_at_the_end,
}
COUNTED = {Stay: STAYS_COUNTED, BedRequest: REQUESTS_COUNTED}

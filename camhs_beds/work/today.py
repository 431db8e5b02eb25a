"""What a trust's page today says of its young people: who waits, is out of area or could leave, and what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from camhs_beds import counting, measures
from camhs_beds.models import BedRequest, Stay
from camhs_beds.policy import BED_REQUEST, STAY
from camhs_beds.views.bed_columns import stay_url
from camhs_beds.vocabulary import State
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import clock, months
from partnership.measures.registry import Measure
from partnership.records.events import moment_of
from partnership.work import today

LIST, STAYS = BED_REQUEST[Action.LIST], STAY[Action.LIST]


def _this_month() -> dt.date:
    return months.month_of(clock.today())


def _waiting(by: Principal) -> QuerySet:
    return counting.waiting_at_the_end(permitted(by, LIST, BedRequest), _this_month())


def _show_stays(label: str, measure: Measure) -> None:
    today.register_figure(
        today.Figure(
            "CAMHS",
            label,
            STAYS,
            lambda by: measures.STAYS_COUNTED[measure](permitted(by, STAYS, Stay), _this_month()),
            lambda by: measures.stays_of(measure.slug)(by, _this_month()),
        )
    )


def _changed_requests(by: Principal, moment: dt.datetime, limit: int) -> Iterator[today.Changed]:
    for event in today.latest_events(permitted(by, LIST, BedRequest), moment, limit):
        url = reverse("camhs_beds:request-overview", args=[event.reference])
        yield today.Changed(event.reference, f"Request for a bed: {State(event.state).label}", url, moment_of(event))


def _changed_stays(by: Principal, moment: dt.datetime, limit: int) -> Iterator[today.Changed]:
    for event in today.latest_events(permitted(by, STAYS, Stay), moment, limit):
        status = "Ended" if event.end_at else "In a unit"
        yield today.Changed(event.reference, f"Stay: {status}", stay_url(event), moment_of(event))


today.register_figure(
    today.Figure(
        "CAMHS",
        "Requests waiting for a bed",
        LIST,
        _waiting,
        lambda by: measures.requests_of(measures.LONGEST_WAIT.slug)(by, _this_month()),
    )
)
_show_stays("Young people out of area", measures.OUT_OF_AREA_NOW)
_show_stays("Young people ready for discharge", measures.READY)
today.register_changes(today.Changes(LIST, _changed_requests))
today.register_changes(today.Changes(STAYS, _changed_stays))

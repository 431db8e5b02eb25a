"""Which rows a month or a moment of the beds has: what its figures are worked out from, and what a figure leads to.

A month that is not over is counted as far as it has come: its nights to the last midnight, what stands as it is now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from camhs_beds.models import Ask, BedRequest, Leave, Reservation, Stay
from camhs_beds.nights_out_of_service import ONE_DAY, midnight
from camhs_beds.vocabulary import Kind
from partnership.arithmetic import clock, months
from partnership.arithmetic.nights import Nights, Span, nights_of_stay
from partnership.people.models.person import HomeArea


def end_of(month: dt.date) -> dt.datetime:
    """Midnight at the end of the month's last day, or this moment while the month runs."""
    return min(midnight(months.after(month)), clock.now())


def last_night(month: dt.date) -> dt.date:
    """The last night of the month that has passed; the day before the month where none has."""
    return min(months.last_day(month), clock.today() - ONE_DAY)


def in_the_partnership(stays: QuerySet[Stay], month: dt.date) -> QuerySet[Stay]:
    """Stays in the Partnership's own units with a night of the month."""
    return _with_a_night(stays.filter(kind=Kind.PARTNERSHIP), month)


def nights_out_of_area(stays: QuerySet[Stay], month: dt.date) -> QuerySet[Stay]:
    """Stays out of area with a night of the month."""
    return _with_a_night(of_south_london(stays), month)


def out_of_area_at_any_time(stays: QuerySet[Stay], month: dt.date) -> QuerySet[Stay]:
    """Open at any moment of the month, with or without a night; how far from home has to be known."""
    stays = of_south_london(stays).exclude(miles=None)
    return _stood(stays, midnight(month), end_of(month))


def out_of_area_at_the_end(stays: QuerySet[Stay], month: dt.date) -> QuerySet[Stay]:
    return out_of_area_at(stays, end_of(month))


def out_of_area_at(stays: QuerySet[Stay], at: dt.datetime) -> QuerySet[Stay]:
    return _open_at(of_south_london(stays), at)


def ready_at_the_end(stays: QuerySet[Stay], month: dt.date) -> QuerySet[Stay]:
    """Ready to leave on an earlier day and still in a unit, by the day that is recorded now."""
    at = end_of(month)
    return _open_at(stays, at).filter(ready_on__lt=clock.local(at).date())


def due_in(requests: QuerySet[BedRequest], month: dt.date) -> QuerySet[BedRequest]:
    """Whose answer was due by a moment of the month that has passed."""
    return requests.filter(respond_by__gte=midnight(month), respond_by__lt=end_of(month))


def waiting_at_the_end(requests: QuerySet[BedRequest], month: dt.date) -> QuerySet[BedRequest]:
    return waiting_at(requests, end_of(month))


def waiting_at(requests: QuerySet[BedRequest], at: dt.datetime) -> QuerySet[BedRequest]:
    """Open, with no bed held for it at that moment."""
    still_open = requests.filter(Q(closed_at=None) | Q(closed_at__gt=at), received_at__lte=at)
    return still_open.exclude(pk__in=_held_at(at))


def asked_at(asks: QuerySet[Ask], at: dt.datetime) -> QuerySet[Ask]:
    """Those that waited for the unit's answer: none for whom a bed was held, there or elsewhere."""
    unanswered = Q(answered_at=None) | Q(answered_at__gt=at)
    wanted = Q(closed_at=None) | Q(closed_at__gt=at)
    going_on = Q(request__closed_at=None) | Q(request__closed_at__gt=at)
    return asks.filter(unanswered, wanted, going_on, asked_at__lte=at).exclude(request__in=_held_at(at))


def _held_at(at: dt.datetime) -> QuerySet:
    """The requests for which a bed was held."""
    held = Reservation.objects.filter(Q(ended_at=None) | Q(ended_at__gt=at), reserved_at__lte=at, until__gt=at)
    return held.values("request")


def of_south_london(stays: QuerySet[Stay]) -> QuerySet[Stay]:
    """Out of area, of young people who belong here: who lives elsewhere is not out of area."""
    elsewhere = stays.filter(kind=Kind.OUT_OF_AREA, recorded_in_error=False)
    return elsewhere.exclude(person__home_area=HomeArea.OUTSIDE)


def with_leaves(stays: QuerySet[Stay]) -> QuerySet[Stay]:
    """As ``nights_in`` and ``nights_so_far`` want them."""
    return stays.prefetch_related("leaves")


def nights_in(month: dt.date, stay: Stay) -> Nights:
    """The nights of a stay in the month, those on leave apart."""
    return nights_of_stay(Span(stay.start_at, stay.end_at), _spans(stay.leaves.all()), month, last_night(month))


def nights_so_far(stay: Stay) -> Nights:
    """Those of the whole stay that are over, those on leave apart."""
    first, yesterday = clock.local(stay.start_at).date(), clock.today() - ONE_DAY
    return nights_of_stay(Span(stay.start_at, stay.end_at), _spans(stay.leaves.all()), first, yesterday)


def _spans(leaves: Iterable[Leave]) -> list[Span]:
    return [Span(leave.start_at, leave.back_at) for leave in leaves]


def _with_a_night(stays: QuerySet[Stay], month: dt.date) -> QuerySet[Stay]:
    """In by the last night and out after the first; in and out on one day has none and may be among them."""
    stood = stays.filter(start_at__lt=midnight(last_night(month) + ONE_DAY))
    return stood.filter(Q(end_at=None) | Q(end_at__gte=midnight(month + ONE_DAY)))


def _stood(stays: QuerySet[Stay], start: dt.datetime, end: dt.datetime) -> QuerySet[Stay]:
    return stays.filter(Q(end_at=None) | Q(end_at__gt=start), start_at__lt=end)


def _open_at(stays: QuerySet[Stay], at: dt.datetime) -> QuerySet[Stay]:
    return stays.filter(Q(end_at=None) | Q(end_at__gt=at), start_at__lte=at, recorded_in_error=False)

"""Long random lives of a unit's beds: whatever is done in whatever order, a bed has one state and the nights add up.

``BED_LIVES=200`` lives through so many; the suite through a few.
"""

import datetime as dt
import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from camhs_beds.actions import beds, requests, stays, undo
from camhs_beds.models import Bed, BedPeriod, Leave, OutOfService, Reservation, Stay
from camhs_beds.vocabulary import BedState
from partnership.access.refusals import Refusal
from partnership.access.scope import acting_as
from partnership.arithmetic import clock as the_clock
from partnership.arithmetic.nights import Span, by_month, nights, nights_of_stay
from partnership.records.backstop import all_or_nothing
from tests.conftest import NINE_ON_MONDAY_16_APRIL_2018
from tests.factories import beds as make

NUMBERS = st.integers(1, 3)
LIVES = int(os.environ.get("BED_LIVES", "4"))
HOURS = st.integers(1, 60)


class LifeOfAUnit(RuleBasedStateMachine):
    """Three beds, a bed team and a ward. Whatever is refused changes nothing; whatever is done leaves it whole."""

    @initialize()
    def open_the_unit(self):
        self.now = NINE_ON_MONDAY_16_APRIL_2018
        self.override = the_clock.override(self.now)
        self.override.__enter__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.unit = make.UnitFactory(beds=3)
        self.began_on = the_clock.today()
        self.beth = make.bed_coordinator()
        self.wren = make.ward(self.unit)

    def teardown(self):
        if hasattr(self, "transaction"):
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)
            self.override.__exit__(None, None, None)

    def does(self, who, act):
        """As this person; refusals are answers."""
        try:
            with acting_as(who), all_or_nothing():
                return act()
        except Refusal:
            return None

    def seen(self, query):
        with acting_as(self.beth):
            return query()

    def stay_in(self, number):
        periods = BedPeriod.objects.open().filter(bed__number=number, bed__unit=self.unit)
        return self.seen(lambda: Stay.objects.filter(pk__in=periods.values("stay")).first())

    @rule(hours=HOURS)
    def time_passes(self, hours):
        self.override.__exit__(None, None, None)
        self.now += dt.timedelta(hours=hours)
        self.override = the_clock.override(self.now)
        self.override.__enter__()

    @rule(number=NUMBERS)
    def a_bed_is_reserved(self, number):
        request = make.offered(self.unit)
        self.does(self.beth, lambda: requests.reserve(request=request, bed=make.bed(self.unit, number), by=self.beth))

    @rule(number=NUMBERS)
    def a_reservation_is_released(self, number):
        held = self.seen(lambda: Reservation.objects.live().filter(bed__number=number).first())
        if held:
            self.does(self.beth, lambda: requests.release(request=held.request, why="Not needed", by=self.beth))

    @rule(number=NUMBERS, ago=st.integers(0, 30))
    def somebody_is_admitted(self, number, ago):
        held = self.seen(lambda: Reservation.objects.filter(bed__number=number).first())
        if held:
            at = self.now - dt.timedelta(hours=ago)
            self.does(self.wren, lambda: stays.admit(
                request=held.request, at=at, legal_status="s2", clinician="Dr B Example", by=self.wren
            ))  # fmt: skip

    @rule(number=NUMBERS, held=st.booleans(), usable=st.booleans())
    def a_leave_begins(self, number, held, usable):
        stay = self.stay_in(number)
        if stay:
            self.does(self.wren, lambda: stays.start_leave(
                stay=stay, type="home", start_at=self.now, expected_back_at=self.now, bed_held=held,
                usable_tonight=usable, agreed_by="Dr B Example", return_plan="Another bed", by=self.wren,
            ))  # fmt: skip

    @rule(number=NUMBERS)
    def somebody_returns(self, number):
        stay = self.seen(lambda: Stay.objects.filter(pk__in=Leave.objects.open().values("stay")).first())
        if stay:
            self.does(self.wren, lambda: stays.return_from_leave(
                stay=stay, at=self.now, bed=make.bed(self.unit, number), by=self.wren
            ))  # fmt: skip

    @rule(number=NUMBERS, to=NUMBERS)
    def somebody_moves(self, number, to):
        stay = self.stay_in(number)
        if stay:
            self.does(self.wren, lambda: stays.move_bed(
                stay=stay, bed=make.bed(self.unit, to), at=self.now, by=self.wren
            ))  # fmt: skip

    @rule(number=NUMBERS)
    def somebody_is_discharged(self, number):
        stay = self.stay_in(number)
        if stay:
            self.does(self.wren, lambda: stays.discharge(stay=stay, at=self.now, to="home", by=self.wren))

    @rule()
    def the_last_step_is_undone(self):
        stay = self.seen(lambda: Stay.objects.order_by("-pk").first())
        if stay:
            self.does(self.wren, lambda: undo.last_step(stay=stay, by=self.wren))

    @rule(number=NUMBERS, days=st.integers(0, 3))
    def a_bed_goes_out_of_service(self, number, days):
        start_on = the_clock.today() - dt.timedelta(days=days)
        self.does(self.wren, lambda: beds.take_out_of_service(
            bed=make.bed(self.unit, number), start_on=start_on, expected_end_on=the_clock.today(), why="repairs",
            by=self.wren,
        ))  # fmt: skip

    @rule(number=NUMBERS)
    def a_bed_comes_back(self, number):
        closed = self.seen(lambda: OutOfService.objects.open().filter(bed__number=number).first())
        if closed:
            self.does(self.wren, lambda: beds.return_to_service(closed=closed, by=self.wren))

    @invariant()
    def each_bed_has_the_one_state_that_its_rows_say(self):
        for bed in self.seen(lambda: list(Bed.objects.filter(unit=self.unit))) if hasattr(self, "unit") else ():
            with acting_as(self.beth):
                says = [
                    *[BedState.OUT_OF_SERVICE for _ in bed.times_out_of_service.open()],
                    *[
                        BedState.ON_LEAVE if period.stay.leaves.open().exists() else BedState.OCCUPIED
                        for period in bed.periods.open()
                    ],
                ]
                held = bed.reservations.live().count()
            assert len(says) <= 1
            assert held <= 1
            if says:
                assert bed.state_now == says[0]
                assert not held or says[0] == BedState.ON_LEAVE
            else:
                assert bed.state_now == (BedState.RESERVED if held else BedState.AVAILABLE)

    @invariant()
    def nobody_is_in_a_closed_bed_or_in_two(self):
        periods = self.seen(lambda: list(BedPeriod.objects.all())) if hasattr(self, "unit") else []
        lasting = [(one.bed_id, one.stay_id, one.start_at, one.end_at or _FOR_EVER) for one in periods]
        lasting = [one for one in lasting if one[2] < one[3]]
        closed = self.seen(lambda: list(OutOfService.objects.all())) if periods else []
        for place, (bed, stay, start, end) in enumerate(lasting):
            for other_bed, other_stay, other_start, other_end in lasting[place + 1 :]:
                if bed == other_bed or stay == other_stay:
                    assert end <= other_start or other_end <= start
            for time in closed:
                if time.bed_id == bed:
                    assert end <= time.start_at or (time.ended_at or _FOR_EVER) <= start

    @invariant()
    def nights_are_the_sum_over_months_with_leave_apart(self):
        if not hasattr(self, "unit"):
            return
        first, last = self.began_on - dt.timedelta(days=40), the_clock.today() + dt.timedelta(days=40)
        for stay in self.seen(lambda: list(Stay.objects.prefetch_related("leaves", "periods"))):
            whole = Span(stay.start_at, stay.end_at)
            leaves = [Span(leave.start_at, leave.back_at) for leave in stay.leaves.all()]
            found = nights_of_stay(whole, leaves, first, last)
            assert sum(by_month(whole, first, last).values()) == nights(whole, first, last) == found.total
            assert found.on_leave == sum(nights(leave, first, last) for leave in leaves)
            assert found.total == 0 or not stay.recorded_in_error
            beds_now = [period for period in stay.periods.all() if period.end_at is None]
            assert len(beds_now) <= stay.is_open
            assert beds_now or not stay.is_open or any(leave.end_at is None for leave in leaves)


_FOR_EVER = dt.datetime.max.replace(tzinfo=dt.UTC)


@pytest.mark.django_db
def test_lives_of_beds_stay_whole():
    run = settings(max_examples=LIVES, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
    LifeOfAUnit.TestCase.settings = run
    LifeOfAUnit.TestCase().runTest()

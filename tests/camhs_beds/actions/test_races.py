"""However many people want a bed at once, one has it, and everybody else reads who.

``BED_RACES=10000`` tries as many over 500 beds by 16 threads; without it the suite tries 300 over 25.
"""

import collections
import os
import random
import threading
import time

import pytest
from django.db import connection, connections

from camhs_beds.actions import locking, requests, stays
from camhs_beds.models import Bed, BedPeriod, BedRequest, Reservation
from partnership.access.refusals import Refusal
from partnership.access.scope import acting_as, as_the_system
from partnership.arithmetic import clock as the_clock
from partnership.records import states
from partnership.records.backstop import all_or_nothing
from slp_portal.ownership import as_owner
from tests.factories import beds as make

pytestmark = pytest.mark.usefixtures("committed")

THREADS = 16
ATTEMPTS = int(os.environ.get("BED_RACES", "300"))
UNITS = 10 if ATTEMPTS > 500 else 5
BEDS_A_UNIT = max(ATTEMPTS // 20 // UNITS, 1)


@pytest.fixture
def everybody():
    return [make.bed_coordinator() for _ in range(THREADS)]


def in_threads(act, people):
    """What each got: the answers of ``act(somebody, place)``, in lists."""
    answers = [[] for _ in people]

    def one(place):
        try:
            answers[place] += act(people[place], place)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(place,)) for place in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answer for of_one in answers for answer in of_one]


def attempt(by, act):
    """Done, or the kind of refusal and its sentence; anything else is a failure of the portal."""
    try:
        with acting_as(by), all_or_nothing():
            act()
    except Refusal as refusal:
        return (type(refusal).__name__, refusal.sentence)
    except Exception as failure:  # noqa: BLE001 - counted, and the test fails
        return ("500", repr(failure))
    return ("done", "")


def reserve_and_admit(request, bed, by, chance):
    requests.reserve(request=request, bed=bed, by=by)
    if chance.random() < 0.5:
        stays.admit(request=request, at=the_clock.now(), legal_status="s2", clinician="Dr B Example", by=by)


def test_race_for_beds_books_none_twice(everybody):
    units = [make.UnitFactory(beds=BEDS_A_UNIT) for _ in range(UNITS)]
    wanted = {unit.pk: [make.offered(unit) for _ in range(BEDS_A_UNIT * 3)] for unit in units}
    with as_the_system("read"):
        beds = {unit.pk: list(Bed.objects.filter(unit=unit).select_related("unit")) for unit in units}

    def tries(by, place):
        chance, found = random.Random(place), []
        for _ in range(ATTEMPTS // THREADS + (place < ATTEMPTS % THREADS)):
            unit = chance.choice(units).pk
            request, bed = chance.choice(wanted[unit]), chance.choice(beds[unit])
            found.append(attempt(by, lambda r=request, b=bed: reserve_and_admit(r, b, by, chance)))
        return found

    began = time.monotonic()
    answers = in_threads(tries, everybody)
    kinds = collections.Counter(kind for kind, _ in answers)
    print({sentence for kind, sentence in answers if kind == "RefusedByTheDatabase"})  # noqa: T201
    print(f"{len(answers)} attempts, {UNITS * BEDS_A_UNIT} beds, {time.monotonic() - began:.1f} s: {dict(kinds)}")  # noqa: T201

    assert len(answers) == ATTEMPTS
    assert kinds["500"] == 0, [sentence for kind, sentence in answers if kind == "500"][:3]
    assert all(sentence for kind, sentence in answers if kind != "done")
    assert double_bookings() == 0
    with as_the_system("read"):
        assert Reservation.objects.count() == kinds["done"]
        assert BedPeriod.objects.count() == Bed.objects.filter(state="occupied").count()


def double_bookings() -> int:
    """Beds with more than one thing on them, and requests with more than one bed."""
    with as_the_system("count"), connection.cursor() as cursor:
        cursor.execute("""
            WITH on_a_bed AS (
                SELECT bed_id FROM camhs_beds_bedperiod WHERE end_at IS NULL
                UNION ALL SELECT bed_id FROM camhs_beds_reservation WHERE ended_at IS NULL
            ), twice AS (
                SELECT bed_id FROM on_a_bed GROUP BY bed_id HAVING count(*) > 1
                UNION ALL SELECT request_id FROM camhs_beds_reservation GROUP BY request_id HAVING count(*) > 1
            )
            SELECT count(*) FROM twice
        """)
        return cursor.fetchone()[0]


def without_locks(monkeypatch):
    """Rows are read as they are, and nobody waits."""

    def unlocked(record, permission, by, version=None):
        return type(record).objects.get(pk=record.pk)

    for module in (locking, states):
        monkeypatch.setattr(module, "lock", unlocked)


def without_constraints():
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DROP INDEX bed_is_reserved_once")


@pytest.mark.parametrize(
    ("lock", "constraint", "one_winner"), [(True, True, True), (False, True, True), (False, False, False)]
)
def test_reserve_one_bed_at_once_has_one_winner_while_a_lock_or_a_constraint_stands(
    everybody, monkeypatch, lock, constraint, one_winner
):
    unit = make.UnitFactory()
    wanted, bed = [make.offered(unit) for _ in everybody], make.bed(unit)
    everybody_has_looked = threading.Barrier(THREADS)
    look = requests.refuse_unless_free

    def look_and_wait(bed):
        look(bed)
        try:
            everybody_has_looked.wait(timeout=2)
        except threading.BrokenBarrierError:
            pass

    monkeypatch.setattr(requests, "refuse_unless_free", look_and_wait)
    if not lock:
        without_locks(monkeypatch)
    if not constraint:
        without_constraints()

    answers = in_threads(
        lambda by, place: [attempt(by, lambda: requests.reserve(request=wanted[place], bed=bed, by=by))], everybody
    )
    winners = [kind for kind, _ in answers].count("done")
    assert (winners == 1) is one_winner, answers
    if lock:
        assert any("was reserved by Test" in sentence for kind, sentence in answers if kind == "Refusal")


def test_admit_at_once_admits_one(everybody):
    unit = make.UnitFactory()
    request = make.offered(unit)
    with acting_as(everybody[0]):
        requests.reserve(request=request, bed=make.bed(unit), by=everybody[0])
    answers = in_threads(
        lambda by, place: [
            attempt(
                by,
                lambda: stays.admit(
                    request=request, at=the_clock.now(), legal_status="s2", clinician="Dr B Example", by=by
                ),
            )
        ],
        everybody,
    )
    assert [kind for kind, _ in answers].count("done") == 1
    assert not any(kind == "500" for kind, _ in answers)


def test_move_into_each_others_beds_at_once_never_waits_in_a_ring(everybody):
    """Two young people, two free beds: sixteen people move them about, and nobody is left waiting for ever."""
    unit = make.UnitFactory(beds=4)
    both = [make.StayFactory(unit=unit) for _ in range(2)]
    beds = [make.bed(unit, number) for number in range(1, 5)]

    def moves(by, place):
        chance, found = random.Random(place), []
        for _ in range(5):
            stay, bed = chance.choice(both), chance.choice(beds)
            found.append(attempt(by, lambda s=stay, b=bed: stays.move_bed(stay=s, bed=b, at=the_clock.now(), by=by)))
        return found

    kinds = collections.Counter(kind for kind, _ in in_threads(moves, everybody))
    assert kinds["500"] == 0
    assert double_bookings() == 0
    with as_the_system("read"):
        assert Bed.objects.filter(state="occupied").count() == BedPeriod.objects.open().count() == 2
        assert not BedRequest.objects.exists()

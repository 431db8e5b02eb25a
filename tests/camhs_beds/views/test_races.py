"""The same races as of the actions, through the pages: no bed twice, no error page, and who lost reads who has the bed.

``BED_RACES_HTTP=500`` tries as many; without it the suite tries a few dozen.
"""

import collections
import os
import random
import threading

import pytest

from camhs_beds.actions import requests
from camhs_beds.models import Bed, Reservation
from partnership.access.scope import as_the_system
from tests.browsing import Browser, Seen
from tests.camhs_beds.actions.test_races import double_bookings, in_threads, without_constraints, without_locks
from tests.camhs_beds.views.asking import at
from tests.factories import beds as make

pytestmark = pytest.mark.usefixtures("committed")

PEOPLE = 8
ATTEMPTS = int(os.environ.get("BED_RACES_HTTP", "48"))
BEDS = 25 if ATTEMPTS > 100 else 4


@pytest.fixture
def everybody():
    return [Browser(make.bed_coordinator()) for _ in range(PEOPLE)]


def test_race_for_beds_through_the_pages_books_none_twice(everybody):
    unit = make.UnitFactory(beds=BEDS)
    wanted = [make.offered(unit) for _ in range(BEDS * 3)]
    with as_the_system("read"):
        beds = list(Bed.objects.filter(unit=unit).values_list("pk", flat=True))

    def tries(browser, place):
        chance = random.Random(place)
        pages = [at(chance.choice(wanted), "request-reserve") for _ in range(ATTEMPTS // PEOPLE)]
        return [browser.post(page, {"bed": chance.choice(beds)}) for page in pages]

    answers = in_threads(tries, everybody)
    kinds = collections.Counter(answer.status_code for answer in answers)
    assert set(kinds) <= {302, 409, 422}, kinds
    assert all(Seen(answer).errors for answer in answers if answer.status_code == 422)
    assert double_bookings() == 0
    with as_the_system("read"):
        assert Reservation.objects.count() == kinds[302] == Bed.objects.filter(state="reserved").count()


@pytest.mark.parametrize(
    ("guarded", "winners"), [(True, 1), (False, PEOPLE)], ids=["guarded", "without lock and index"]
)
def test_one_bed_at_once_is_had_by_one_and_the_rest_read_by_whom(everybody, monkeypatch, guarded, winners):
    unit = make.UnitFactory()
    wanted, bed = [make.offered(unit) for _ in everybody], make.bed(unit)
    everybody_has_looked = threading.Barrier(PEOPLE)
    look = requests.refuse_unless_free

    def look_and_wait(bed):
        look(bed)
        try:
            everybody_has_looked.wait(timeout=2)
        except threading.BrokenBarrierError:
            pass

    monkeypatch.setattr(requests, "refuse_unless_free", look_and_wait)
    if not guarded:
        without_locks(monkeypatch)
        without_constraints()

    answers = in_threads(
        lambda browser, place: [browser.post(at(wanted[place], "request-reserve"), {"bed": bed.pk})], everybody
    )
    assert [answer.status_code for answer in answers].count(302) == winners
    told = [error for answer in answers if answer.status_code == 422 for error in Seen(answer).errors]
    assert len(told) == PEOPLE - winners
    assert all("was reserved by Test" in sentence for sentence in told), told

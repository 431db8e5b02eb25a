import datetime as dt

import pytest

from partnership.board.models import Look
from partnership.records.models import Read
from partnership.work import today
from tests.factories import savings
from tests.factories.base import aside
from tests.factories.beds import BedRequestFactory, young_person
from tests.factories.forensic import ReferralFactory

URL = "/partnership/trusts/slam/"
pytestmark = pytest.mark.django_db


def figures_on(seen) -> dict[str, tuple[int, str]]:
    """Label → count and address."""
    return {
        label.split(" ", 1)[1]: (int(label.split(" ", 1)[0]), url)
        for label, url in seen.links.items()
        if label.split(" ")[0].isdecimal() and " " in label
    }


def test_every_figure_is_the_number_of_rows_that_it_opens(tess):
    ReferralFactory.create_batch(3, borough="lambeth")
    ReferralFactory(borough="lambeth", received_at=dt.datetime(2018, 1, 1, tzinfo=dt.UTC))
    ReferralFactory.create_batch(2, borough="bexley")
    BedRequestFactory(person=young_person(borough="lambeth"))
    BedRequestFactory(person=young_person(borough="bexley"))
    savings.sent()
    savings.sent(dt.date(2018, 2, 1))
    savings.confirmed()

    seen = tess.get(URL)

    found = figures_on(seen)
    assert found["Open referrals"][0] == 4
    assert found["Requests waiting for a bed"][0] == 1
    assert found["Savings with a month to confirm"][0] == 2
    assert len(found) == len(today.FIGURES)
    for label, (count, url) in found.items():
        opened = tess.get(url)
        assert len([row for row in opened.rows if row]) == (count + 1 if count else 0), label


def test_figures_of_nothing_are_nought_and_keep_their_link(tess):
    assert figures_on(tess.get(URL))["Overdue referrals"] == (0, "/forensic/referrals/?view=open&clock=overdue")


def test_page_of_another_trust_is_not_there(tess):
    assert tess.get("/partnership/trusts/oxleas/").status == 404
    assert tess.get("/partnership/trusts/nobody/").status == 404


def test_changes_are_those_since_the_last_look_and_are_logged(tess, clock):
    young = young_person(borough="lambeth")
    changed = [ReferralFactory(borough="lambeth").reference, BedRequestFactory(person=young).reference]

    seen = tess.get(URL)

    assert all(reference in seen.text for reference in changed)
    with aside():
        assert Read.objects.filter(references__contains=changed).exists()
    clock.forward(minutes=1)
    after = tess.send(f"{URL}seen/", until=seen.value("until"))
    assert "Nothing has changed since 16 April 2018 at 9:00am" in after.text
    assert not any(reference in after.text for reference in changed)


def test_look_at_a_moment_to_come_counts_as_now(tess, clock):
    tess.send(f"{URL}seen/", until="2030-01-01T00:00:00+00:00")

    with aside():
        assert Look.objects.get().at == dt.datetime(2018, 4, 16, 8, tzinfo=dt.UTC)


ODD = [
    "", "never", "2018-04-16", "9999-99-99T00:00:00+00:00", "\0", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00", "2018-04-01T00:00:00+23:59",
]  # fmt: skip


@pytest.mark.parametrize("until", ODD)
def test_look_with_something_odd_still_answers(tess, until):
    assert tess.send(f"{URL}seen/", until=until).status == 200

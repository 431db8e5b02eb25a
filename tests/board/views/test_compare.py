"""Trusts side by side, and no way to work out what is hidden."""

import csv
import datetime as dt
import io
import re

import pytest

from partnership.access.roles import HUB_LEAD
from partnership.arithmetic.small_numbers import disclosed
from partnership.measures.registry import BY_TRUST, MEASURES, Better, Measure, Unit
from tests.factories import measures as make

TRUSTS = ("oxleas", "slam", "swlstg")
PACK = {
    "meeting": "Partnership board", "meets_on_day": "26", "meets_on_month": "4", "meets_on_year": "2018",
    "month": "2018-03", "audience": "internal", "sections": ["group-forensic"],
}  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(monkeypatch):
    """A count of people that is taken apart by trust, which no app declares."""
    measure = Measure(
        slug="people-counted", code="M98", name="People counted", group="Forensic", question="How many?",
        unit=Unit.COUNT, noun=("person", "people"), better=Better.DOWN, owner=HUB_LEAD, source="A test",
        formula="People", first_month=dt.date(2018, 1, 1), breakdowns=(BY_TRUST,), figures=lambda month: [],
    )  # fmt: skip
    monkeypatch.setitem(MEASURES, measure.slug, measure)
    return measure


def stored(measure, *counts: int) -> None:
    make.enter([sum(counts)], measure=measure.slug)
    for trust, count in zip(TRUSTS, counts, strict=True):
        make.enter([count], measure=measure.slug, by="trust", part=trust)


def test_compare_draws_one_chart_a_trust_in_the_fixed_order(ben, counted):
    stored(counted, 40, 10, 25)

    seen = ben.get("/partnership/compare/", measure=counted.slug)

    assert seen.all("figcaption") == ["Oxleas", "SLaM", "SWLStG"]


def test_compare_links_to_a_file_of_the_months_that_it_shows(ben, counted):
    stored(counted, 40, 10, 25)
    make.enter([7], measure=counted.slug, by="trust", part="slam", last=dt.date(2018, 4, 1), is_partial=True)

    seen = ben.get("/partnership/compare/", measure=counted.slug)
    file = ben.client.get(seen.links["Download CSV"]).content.decode("utf-8-sig")

    assert {row["period_start"] for row in csv.DictReader(io.StringIO(file))} == {"2018-03-01"}


def test_compare_of_what_is_no_measure_says_what_to_do(ben, counted):
    assert ben.get("/partnership/compare/", measure="").errors == ["Select a measure"]
    assert ben.get("/partnership/compare/", measure="never").errors == ["Select a measure"]


def test_compare_shows_a_manager_their_own_figure_exactly_and_no_other(tess, counted):
    stored(counted, 43, 12, 26)

    row = tess.get("/partnership/compare/", measure=counted.slug).rows[-1]

    assert [re.sub(r"\D", "", cell) for cell in row[1:4]] == ["45", "12", "25"]


@pytest.mark.parametrize("counts", [(3, 10, 25), (4, 0, 0), (1, 1, 1), (0, 0, 2), (4, 5, 6), (100, 2, 7)])
def test_hidden_count_cannot_be_had_by_subtraction(ben, counted, counts):
    """By hand: every number that may stand where one is hidden, with the exact whole of the measure's own page."""
    stored(counted, *counts)

    row = ben.get("/partnership/compare/", measure=counted.slug).rows[-1]

    cells = [re.sub(r"^(Oxleas|SLaM|SWLStG) ", "", cell) for cell in row[1:4]]
    fits = [
        (one, two, sum(counts) - one - two)
        for one in range(sum(counts) + 1)
        for two in range(sum(counts) + 1 - one)
        if all(_may_be(cell, number) for cell, number in zip(cells, (one, two, sum(counts) - one - two), strict=True))
    ]
    assert counts in fits
    for place, count in enumerate(counts):
        if 0 < count < 5:
            assert len({fit[place] for fit in fits}) > 1, (cells, count)


def _may_be(cell: str, number: int) -> bool:
    """Whether a number would be shown like this; nought too is shown as small beside a small one."""
    if cell == "not shown":
        return True
    return disclosed(number) == cell or (cell == "fewer than 5" and number == 0)


def test_hidden_count_is_hidden_alike_on_every_page_and_in_every_file(ben, priya, counted):
    """What one surface rounds no other says exactly: the pages, the file, the pack and the board's row of a trust."""
    stored(counted, 41, 3, 12)
    address = f"/board/measures/{counted.slug}/"

    page = bare(ben.get(address, by="trust").rows[-1][1:])
    compared = bare(ben.get("/partnership/compare/", measure=counted.slug).rows[-1][1:])
    file = ben.client.get(f"{address}download/?by=trust").content.decode("utf-8-sig")
    of_trusts = {row["breakdown"]: row for row in csv.DictReader(io.StringIO(file)) if row["value"]}
    grid = [bare(row)[2] for trust in TRUSTS for row in ben.get("/board/", trust=trust).rows if counted.name in row[0]]
    priya.send("/board/packs/new/", PACK)
    rows = map(bare, priya.get("/board/packs/BP-2018-0001/preview/").rows)
    pack = [row[1] for row in rows if row[0] in (*of_trusts, "Total")]

    assert page == compared == pack == ["40", "fewer than 5", "10", "55"]
    assert grid[-3:] == page[:3]
    assert [row["value"] for row in of_trusts.values()] == ["40", "c", "10"]
    assert {row["numerator"] + row["denominator"] for row in of_trusts.values()} == {""}


def bare(row: list[str]) -> list[str]:
    """The cells without the labels that a narrow screen shows in them."""
    return [re.sub(r"^(Oxleas|SLaM|SWLStG|Total|Trust|Value|Measure) (?=.)", "", cell) for cell in row]

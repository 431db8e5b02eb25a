"""However many measures a page shows, and over however many years, it asks the same questions, and only of what is
stored: never of the rows that were counted."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership.access.roles import PROGRAMME_LEAD
from partnership.arithmetic import months
from partnership.board.models import Pack
from partnership.measures.models import Value
from partnership.measures.registry import BY_TRUST, MEASURES, Better, Measure, Unit
from tests.factories import measures as make
from tests.factories.base import aside

TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')
NOT_OF_MEASURES = re.compile(r"referrals_|savings_|programmes_|people_")
NO_QUESTION = re.compile("SAVEPOINT|RELEASE")
MONTHS, MORE = 14, 8
PARTS = [{}, *({"by": "trust", "part": trust} for trust in ("oxleas", "slam", "swlstg"))]
SECTIONS = ["summary", "group-many", "quality", "definitions"]


def measure(place: int) -> Measure:
    return Measure(
        slug=f"many-{place}", code=f"X{place}", name=f"One of many {place}", group="Many", question="How many?",
        unit=Unit.COUNT, better=Better.UP, owner=PROGRAMME_LEAD, source="Made up", formula="By chance",
        first_month=make.LAST_MONTH.replace(year=2010), breakdowns=(BY_TRUST,),
    )  # fmt: skip


@pytest.fixture
def declare(db, monkeypatch):
    """Declares measures with more than a year of months, by trust too."""

    def _declare(places: range) -> None:
        for place in places:
            monkeypatch.setitem(MEASURES, f"many-{place}", measure(place))
            with aside():
                Value.objects.bulk_create(
                    make.ValueFactory.build(measure=f"many-{place}", month=months.after(make.LAST_MONTH, -ago), **part)
                    for part in PARTS
                    for ago in range(MONTHS)
                )

    return _declare


def asked(browser, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert "One of many 0" in browser.client.get(path).content.decode()
    return [query["sql"] for query in captured if not NO_QUESTION.match(query["sql"])]


def test_pages_of_many_measures_ask_no_more_than_those_of_one_and_only_of_stored_months(ben, priya, declare):
    declare(range(1))
    pack = make_pack(priya)
    pages = {
        "/board/": ben, "/board/?trust=slam": ben, "/board/download/": ben, "/board/measures/": ben,
        "/board/measures/many-0/": ben, "/board/measures/many-0/?by=trust": ben,
        "/partnership/compare/?measure=many-0": ben, f"/board/packs/{pack}/preview/": priya,
    }  # fmt: skip
    few = {path: asked(browser, path) for path, browser in pages.items()}

    declare(range(1, MORE))

    for path, browser in pages.items():
        many = asked(browser, path)
        assert len(many) <= len(few[path]), f"{path}: {len(few[path])} became {len(many)}"
        if browser is ben:
            tables = {table for sql in many for table in TABLE.findall(sql)}
            assert not [table for table in tables if NOT_OF_MEASURES.match(table)], path


def make_pack(browser) -> str:
    browser.send(
        "/board/packs/new/",
        {
            "meeting": "Partnership board", "meets_on_day": "26", "meets_on_month": "4", "meets_on_year": "2018",
            "month": "2018-03", "audience": "internal", "sections": SECTIONS,
        },
    )  # fmt: skip
    with aside():
        return Pack.objects.get().reference

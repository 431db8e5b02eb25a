"""Sixty measures, so that the board's pages have what a large partnership would show. Only the benchmark has them."""

import datetime as dt

from partnership.access.roles import PROGRAMME_LEAD
from partnership.measures.registry import BY_TRUST, Better, Breakdown, Measure, Unit, register_measure
from partnership.organisations.models import Borough

NUMBER = 60
FIRST_MONTH = dt.date(2008, 4, 1)
BY_BOROUGH = Breakdown("borough", "Borough", lambda: dict(Borough.objects.values_list("slug", "name")))


def _measure(place: int) -> Measure:
    return Measure(
        slug=f"bench-{place}",
        code=f"X{place:02}",
        name=f"Benchmark measure {place}",
        group=f"Benchmark {place % 6}",
        question="What does a page of so many measures cost?",
        unit=Unit.COUNT,
        noun=("case", "cases"),
        better=list(Better)[place % 3],
        owner=PROGRAMME_LEAD,
        source="Made up for the benchmark",
        formula="By chance",
        first_month=FIRST_MONTH,
        breakdowns=(BY_TRUST, BY_BOROUGH),
    )


MEASURES = [register_measure(_measure(place)) for place in range(1, NUMBER + 1)]

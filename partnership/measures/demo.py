"""The demonstration's measures: the borough services' months, made up around what was published of them, with what the
programme lead said, one note, one target, and new limits that wait for a second person. The same every time."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from partnership.access.models import User
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock, months
from partnership.measures.actions import closing
from partnership.measures.measures import (
    COMPLEX_PLACEMENTS,
    FIRST_MONTH,
    LAMBETH_SAVING,
    PEOPLE_SUPPORTED,
    PRESCRIBING_ADMISSIONS,
    READY_FOR_DISCHARGE,
    REHABILITATION_BED_DAYS,
)
from partnership.measures.models import Annotation, Baseline, Commentary, Target, Value
from partnership.measures.registry import Measure

LAST_MONTH = dt.date(2018, 3, 1)
SHARED_CARE_BEGAN = dt.date(2017, 4, 3)
KEEPER = "priya.prog@example.nhs.uk"
MADE_UP = "Made up for the demonstration"

# From the first month to the last: where it starts, where it ends, and how far chance moves it.
COURSES: dict[Measure, tuple[int, int, int]] = {
    PEOPLE_SUPPORTED: (212, 260, 4),
    LAMBETH_SAVING: (92_000, 141_000, 9_000),
    COMPLEX_PLACEMENTS: (158, 125, 3),
    REHABILITATION_BED_DAYS: (905, 154, 30),
    PRESCRIBING_ADMISSIONS: (14, 9, 3),
}
READY_BEFORE, READY_SINCE = 252, 48


def load(scale: int = 1, chance: random.Random | None = None) -> None:
    chance = chance or random.Random(0)
    keeper = User.objects.get(email=KEEPER)
    with as_the_system("the demonstration is loaded"):
        for measure, course in COURSES.items():
            _enter(measure, _course(course, chance), keeper)
        _enter(READY_FOR_DISCHARGE, _ready_for_discharge(chance), keeper)
        _told(keeper)


def load_last() -> None:
    with as_the_system("the demonstration is loaded"):
        closing.close_everything()


def _enter(measure: Measure, amounts: list[int], keeper: User) -> None:
    """Each month on the tenth of the month after it."""
    every = months.through(FIRST_MONTH, months.after(LAST_MONTH))
    Value.objects.bulk_create(
        Value(
            measure=measure.slug, month=month, value=Decimal(amount), numerator=Decimal(amount), recorded_by=keeper,
            recorded_at=_nine_on(months.after(month).replace(day=10)),
        )
        for month, amount in zip(every, amounts, strict=True)
    )  # fmt: skip


def _course(course: tuple[int, int, int], chance: random.Random) -> list[int]:
    first, last, spread = course
    count = len(list(months.through(FIRST_MONTH, months.after(LAST_MONTH))))
    return [
        max(0, round(first + (last - first) * place / (count - 1) + chance.uniform(-spread, spread)))
        for place in range(count)
    ]


def _ready_for_discharge(chance: random.Random) -> list[int]:
    """An excess of 250 until the services were joined, and below 50 at the end of the year after."""
    amounts = []
    for month in months.through(FIRST_MONTH, months.after(LAST_MONTH)):
        since = (month.year - 2017) * 12 + month.month - 4
        middle = READY_BEFORE if since < 0 else max(READY_SINCE, READY_BEFORE - 34 * (since + 1))
        amounts.append(round(middle + chance.uniform(-6, 6) * (0.2 if middle == READY_SINCE else 1)))
    return amounts[:-1] + [READY_SINCE]


def _told(keeper: User) -> None:
    Annotation.objects.create(
        measure=READY_FOR_DISCHARGE.slug, on=SHARED_CARE_BEGAN, text="Bexley Care began",
        written_by=keeper, written_at=_nine_on(dt.date(2017, 5, 10)),
    )  # fmt: skip
    Target.objects.create(
        measure=READY_FOR_DISCHARGE.slug, value=Decimal(50), valid_from=dt.date(2017, 4, 1), source=MADE_UP,
        set_by=keeper, set_at=_nine_on(dt.date(2017, 4, 3)),
    )  # fmt: skip
    Baseline.objects.create(
        measure=READY_FOR_DISCHARGE.slug, month=dt.date(2017, 10, 1), is_trial=True,
        what_changed="The teams that became one in April 2017 reached their new level",
        evidence="Every month since October 2017 is close to 50", asked_by=keeper,
        asked_at=_nine_on(dt.date(2018, 4, 11)),
    )  # fmt: skip
    said = {
        READY_FOR_DISCHARGE: "Fewer than 50 people for the seventh month. Two long waits for supported housing remain.",
        PEOPLE_SUPPORTED: "The second team reached its full number in March.",
        COMPLEX_PLACEMENTS: "",
    }
    for measure, text in said.items():
        Commentary.objects.create(
            measure=measure.slug, month=LAST_MONTH, text=text, written_by=keeper,
            written_at=_nine_on(dt.date(2018, 4, 11)),
        )  # fmt: skip


def _nine_on(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), tzinfo=clock.LONDON)

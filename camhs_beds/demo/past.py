"""Years of stays, made in bulk: each bed of the Partnership filled and emptied until the demonstration begins."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from camhs_beds.demo.made_up import YoungPeople
from camhs_beds.models import Bed, BedPeriod, Leave, Stay
from camhs_beds.places import A_TENTH
from camhs_beds.vocabulary import DelayWhy, DischargedTo, Kind, LegalStatus
from partnership.access.models import User
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock
from partnership.organisations.distance import miles
from partnership.organisations.models import OutwardCode, Unit
from partnership.people.models import Person

FIRST_DAY = dt.date(2015, 6, 1)
TODAY = dt.date(2018, 4, 16)
YEARS_A_SCALE = 3
MOST_SCALE = 4
"""So few beds are filled more often only by going further back: no further than a portal might."""
WARD_SEES_FOR_DAYS = 28
CLINICIANS = ("Dr Amara Obi", "Dr Ben Sato", "Dr Carla Reyes", "Dr Dev Anand", "Dr Esme Fox")
# How each unit stands on the morning of the demonstration: which of its beds are empty.
EMPTY_NOW = {"cedar": (4, 7), "elm": (2, 6, 9), "birch": (5,), "rowan": (3,)}
MEAN_STAY = {"cedar": 17, "elm": 19, "birch": 15, "rowan": 30}
LEGAL = (
    LegalStatus.PARENTAL_CONSENT, LegalStatus.OWN_CONSENT, LegalStatus.SECTION_2, LegalStatus.SECTION_2,
    LegalStatus.SECTION_3,
)  # fmt: skip


class Past:
    """Rows on their way into their tables, by the month in which they began, so that the history is dated by it."""

    def __init__(self, chance: random.Random):
        self.chance = chance
        self.people = YoungPeople(chance)
        self.outward = {code.code: code for code in OutwardCode.objects.filter(code__in=_outward_codes())}
        self.by = User.objects.get(email="wren.ward@example.nhs.uk")
        self.rows: dict[dt.date, list[tuple[Person, Stay, Bed | None, Leave | None]]] = defaultdict(list)

    def miles(self, borough: str, unit: Unit) -> Decimal:
        from camhs_beds.demo.made_up import SECTORS

        home = self.outward[SECTORS[borough].split()[0]]
        return Decimal(miles(home.coordinates, unit.site.coordinates)).quantize(A_TENTH)

    def stay(
        self, unit: Unit, kind: Kind, start: dt.date, end: dt.date | None, bed: Bed | None = None, **person: Any
    ) -> Stay:
        """One stay with its person; not saved yet."""
        began = at(start, self.chance.randint(10, 16))
        young = self.people.make(began, **person)
        stay = Stay(
            person=young, unit=unit, kind=kind, start_at=began, responsible_trust=young.responsible_trust,
            miles=self.miles(young.home_borough.slug, unit), legal_status=self.chance.choice(LEGAL),
            clinician=self.chance.choice(CLINICIANS), admitted_by=self.by, admitted_at=began,
            expected_discharge_on=end or TODAY + dt.timedelta(days=self.chance.randint(1, 40)),
        )  # fmt: skip
        if end:
            self._end(stay, end)
        self.rows[start.replace(day=1)].append((young, stay, bed, None))
        return stay

    def _end(self, stay: Stay, end: dt.date) -> None:
        ended = at(end, self.chance.randint(9, 15))
        stay.end_at = max(ended, stay.start_at)
        stay.discharged_by, stay.discharged_at = self.by, stay.end_at
        stay.ward_sees_until = end + dt.timedelta(days=WARD_SEES_FOR_DAYS)
        stay.discharged_to = self.chance.choices(DischargedTo.values, (80, 8, 6, 5, 1))[0]
        stay.follow_up_booked = self.chance.random() < 0.85
        if self.chance.random() < 0.15:
            stay.ready_on = max(end - dt.timedelta(days=self.chance.randint(2, 14)), stay.start_at.date())
            stay.why_delayed = self.chance.choice(DelayWhy.values)

    def leave(self, stay: Stay) -> Leave | None:
        """A weekend at home in a stay that was long enough."""
        if stay.end_at is None or (stay.end_at - stay.start_at).days < 12 or self.chance.random() > 0.4:
            return None
        start = stay.start_at + dt.timedelta(days=self.chance.randint(4, 7))
        back = start + dt.timedelta(days=self.chance.randint(1, 2))
        return Leave(
            stay=stay, type="home", start_at=start, expected_back_at=back, back_at=back, recorded_by=self.by,
            recorded_at=start, returned_by=self.by, returned_at=back,
        )  # fmt: skip

    def save(self) -> None:
        """Month by month, the clock set to each."""
        for month in sorted(self.rows):
            with clock.override(at(month, 9)), as_the_system("demonstration"):
                self._save(sorted(self.rows.pop(month), key=lambda row: row[1].start_at))
        with as_the_system("demonstration"):
            self.people.give_out_numbers()

    def _save(self, rows: list[tuple[Person, Stay, Bed | None, Leave | None]]) -> None:
        Person.objects.bulk_create([person for person, *_ in rows])
        for _, stay, *_ in rows:
            stay.reference = self.people.reference("CS", stay.start_at.year)
        Stay.objects.bulk_create([stay for _, stay, *_ in rows])
        BedPeriod.objects.bulk_create(
            BedPeriod(
                stay=stay,
                bed=bed,
                start_at=stay.start_at,
                end_at=stay.end_at,
                recorded_by=self.by,
                recorded_at=stay.start_at,
            )  # fmt: skip
            for _, stay, bed, _ in rows
            if bed
        )
        Leave.objects.bulk_create(leave for _, stay, bed, _ in rows if bed and (leave := self.leave(stay)))


def _outward_codes() -> set[str]:
    from camhs_beds.demo.made_up import SECTORS

    return {sector.split()[0] for sector in SECTORS.values()}


def load(past: Past, scale: int) -> None:
    first = FIRST_DAY.replace(year=FIRST_DAY.year - YEARS_A_SCALE * (min(scale, MOST_SCALE) - 1))
    with as_the_system("demonstration"):
        beds = list(Bed.objects.select_related("unit__site").order_by("unit__slug", "number"))
    for bed in beds:
        for start, end in _times(past.chance, bed, first):
            past.stay(bed.unit, Kind.PARTNERSHIP, start, end, bed)
    past.save()


def _times(chance: random.Random, bed: Bed, first: dt.date) -> Iterator[tuple[dt.date, dt.date | None]]:
    """One stay after the other, with a few empty days between; the last is open where the bed is filled now."""
    mean = MEAN_STAY[bed.unit.slug]
    is_empty_now = bed.number in EMPTY_NOW[bed.unit.slug]
    start = first + dt.timedelta(days=chance.randint(0, mean))
    while True:
        end = start + dt.timedelta(days=min(1 + int(chance.expovariate(1 / mean)), 150))
        following = end + dt.timedelta(days=chance.choice((1, 1, 1, 2, 2, 3, 5)))
        if following >= TODAY - dt.timedelta(days=2):
            yield (start, min(end, TODAY - dt.timedelta(days=2))) if is_empty_now else (start, None)
            return
        yield start, end
        start = following


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), clock.LONDON)

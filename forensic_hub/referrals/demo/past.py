"""The closed referrals of earlier years, made in bulk: whoever was referred, and by whom."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict

from forensic_hub.referrals.demo.archive import Archive
from forensic_hub.referrals.demo.hub import Colleagues
from forensic_hub.referrals.demo.lives import THURSDAY, Life
from forensic_hub.referrals.demo.made_up import SECTORS, Population
from forensic_hub.referrals.demo.recent import PLACES, REASON, REFERRERS, RESTRICTED
from forensic_hub.referrals.models import (
    Assessment,
    Attendance,
    Closure,
    Decision,
    DecisionMaker,
    LegalStatus,
    Note,
    Panel,
    Referral,
)
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock
from partnership.arithmetic.working_days import is_working_day
from partnership.people.models import Person
from partnership.records.models import Sequence

EACH_SCALE = 358
AT_ONCE = 500
FIRST_DAY, LAST_DAY = dt.date(2015, 4, 1), dt.date(2017, 12, 8)
LAST_PANEL = dt.date(2018, 1, 24)
LEGAL = ("s47-49", "s48-49", "s37-41", "s37", "s3", "s3", "s2", "cto", "not-detained", "s47", "s35")


def load(scale: int, chance: random.Random, population: Population) -> None:
    """``scale`` times as many as usual; none of them is open, so the day's work is the same at every scale."""
    past = Past(chance, population)
    with as_the_system("demonstration"), past.archive.history_stands_aside():
        past.load(scale)


class Past:
    def __init__(self, chance: random.Random, population: Population):
        self.chance, self.population = chance, population
        self.archive = Archive(Person, Referral, Assessment, Decision, Closure, Note)
        self.last: dict[tuple[str, int], int] = defaultdict(int)

    def load(self, scale: int) -> None:
        self.hub = Colleagues()
        self.statuses = {status.code: status for status in LegalStatus.objects.all()}
        self.panels = self.past_panels()
        days = [day for day in _days(FIRST_DAY, LAST_DAY) if is_working_day(day)]
        for number, day in enumerate(sorted(self.chance.choices(days, k=EACH_SCALE * scale)), start=1):
            self.live(day)
            if number % AT_ONCE == 0:
                self.archive.save()
        self.archive.save()
        self.give_out_numbers()

    def past_panels(self) -> dict[dt.date, Panel]:
        """One each Thursday, with a decision maker of each trust."""
        leo = self.hub["leo.lead"].user
        arranged = {"arranged_by": leo, "arranged_at": dt.datetime(2015, 3, 2, 9, tzinfo=clock.LONDON)}
        thursdays = (day for day in _days(FIRST_DAY, LAST_PANEL) if day.weekday() == THURSDAY)
        panels = Panel.objects.bulk_create(Panel(meets_on=day, **arranged) for day in thursdays)
        makers = list(DecisionMaker.objects.order_by("pk"))[::2]
        Attendance.objects.bulk_create(
            Attendance(panel=panel, decision_maker=maker, recorded_by=leo, recorded_at=_at(panel.meets_on, 15))
            for panel in panels
            for maker in makers
        )
        return {panel.meets_on: panel for panel in panels}

    def live(self, day: dt.date) -> None:
        """One referral received on this day, with its person and what came of it."""
        received = _at(day, self.chance.randint(9, 15), self.chance.randint(0, 59))
        person = self.person(received)
        self.archive.keep(person)
        Life(self.referral(received, person), self.hub, self.panels, self.chance, self.archive).live()

    def person(self, received: dt.datetime) -> Person:
        details = self.population.details()
        borough = details["home_borough"]
        return Person(
            id=self.archive.next_id(Person), reference=self.number("PX", received.year), pathway="forensic",
            made_at=received, home_sector=SECTORS[borough.slug], responsible_trust=borough.trust, **details,
        )  # fmt: skip

    def referral(self, received: dt.datetime, person: Person) -> Referral:
        source = self.chance.choice(tuple(REFERRERS))
        status = self.chance.choice(LEGAL)
        name, job, organisation = REFERRERS[source]
        whereabouts, place = PLACES[source]
        hana = self.hub["hana.hub"].user
        return Referral(
            id=self.archive.next_id(Referral), reference=self.number("FR", received.year), person=person,
            source=source, organisation_name=organisation, referrer_name=name, referrer_job=job,
            referrer_phone="020 7946 0123", received_at=received, received_time_known=True,
            priority=self.chance.choices(("urgent", "routine"), (1, 3))[0],
            security_asked=self.chance.choice(("medium", "medium", "low", "low", "community", "step_down")),
            reason=REASON, needs=["psychosis"], legal_status=self.statuses[status], whereabouts=whereabouts,
            place_name=place, moj_restrictions="yes" if status in RESTRICTED else "no", logged_by=hana,
            logged_at=received, papers=["referral_letter", "risk_assessment"], counted_from_on=received.date(),
            responsible_trust=person.responsible_trust,
        )  # fmt: skip

    def number(self, prefix: str, year: int) -> str:
        self.last[prefix, year] += 1
        return f"{prefix}-{year}-{self.last[prefix, year]:04d}"

    def give_out_numbers(self) -> None:
        for (prefix, year), last in self.last.items():
            Sequence.objects.update_or_create(prefix=prefix, year=year, defaults={"last": last})


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]


def _at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), clock.LONDON)

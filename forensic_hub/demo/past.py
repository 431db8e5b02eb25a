"""The closed referrals of earlier years, made in bulk: their rows as they ended, and each event of their history.

The triggers that write history are told to stand aside, and the events are written here instead, so that each is dated
when it would have happened. Everything else that the database promises of these rows, it is asked for.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pghistory.models
import pgtrigger
from django.db import connection, models

from forensic_hub.demo.hub import Colleagues
from forensic_hub.demo.made_up import SECTORS, Population
from forensic_hub.demo.recent import PLACES, REASON, REFERRERS, RESTRICTED
from forensic_hub.models import Assessment, Attendance, Closure, Decision, DecisionMaker, LegalStatus, Panel, Referral
from forensic_hub.vocabulary import State
from partnership.access.principal import Principal
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock
from partnership.people.models import Person
from partnership.records.models import Sequence

EACH_SCALE = 358
AT_ONCE = 500
FIRST_DAY, LAST_DAY = dt.date(2015, 4, 1), dt.date(2017, 12, 15)
TRACKED = (Person, Referral, Assessment, Decision, Closure)
ENDS = ("placed", "not_accepted", "panel", "withdrawn", "sent_on")
HOW_OFTEN = (55, 15, 10, 12, 8)
LEGAL = ("s47-49", "s48-49", "s37-41", "s37", "s3", "s3", "s2", "cto", "not-detained", "s47", "s35")


def load(scale: int, chance: random.Random, population: Population) -> None:
    """``scale`` times as many as usual; none of them is open, so the day's work is the same at every scale."""
    with as_the_system("demonstration"), pgtrigger.ignore(*_history_triggers()):
        past = Past(chance, population)
        days = sorted(chance.choices(past.days, k=EACH_SCALE * scale))
        for start in range(0, len(days), AT_ONCE):
            past.make(days[start : start + AT_ONCE])
        past.give_out_numbers()


def _history_triggers() -> Iterator[str]:
    return (f"{model._meta.label}:{name}" for model in TRACKED for name in ("insert_insert", "update_update"))


class Past:
    def __init__(self, chance: random.Random, population: Population):
        self.chance, self.population = chance, population
        hub = Colleagues()
        self.hana, self.leo = hub["hana.hub"], hub["leo.lead"]
        self.statuses = {status.code: status for status in LegalStatus.objects.all()}
        self.days = [FIRST_DAY + dt.timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days) if self.is_weekday(n)]
        self.panels = self.past_panels()
        self.last: dict[tuple[str, int], int] = defaultdict(int)
        self.rows: dict[type[models.Model], list[Any]] = defaultdict(list)

    @staticmethod
    def is_weekday(days_after_the_first: int) -> bool:
        return (FIRST_DAY + dt.timedelta(days=days_after_the_first)).weekday() < 5

    def past_panels(self) -> dict[dt.date, Panel]:
        """One each Thursday, with a decision maker of each trust."""
        thursdays = [day for day in self.days if day.weekday() == 3] + [dt.date(2017, 12, 21), dt.date(2017, 12, 28)]
        at = dt.datetime(2015, 3, 2, 9, tzinfo=clock.LONDON)
        panels = Panel.objects.bulk_create(
            Panel(meets_on=day, arranged_by=self.leo.user, arranged_at=at) for day in thursdays
        )
        makers = list(DecisionMaker.objects.order_by("pk"))[::2]
        Attendance.objects.bulk_create(
            Attendance(
                panel=panel, decision_maker=maker, recorded_by=self.leo.user, recorded_at=_at(panel.meets_on, 15)
            )
            for panel in panels
            for maker in makers
        )
        return {panel.meets_on: panel for panel in panels}

    def make(self, days: list[dt.date]) -> None:
        """One referral received on each of these days, with its person and what came of it."""
        people = Person.objects.bulk_create([self.person(day) for day in days])
        ids = _next_ids(Decision, len(days))
        lives = [
            Life(self, self.referral(*of), decision_id) for *of, decision_id in zip(days, people, ids, strict=True)
        ]
        Referral.objects.bulk_create([life.referral for life in lives])
        for model in (Assessment, Decision, Closure):
            model._default_manager.bulk_create([row for life in lives for row in life.rows if isinstance(row, model)])
        for life in lives:
            self.happened(life.referral.person, "insert", life.referral.logged_at, self.hana)
            life.tell()
        self.save()

    def person(self, day: dt.date) -> Person:
        details = self.population.details()
        borough = details["home_borough"]
        return Person(
            **details, reference=self.number("PX", day.year), pathway="forensic", made_at=_at(day, 10),
            home_sector=SECTORS[borough.slug], responsible_trust=borough.trust,
        )  # fmt: skip

    def referral(self, day: dt.date, person: Person) -> Referral:
        source = self.chance.choice(tuple(REFERRERS))
        status = self.chance.choice(LEGAL)
        name, job, organisation = REFERRERS[source]
        whereabouts, place = PLACES[source]
        received = _at(day, 10)
        return Referral(
            reference=self.number("FR", day.year), person=person, source=source, organisation_name=organisation,
            referrer_name=name, referrer_job=job, referrer_phone="020 7946 0123", received_at=received,
            priority=self.chance.choices(("urgent", "routine"), (1, 3))[0], security_asked=self.chance.choice(
            ("medium", "medium", "low", "low", "community", "step_down")), reason=REASON, needs=["psychosis"],
            legal_status=self.statuses[status], moj_restrictions="yes" if status in RESTRICTED else "no",
            whereabouts=whereabouts, place_name=place, logged_by=self.hana.user, logged_at=received,
            papers=["referral_letter", "risk_assessment"], responsible_trust=person.responsible_trust,
            counted_from_on=day, owner=self.hana.user,
        )  # fmt: skip

    def number(self, prefix: str, year: int) -> str:
        self.last[prefix, year] += 1
        return f"{prefix}-{year}-{self.last[prefix, year]:04d}"

    def happened(self, row: models.Model, label: str, at: dt.datetime, by: Principal, verb: str = "") -> None:
        """An event of the history, of the row as it stands at this moment."""
        said = {"user": by.user_id, "role": str(by.role), "trust": None, "at": at.isoformat()}
        context = pghistory.models.Context(id=uuid.uuid4(), metadata=said | ({"verb": verb} if verb else {}))
        event_model = row.pgh_event_model  # type: ignore[attr-defined]
        tracked = {field.attname for field in event_model._meta.fields if not field.name.startswith("pgh_")}
        values = {name: _copied(getattr(row, name)) for name in tracked}
        event = event_model(pgh_created_at=at, pgh_label=label, pgh_obj_id=row.pk, pgh_context_id=context.pk, **values)
        self.rows[pghistory.models.Context].append(context)
        self.rows[event_model].append(event)

    def save(self) -> None:
        for model, rows in self.rows.items():
            model._default_manager.bulk_create(rows, batch_size=2000)
        self.rows.clear()

    def give_out_numbers(self) -> None:
        for (prefix, year), last in self.last.items():
            Sequence.objects.update_or_create(prefix=prefix, year=year, defaults={"last": last})


class Life:
    """One referral from the day it was logged to its end: ``steps`` change it, ``rows`` were made beside it."""

    def __init__(self, past: Past, referral: Referral, decision_id: int):
        self.past, self.referral, self.decision_id = past, referral, decision_id
        self.rows: list[models.Model] = []
        self.steps: list[tuple[dt.datetime, str, dict[str, Any]]] = []
        self.at = referral.received_at
        self.began = {"state": State.NEW, "accepted_at": None, "decision_id": None, "closed_at": None}
        getattr(self, past.chance.choices(ENDS, HOW_OFTEN)[0])()
        for _, _, changes in self.steps:
            self.put(changes)

    def put(self, changes: dict[str, Any]) -> None:
        for name, value in changes.items():
            setattr(self.referral, name, value)

    def tell(self) -> None:
        """Writes the history: the referral as it was after each step, and each row beside it when it was made."""
        self.put(self.began)
        self.past.happened(self.referral, "insert", self.referral.received_at, self.past.hana)
        for at, verb, changes in self.steps:
            self.put(changes)
            self.past.happened(self.referral, "update", at, self.past.hana, f"referral.{verb}" if verb else "")
        for row in self.rows:
            self.past.happened(row, "insert", _made_at(row), self.past.hana)

    # Steps

    def step(self, verb: str, days: int, **changes: Any) -> dt.datetime:
        self.at += dt.timedelta(days=days)
        self.steps.append((self.at, verb, changes))
        return self.at

    def accepted(self) -> None:
        at = self.at + dt.timedelta(days=self.past.chance.randint(1, 4))
        self.step("accept", (at - self.at).days, state=State.ASSESSMENT_DUE, accepted_at=at)

    def assessed(self) -> None:
        self.accepted()
        self.step("book", 1, state=State.ASSESSMENT_BOOKED)
        at = self.step("assess", self.past.chance.randint(3, 24), state=State.AWAITING_DECISION)
        setting = _setting_for(self.referral)
        self.rows.append(Assessment(
            referral=self.referral, status=Assessment.Status.TOOK_PLACE, assessor_name="Dr Rune Ridge", planned_at=at,
            place=self.referral.place_name, how="in_person", booked_by=self.past.hana.user, booked_at=self.steps[-2][0],
            took_place_on=clock.local(at).date(), outcome=setting, recommended_setting=setting, risks=["absence"],
            summary="The assessors agree with what is asked for.", recorded_by=self.past.hana.user, recorded_at=at,
        ))  # fmt: skip

    def decided(self, verb: str, outcome: str, setting: str, **changes: Any) -> dt.datetime:
        """At the panel of the Thursday after the assessment."""
        self.assessed()
        day = clock.local(self.at).date()
        panel_on = day + dt.timedelta(days=(3 - day.weekday()) % 7 or 7)
        panel = self.past.panels[min(panel_on, max(self.past.panels))]
        at = self.step(verb, max((panel.meets_on - day).days, 0), decision_id=self.decision_id, **changes)
        self.rows.append(Decision(
            id=self.decision_id, referral=self.referral, panel=panel, outcome=outcome, setting=setting,
            reason="The panel agrees with the assessors.", recorded_by=self.past.leo.user, recorded_at=at,
        ))  # fmt: skip
        return at

    def closed(self, at: dt.datetime, how: str, **reason: str) -> None:
        user = self.past.hana.user
        self.rows.append(Closure(referral=self.referral, how=how, closed_by=user, closed_at=at, **reason))

    # Ends

    def placed(self) -> None:
        setting = _setting_for(self.referral)
        outcome = "community" if setting == "community" else "placement"
        self.decided("agree", outcome, setting, state=State.BED_SEARCH)
        at = self.at + dt.timedelta(days=self.past.chance.randint(2, 40))
        self.step("", (at - self.at).days, state=State.PLACED, closed_at=at)

    def panel(self) -> None:
        at = self.decided("turn_down", "not_accepted", "", state=State.NOT_ACCEPTED)
        self.steps[-1][2]["closed_at"] = at
        self.closed(at, Closure.How.PANEL)

    def not_accepted(self) -> None:
        at = self.step("not_accept", self.past.chance.randint(1, 5), state=State.NOT_ACCEPTED)
        self.steps[-1][2]["closed_at"] = at
        self.closed(at, Closure.How.NOT_ACCEPTED, why="criteria", explanation="Can be cared for where the person is.")

    def sent_on(self) -> None:
        at = self.step("send_on", self.past.chance.randint(1, 5), state=State.NOT_ACCEPTED)
        self.steps[-1][2]["closed_at"] = at
        self.closed(at, Closure.How.SENT_ON, service="Community forensic team")

    def withdrawn(self) -> None:
        self.assessed()
        at = self.step("withdraw", self.past.chance.randint(1, 6), state=State.WITHDRAWN)
        self.steps[-1][2]["closed_at"] = at
        self.closed(at, Closure.How.WITHDRAWN, why="referrer", explanation="The referring team withdrew it.")


def _setting_for(referral: Referral) -> str:
    return referral.security_asked if referral.security_asked != "step_down" else "low"


def _made_at(row: Any) -> dt.datetime:
    return getattr(row, "recorded_at", None) or row.closed_at


def _at(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), clock.LONDON)


def _copied(value: Any) -> Any:
    return list(value) if isinstance(value, list) else value


def _next_ids(model: type[models.Model], count: int) -> list[int]:
    """Numbers of rows that are still to be made, for rows that point at each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]

"""What came of the referrals of earlier years: each one's life from the day it was logged to its end."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from typing import Any

from django.db import models

from forensic_hub.referrals.demo.archive import Archive
from forensic_hub.referrals.demo.hub import Colleagues
from forensic_hub.referrals.models import Assessment, Closure, Decision, Note, Panel, Referral
from forensic_hub.referrals.vocabulary import CLOSED, State
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.arithmetic.working_days import add_working_days

ENDS = ("placed", "not_accepted", "turned_down", "withdrawn", "sent_on")
HOW_OFTEN = (55, 15, 10, 12, 8)
DAYS_TO_ASSESS = {"urgent": 7, "routine": 28}
TARGETS_SINCE = dt.date(2017, 4, 1)
LATE = "This was the first day on which both assessors and the ward could be there."
THURSDAY = 3


class Life:
    """Lived forward: what changes at each press of a button goes into the archive as it is at that moment."""

    def __init__(self, referral: Referral, hub: Colleagues, panels: Mapping[dt.date, Panel], chance: random.Random,
                 archive: Archive):  # fmt: skip
        self.referral, self.panels, self.chance, self.archive = referral, panels, chance, archive
        self.hana, self.leo = hub["hana.hub"], hub["leo.lead"]
        self.at = referral.logged_at

    def live(self) -> None:
        self.press(by=self.hana)
        self.archive.tell(self.referral.person, "insert", self.at, self.pressed)
        self.archive.tell(self.referral, "insert", self.at, self.pressed)
        self.press(by=self.hana, minutes=self.chance.randint(5, 90))
        self.change(owner=self.hana.user)
        self.note("phone", "Rang to say that the referral has arrived and who will triage it.")
        getattr(self, self.chance.choices(ENDS, HOW_OFTEN)[0])()
        self.archive.keep(self.referral)

    # A press of a button, and what it does

    def press(self, verb: str = "", *, by: Principal, days: int = 0, minutes: int = 0) -> None:
        """So many working days or minutes after the one before."""
        if days:
            self.move_to(add_working_days(self.today, days))
        self.at += dt.timedelta(minutes=minutes)
        self.pressed = self.archive.press(self.at, by, verb and f"referral.{verb}")

    @property
    def today(self) -> dt.date:
        return clock.local(self.at).date()

    def move_to(self, day: dt.date) -> None:
        time = dt.time(self.chance.randint(9, 15), self.chance.randint(0, 59))
        self.at = dt.datetime.combine(day, time, clock.LONDON)

    def change(self, **changes: Any) -> None:
        self.put(self.referral, version=self.referral.version + 1, **changes)

    def put(self, row: models.Model, **changes: Any) -> None:
        for name, value in changes.items():
            setattr(row, name, value)
        self.archive.tell(row, "update", self.at, self.pressed)

    def make(self, row: models.Model) -> None:
        row.pk = self.archive.next_id(type(row))
        self.archive.tell(row, "insert", self.at, self.pressed)

    def note(self, kind: str, text: str) -> None:
        self.press(by=self.hana, minutes=self.chance.randint(5, 30))
        note = Note(
            referral=self.referral, kind=kind, contact=self.referral.referrer_name, text=text,
            happened_on=self.today, written_by=self.hana.user, written_at=self.at,
        )  # fmt: skip
        self.make(note)
        self.archive.keep(note)

    # How far it comes

    def accept(self) -> None:
        self.press("accept", by=self.hana, days=self.chance.randint(1, 4))
        self.change(state=State.ASSESSMENT_DUE, accepted_at=self.at)

    def assess(self) -> None:
        self.accept()
        booked = self.book(in_days=self.chance.randint(2, 15))
        self.move_to(clock.local(booked.planned_at).date())
        self.press("assess", by=self.hana, minutes=90)
        self.change(state=State.AWAITING_DECISION)
        setting = self.setting
        self.put(
            booked, status=Assessment.Status.TOOK_PLACE, took_place_on=self.today, outcome=setting,
            recommended_setting=setting, gender_specific=False, risks=["absence"],
            summary="The assessors agree with what is asked for.", recorded_by=self.hana.user, recorded_at=self.at,
            target_on=self.target,
        )  # fmt: skip
        self.archive.keep(booked)

    def book(self, in_days: int) -> Assessment:
        self.press("book", by=self.hana, days=1)
        self.change(state=State.ASSESSMENT_BOOKED)
        day = add_working_days(self.today, in_days)
        booked = Assessment(
            referral=self.referral, assessor_name="Dr Rune Ridge", second_assessor_name="Sage Summit", how="in_person",
            planned_at=dt.datetime.combine(day, dt.time(10, 30), clock.LONDON), place=self.referral.place_name,
            booked_by=self.hana.user, booked_at=self.at,
            why_after_target=LATE if self.target and day > self.target else "",
        )  # fmt: skip
        self.make(booked)
        return booked

    @property
    def target(self) -> dt.date | None:
        """There was none before the first ones were set."""
        received = self.referral.received_on
        days = dt.timedelta(days=DAYS_TO_ASSESS[self.referral.priority])
        return received + days if received >= TARGETS_SINCE else None

    @property
    def setting(self) -> str:
        asked = self.referral.security_asked
        return "low" if asked == "step_down" else asked

    def decide(self, verb: str, state: State, outcome: str, setting: str = "") -> None:
        """At the panel of the Thursday after the assessment."""
        self.assess()
        meets_on = self.today + dt.timedelta(days=(THURSDAY - self.today.weekday()) % 7 or 7)
        self.at = dt.datetime.combine(meets_on, dt.time(15, 30), clock.LONDON)
        self.press(verb, by=self.leo, minutes=self.chance.randint(1, 60))
        decision = Decision(
            referral=self.referral, panel=self.panels[meets_on], outcome=outcome, setting=setting,
            reason="The panel agrees with the assessors.", recorded_by=self.leo.user, recorded_at=self.at,
        )  # fmt: skip
        self.make(decision)
        self.archive.keep(decision)
        self.change(decision=decision, state=state, closed_at=self.at if state in CLOSED else None)

    def end(self, state: State) -> None:
        self.change(state=state, closed_at=self.at)

    def say_why(self, how: Closure.How, by: Principal, **reason: str) -> None:
        closure = Closure(referral=self.referral, how=how, closed_by=by.user, closed_at=self.at, **reason)
        self.make(closure)
        self.archive.keep(closure)

    # Ends

    def placed(self) -> None:
        outcome = "community" if self.setting == "community" else "placement"
        self.decide("agree", State.BED_SEARCH, outcome, self.setting)
        self.note("letter", "Sent the decision of the panel.")
        self.press(by=self.hana, days=self.chance.randint(2, 30))
        self.end(State.PLACED)

    def turned_down(self) -> None:
        self.decide("turn_down", State.NOT_ACCEPTED, "not_accepted")
        self.say_why(Closure.How.PANEL, self.leo)
        self.note("letter", "Sent the decision of the panel and its reason.")

    def not_accepted(self) -> None:
        self.press("not_accept", by=self.hana, days=self.chance.randint(1, 5))
        self.end(State.NOT_ACCEPTED)
        explanation = "Can be cared for where the person is."
        self.say_why(Closure.How.NOT_ACCEPTED, self.hana, why="criteria", explanation=explanation)
        self.note("letter", "Wrote to the referrer with the reason.")

    def sent_on(self) -> None:
        self.press("send_on", by=self.hana, days=self.chance.randint(1, 5))
        self.end(State.NOT_ACCEPTED)
        self.say_why(Closure.How.SENT_ON, self.hana, service="Community forensic team")

    def withdrawn(self) -> None:
        self.assess()
        self.press("withdraw", by=self.hana, days=self.chance.randint(1, 6))
        self.end(State.WITHDRAWN)
        explanation = "The referring team withdrew it."
        self.say_why(Closure.How.WITHDRAWN, self.hana, why="referrer", explanation=explanation)

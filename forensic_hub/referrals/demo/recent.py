"""The referrals of 2018, by the hub's own verbs, so that their histories, clocks and notices are what they would be.

FR-2018-0040 has waited too long for triage, FR-2018-0041 waits for information, FR-2018-0042 for the panel of 19 April.
The next one logged is FR-2018-0043.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from django.core.files.base import ContentFile

from forensic_hub.referrals.actions import (
    assessments,
    decisions,
    documents,
    duty,
    information,
    notes,
    panels,
    referrals,
    transfers,
    triage,
)
from forensic_hub.referrals.demo.hub import Colleagues, when
from forensic_hub.referrals.demo.made_up import SECTORS, Population
from forensic_hub.referrals.demo.paper import pdf
from forensic_hub.referrals.models import DecisionMaker, LegalStatus, Panel, Referral
from partnership.arithmetic import clock
from partnership.arithmetic.working_days import add_working_days
from partnership.organisations.models import Organisation
from partnership.people import actions as people
from partnership.people.models import Person
from partnership.people.models.person import HomeArea, Sex

HANA, LEO = "hana.hub", "leo.lead"
MAKERS = (
    ("Orla Orchard", "oxleas", "Clinical director"), ("Per Pasture", "oxleas", "Lead nurse"),
    ("Silvan Sedge", "slam", "Consultant forensic psychiatrist"), ("Tamsin Thicket", "slam", "Service director"),
    ("Winnie Willow", "swlstg", "Head of forensic services"), ("Yorick Yarrow", "swlstg", "Lead psychologist"),
)  # fmt: skip
# Day received, borough, source, priority, legal status, security level asked for, and how far it has come.
STORIES = (
    ("2018-01-03", "croydon", "prison", "routine", "s47-49", "medium", "agreed"),
    ("2018-01-05", "greenwich", "court", "routine", "s37", "low", "turned_down"),
    ("2018-01-09", "wandsworth", "acute_ward", "urgent", "s3", "low", "agreed"),
    ("2018-01-11", "lewisham", "prison", "urgent", "s48-49", "medium", "agreed"),
    ("2018-01-16", "bromley", "community", "routine", "cto", "community", "sent_on"),
    ("2018-01-18", "southwark", "high_secure", "routine", "s37-41", "medium", "agreed"),
    ("2018-01-23", "sutton", "acute_ward", "routine", "s3", "low", "withdrawn"),
    ("2018-01-25", "merton", "court", "urgent", "s35", "medium", "agreed"),
    ("2018-01-30", "lambeth", "out_of_area", "routine", "s37-41", "medium", "agreed"),
    ("2018-02-01", "bexley", "prison", "routine", "s47", "low", "not_accepted"),
    ("2018-02-06", "croydon", "acute_ward", "routine", "s3", "low", "agreed"),
    ("2018-02-08", "richmond-upon-thames", "community", "routine", "not-detained", "community", "agreed"),
    ("2018-02-13", "greenwich", "prison", "urgent", "s48", "medium", "agreed"),
    ("2018-02-15", "kingston-upon-thames", "custody", "routine", "not-detained", "not_known", "not_accepted"),
    ("2018-02-20", "southwark", "out_of_area", "routine", "s37", "low", "agreed"),
    ("2018-02-22", "lewisham", "secure_hospital", "routine", "s37-41", "step_down", "agreed"),
    ("2018-02-26", "wandsworth", "prison", "routine", "s47-49", "medium", "withdrawn"),
    ("2018-02-28", "lambeth", "acute_ward", "urgent", "s2", "low", "turned_down"),
    ("2018-03-02", "sutton", "court", "routine", "s38", "medium", "deferred"),
    ("2018-03-05", "bexley", "acute_ward", "routine", "s3", "low", "agreed"),
    ("2018-03-06", "bromley", "prison", "routine", "s48-49", "medium", "waiting_long"),
    ("2018-03-08", "croydon", "community", "routine", "conditional-discharge", "community", "awaiting"),
    ("2018-03-09", "merton", "prison", "routine", "s47", "medium", "booked_late"),
    ("2018-03-12", "southwark", "acute_ward", "routine", "s3", "low", "awaiting"),
    ("2018-03-13", None, "out_of_area", "routine", "s37-41", "medium", "assess"),
    ("2018-03-14", "lambeth", "prison", "routine", "sentenced", "medium", "assess_unassigned"),
    ("2018-03-15", "lewisham", "court", "routine", "s37", "low", "booked"),
    ("2018-03-19", "greenwich", "acute_ward", "routine", "s3", "low", "assess"),
    ("2018-03-20", "wandsworth", "prison", "routine", "remand", "medium", "not_completed"),
    ("2018-03-21", "kingston-upon-thames", "community", "routine", "cto", "community", "booked"),
    ("2018-03-23", "croydon", "prison", "urgent", "s48-49", "medium", "awaiting"),
    ("2018-03-26", "bexley", "high_secure", "routine", "s37-41", "medium", "assess"),
    ("2018-03-27", "no fixed address", "custody", "routine", "not-detained", "not_known", "waiting"),
    ("2018-03-28", "southwark", "prison", "routine", "s47-49", "medium", "assess_unassigned"),
    ("2018-04-03", "richmond-upon-thames", "acute_ward", "routine", "s3", "low", "reopened"),
    ("2018-04-04", "bromley", "court", "routine", "s36", "medium", "assess"),
    ("2018-04-05", "lambeth", "prison", "urgent", "s48-49", "medium", "booked_today"),
    ("2018-04-06", "sutton", "acute_ward", "urgent", "s3", "low", "assess"),
    ("2018-04-09", "lewisham", "community", "routine", "not-detained", "community", "new"),
    ("2018-04-09", "bexley", "prison", "urgent", "s47", "medium", "new_unassigned"),  # FR-2018-0040
    ("2018-04-09", "sutton", "out_of_area", "routine", "s37-41", "low", "waiting"),  # FR-2018-0041
    ("2018-04-09", "lambeth", "acute_ward", "urgent", "s3", "medium", "awaiting"),  # FR-2018-0042
)
PLACES = {
    "prison": ("prison", "HMP Elmstead"), "court": ("prison", "HMP Elmstead"),
    "custody": ("community", "Their own home"),
    "high_secure": ("hospital", "Greyfell Hospital"), "secure_hospital": ("hospital", "Northmoor Secure"),
    "acute_ward": ("hospital", "Larch Ward"), "out_of_area": ("hospital", "Northmoor Secure"),
    "community": ("community", "Supported housing"),
}  # fmt: skip
REFERRERS = {
    "prison": ("Dr Ivo Inlet", "Prison psychiatrist", "HMP Elmstead healthcare"),
    "court": ("Cleo Cloister", "Liaison and diversion practitioner", "Elmstead Crown Court"),
    "custody": ("Bram Bridge", "Custody nurse", "Elmstead police station"),
    "high_secure": ("Dr Hale Harbour", "Responsible clinician", "Greyfell Hospital"),
    "secure_hospital": ("Dr Faye Furlong", "Responsible clinician", "Northmoor Secure"),
    "acute_ward": ("Dr Lux Lantern", "Ward consultant", "Larch Ward"),
    "out_of_area": ("Dr Faye Furlong", "Responsible clinician", "Northmoor Secure"),
    "community": ("Moss Meadow", "Care coordinator", "Community mental health team"),
}  # fmt: skip
REASON = (
    "An access assessment is asked for. The treating team is of the view that the present setting cannot meet the "
    "person's needs safely for long, and that a place closer to home would help with family contact and with planning "
    "what follows."
)
RESTRICTED = ("s47-49", "s48-49", "s37-41", "conditional-discharge")
NEEDS = ("psychosis", "personality_disorder", "autism", "physical_health", "learning_disability")
ALL_PAPERS = ("referral_letter", "risk_assessment", "psychiatric_report", "index_offence", "care_plan")


def load(chance: random.Random) -> Population:
    """Nothing to return to but the people made up so far, so that later ones are others."""
    made = Recent(chance)
    made.panels_before()
    for number, story in enumerate(STORIES, start=1):
        made.referral(number, *story)
    made.decide()
    made.look_alike()
    made.morning()
    return made.population


class Recent:
    def __init__(self, chance: random.Random):
        self.chance = chance
        self.population = Population(chance)
        self.hub = Colleagues()
        self.statuses = {status.code: status for status in LegalStatus.objects.all()}
        self.to_decide: list[tuple[Referral, str]] = []

    def panels_before(self) -> None:
        """The panel meets on Thursdays; its decision makers come from the three trusts."""
        trusts = {trust.slug: trust for trust in Organisation.objects.partnership_trusts()}
        for name, trust, job in MAKERS:
            add = panels.add_decision_maker
            self.hub.does(LEO, when("2018-01-02"), add, name=name, trust=trusts[trust], job_title=job)
        for day in ("2018-01-25", "2018-02-22", "2018-03-22", "2018-04-12", "2018-04-19", "2018-04-26"):
            self.hub.does(LEO, when("2018-01-02"), panels.arrange, meets_on=dt.date.fromisoformat(day))

    def referral(self, number: int, day: str, borough: str | None, source: str, priority: str, status: str,
                 security: str, story: str) -> None:  # fmt: skip
        """One referral, logged on the day that it came in, and followed as far as its story goes."""
        moment = when(day, f"{9 + number % 8}:{number * 7 % 60:02}")
        by = HANA if number % 5 else LEO
        person = self.hub.does(by, moment, people.make, details=self.person(borough))
        referral = self.hub.does(
            by, moment, referrals.log, person=person, asked=self.asked(moment, source, priority, status, security),
            answers=[], papers=self.chance.sample(ALL_PAPERS, 3), hand_out=False,
        )  # fmt: skip
        if not story.endswith("unassigned"):
            self.hub.does(by, moment + dt.timedelta(minutes=20), referrals.take, referral=referral)
        self.transfer(referral, by, number)
        getattr(self, story.removesuffix("_unassigned"))(referral, by)

    def person(self, borough: str | None) -> people.Details:
        if borough == "no fixed address":
            return people.Details(**self.population.details(area=HomeArea.NO_FIXED_ADDRESS))
        if borough is None:
            return people.Details(**self.population.details(area=HomeArea.OUTSIDE), home_postcode="ME4 5AA")
        return people.Details(**self.population.details(borough), home_postcode=f"{SECTORS[borough]}AA")

    def asked(self, moment: dt.datetime, source: str, priority: str, status: str, security: str) -> dict[str, Any]:
        name, job, organisation = REFERRERS[source]
        whereabouts, place = PLACES[source]
        return {
            "source": source, "organisation_name": organisation, "referrer_name": name, "referrer_job": job,
            "referrer_phone": "020 7946 0123", "referrer_email": f"{name.split()[-1].lower()}@example.nhs.uk",
            "received_at": moment, "received_time_known": True, "priority": priority, "security_asked": security,
            "reason": REASON, "needs": sorted(self.chance.sample(NEEDS, self.chance.randint(1, 2))),
            "legal_status": self.statuses[status], "moj_restrictions": "yes" if status in RESTRICTED else "no",
            "whereabouts": whereabouts, "place_name": place,
        }  # fmt: skip

    def transfer(self, referral: Referral, by: str, number: int) -> None:
        """Day 0 of a transfer from prison is stated for most; for some nobody has yet."""
        if referral.has_transfer_clock and number % 3:
            self.hub.does(
                by, self.later(referral, 0, 2), transfers.set_day_zero, referral=referral,
                day_zero=clock.local(referral.received_at).date(),
                why="The day on which the hub received the prison's referral with both medical reports.",
            )  # fmt: skip

    # How far each has come

    def new(self, referral: Referral, by: str) -> None:
        self.hub.does(
            by, self.later(referral, 0, 1), notes.add, referral=referral, kind="phone",
            contact=referral.referrer_name, text="Rang to say that the referral has arrived and who will triage it.",
        )  # fmt: skip

    def not_accepted(self, referral: Referral, by: str) -> None:
        self.hub.does(
            by, self.later(referral, 3), triage.not_accept, referral=referral, why="criteria",
            explanation="The present team can meet the needs described with advice from the community forensic team.",
        )  # fmt: skip

    def sent_on(self, referral: Referral, by: str) -> None:
        self.hub.does(
            by, self.later(referral, 2), triage.send_on, referral=referral, service="Community forensic team",
            explanation="Advice on risk is asked for, not a place.",
        )  # fmt: skip

    def withdrawn(self, referral: Referral, by: str) -> None:
        self.assess(referral, by)
        self.hub.does(
            by, self.later(referral, 9), referrals.withdraw, referral=referral, why="referrer",
            explanation="The referring team has found a place nearer to the person's family.",
        )  # fmt: skip

    def reopened(self, referral: Referral, by: str) -> None:
        self.not_accepted(referral, by)
        self.hub.does(
            LEO, when("2018-04-13", "14:10"), referrals.reopen, referral=referral,
            why="The referrer sent a new risk assessment which changes the picture.",
        )  # fmt: skip

    def waiting(self, referral: Referral, by: str) -> None:
        """Asked for what is missing on 10 April."""
        missing = [paper for paper in ALL_PAPERS if paper not in referral.papers]
        self.hub.does(
            by, when("2018-04-10", "11:25"), information.ask, referral=referral, papers=missing,
            sent_to=referral.referrer_email, message="We can triage this as soon as we have these.", chase_every=5,
        )  # fmt: skip

    def waiting_long(self, referral: Referral, by: str) -> None:
        """Chased three times: the hub lead is told."""
        asked = self.later(referral, 2)
        request = self.hub.does(
            by, asked, information.ask, referral=referral, papers=["psychiatric_report"],
            sent_to=referral.referrer_email, message="", chase_every=5,
        )  # fmt: skip
        for week in (1, 2, 3):
            self.hub.does(
                by, asked + dt.timedelta(weeks=week), information.chase, request=request,
                note="Left a message with the secretary.",
            )  # fmt: skip

    def assess(self, referral: Referral, by: str) -> Referral:
        return self.hub.does(by, self.later(referral, 1, 3), triage.accept, referral=referral)

    def booked(self, referral: Referral, by: str, moment: dt.datetime | None = None, **given: Any) -> Any:
        accepted = self.assess(referral, by)
        planned_at = moment or when("2018-04-18", "10:30")
        late = "This was the first day on which both assessors and the ward could be there."
        usual = {
            "assessor_name": "Dr Rune Ridge", "second_assessor_name": "Sage Summit", "place": referral.place_name,
            "how": "in_person", "planned_at": planned_at,
            "why_after_target": late if assessments.is_after_target(accepted, planned_at) else "",
        }  # fmt: skip
        booking = assessments.Booking(**usual | given)
        return self.hub.does(by, self.later(referral, 2), assessments.book, referral=referral, booking=booking)

    def booked_today(self, referral: Referral, by: str) -> None:
        late = "The prison could not give access before this week."
        self.booked(referral, by, when("2018-04-16", "14:00"), why_after_target=late)

    def booked_late(self, referral: Referral, by: str) -> None:
        late = "The person is on trial until then."
        self.booked(referral, by, when("2018-04-20", "11:00"), why_after_target=late)

    def not_completed(self, referral: Referral, by: str) -> None:
        booking = self.booked(referral, by, when("2018-04-05", "13:00"))
        self.hub.does(
            by, when("2018-04-05", "16:40"), assessments.not_complete, assessment=booking, why="no_access",
            note="The prison was in lockdown on the day.",
        )  # fmt: skip

    def awaiting(self, referral: Referral, by: str) -> None:
        """Assessed in the last days before the demonstration, and on the agenda of 19 April."""
        urgent = referral.priority == "urgent" and referral.received_on > dt.date(2018, 4, 1)
        self.assessed(referral, by, when("2018-04-13", "11:00") if urgent else when("2018-04-12", "15:00"))

    def assessed(self, referral: Referral, by: str, moment: dt.datetime) -> None:
        booking = self.booked(referral, by, moment)
        setting = {"medium": "medium", "low": "low", "step_down": "low"}.get(referral.security_asked, "community")
        self.hub.does(
            by, moment + dt.timedelta(hours=3), assessments.record, assessment=booking, took_place_on=moment.date(),
            outcome=setting, recommended_setting=setting, gender_specific=referral.person.sex == Sex.FEMALE,
            risks=sorted(self.chance.sample(("fire_setting", "gang_links", "absence"), 1)),
            summary="Has a mental disorder of a nature and degree that calls for care in the setting recommended. "
            "Agrees to treatment, and wishes to be nearer to family.",
        )  # fmt: skip
        letter = ContentFile(pdf(f"{referral.reference}: assessment"), name="assessment-report.pdf")
        add = documents.add
        self.hub.does(
            by, moment + dt.timedelta(hours=4), add, referral=referral, file=letter, paper="psychiatric_report"
        )

    def agreed(self, referral: Referral, by: str) -> None:
        self.to_panel(referral, by, "placement")

    def turned_down(self, referral: Referral, by: str) -> None:
        self.to_panel(referral, by, "not_accepted")

    def deferred(self, referral: Referral, by: str) -> None:
        self.to_panel(referral, by, "defer")

    def to_panel(self, referral: Referral, by: str, outcome: str) -> None:
        days = 5 if referral.priority == "urgent" else 14
        self.assessed(referral, by, self.later(referral, days))
        self.to_decide.append((referral, outcome))

    # Afterwards

    def decide(self) -> None:
        """Each panel in turn: who was there, then what it decided."""
        makers, met = self.hub.does(
            LEO,
            when("2018-04-16", "8:00"),
            lambda by: (
                list(DecisionMaker.objects.order_by("pk")),
                list(Panel.objects.filter(meets_on__lt=clock.today())),
            ),
        )
        for panel in sorted(met, key=lambda panel: panel.meets_on):
            moment = when(panel.meets_on.isoformat(), "15:30")
            self.hub.does(LEO, moment, panels.record_attendance, panel=panel, present=makers[::2] + makers[1:2])
            for referral, outcome in self.to_decide:
                self.decision(referral, outcome, panel, moment)

    def decision(self, referral: Referral, outcome: str, panel: Panel, moment: dt.datetime) -> None:
        with_hub = Referral.objects.filter(pk=referral.pk, panel=panel)
        if not self.hub.does(LEO, moment, lambda by: with_hub.exists()):
            return
        setting = referral.security_asked if referral.security_asked in ("medium", "low", "step_down") else "low"
        if outcome == "placement" and referral.security_asked == "community":
            outcome, setting = "community", ""
        reasons = {
            "defer": "The panel asks for a second opinion on the level of security.",
            "not_accepted": "The needs can be met where the person is now, with advice.",
        }
        self.hub.does(
            LEO, moment + dt.timedelta(minutes=10), decisions.record, referral=referral, panel=panel, outcome=outcome,
            setting=setting if outcome == "placement" else "",
            reason=reasons.get(outcome, "The panel agrees with the recommendation of the assessors."),
        )  # fmt: skip

    def look_alike(self) -> None:
        """Somebody whose name sounds like another's, born on the same day: to be found, and not to be joined."""
        other = self.hub.does(
            HANA, when("2018-04-13"), lambda by: Person.objects.filter(referrals__reference="FR-2018-0031").get()
        )
        details = self.population.details(
            "croydon", first_name=other.first_name, last_name=other.last_name.replace("e", "a", 1),
            date_of_birth=other.date_of_birth, sex=other.sex, nhs_number=None,
        )  # fmt: skip
        self.hub.does(HANA, when("2018-04-13"), people.make, details=people.Details(**details))

    def morning(self) -> None:
        """Who is on duty on the day that the demonstration begins."""
        for name in (HANA, LEO):
            self.hub.does(name, when("2018-04-16", "8:45"), duty.go_on_duty)

    def later(self, referral: Referral, working_days: int, hours: int = 0) -> dt.datetime:
        """So many working days after it came in, at a time of its own, and never after the demonstration begins."""
        received = clock.local(referral.received_at)
        day = add_working_days(received.date(), working_days) if working_days else received.date()
        moment = dt.datetime.combine(day, received.time(), clock.LONDON) + dt.timedelta(hours=hours or 1)
        return min(moment, when("2018-04-16", "8:30"))

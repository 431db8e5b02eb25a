"""What every page of one referral has: its person, its head and tabs, and what can be done from here."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from forensic_hub.referrals import clock_words
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.policy import REFERRAL
from forensic_hub.referrals.states import REFERRALS
from forensic_hub.referrals.vocabulary import State
from partnership.access.policy import Action
from partnership.arithmetic.words import day_and_month
from partnership.pages.heads import Clock, Step, steps_along
from partnership.pages.naming import PersonBanner
from partnership.pages.values import Link, Tag
from partnership.pages.views import MovePage, OfRecord, RecordFormPage, RecordPage
from partnership.people.naming import banner_of
from partnership.people.policy import PERSON

STEPS = ("Received", "Triage", "Assessment", "Panel", "Bed search", "Placed")
PLACES = {
    State.NEW: 1,
    State.ASSESSMENT_DUE: 2,
    State.ASSESSMENT_BOOKED: 2,
    State.AWAITING_DECISION: 3,
    State.BED_SEARCH: 4,
    State.PLACED: 6,
    State.NOT_ACCEPTED: None,
    State.WITHDRAWN: None,
}
"""Which step each state is at. One that waits for information is where it was when it was asked for."""


class OfReferral(OfRecord):
    model = Referral
    policy = REFERRAL
    states = REFERRALS
    namespace = "forensic_hub"
    noun = "referral"
    section = "Forensic"
    pages = (
        ("Overview", "referral-overview"),
        ("Assessment", "referral-assessment"),
        ("Panel", "referral-panel"),
        ("Contacts and notes", "referral-notes"),
        ("Documents", "referral-documents"),
        ("History", "referral-history"),
    )
    related = (
        "person__home_borough", "person__responsible_trust", "responsible_trust", "owner", "legal_status", "panel",
        "organisation", "decision__panel", "decision__recorded_by", "logged_by", "day_zero_by",
    )  # fmt: skip

    def banner(self) -> PersonBanner:
        return banner_of(self.record.person, reverse("forensic_hub:person", args=[self.record.person.reference]))

    def tags(self) -> Iterator[Tag]:
        yield from super().tags()
        yield Tag(self.record.get_priority_display())

    def owner(self) -> str:
        return str(self.record.owner or "unassigned")

    def clock_shown(self) -> Clock | None:
        return clock_words.head(self.record)

    def steps(self) -> tuple[Step, ...]:
        """None for one that ended before it was placed."""
        referral = self.record
        place = PLACES.get(State(referral.state), 2 if referral.accepted_at else 1)
        panel = referral.decision.panel if referral.decision else referral.panel
        when = {
            "Received": referral.received_at,
            "Triage": referral.accepted_at,
            "Panel": panel and panel.meets_on,
        }
        said = {label: day_and_month(moment) for label, moment in when.items()}
        return () if place is None else steps_along(STEPS, place, said)

    def facts(self) -> Iterator[tuple[str, object]]:
        if self.record.responsible_trust is None:
            yield "Responsible trust", Tag(self.record.responsibility)

    def other_actions(self) -> Iterator[Link]:
        referral = self.record
        if self.may_edit and referral.state == State.WAITING:
            yield Link("Record that you chased", self.to_record("referral-chase"))
        if self.may_edit and referral.state == State.ASSESSMENT_BOOKED:
            yield Link("Change booking", self.to_record("assessment-rebook"))
        if referral.is_open and self.may(REFERRAL[Action.DECIDE]):
            yield Link("Assign this referral", self.to_record("referral-owner"))
        if referral.is_open and self.may_edit and referral.owner_id == self.principal.user_id:
            yield Link("Make this referral unassigned", self.to_record("referral-give-back"))
        if self.may(PERSON[Action.EDIT]):
            yield Link("Correct the person", reverse("forensic_hub:person-correct", args=[referral.person.reference]))
        if self.may_edit:
            yield Link("Wrong person", self.to_record("wrong-person-correct"))


class ReferralPage(OfReferral, RecordPage):
    pass


class ReferralForm(OfReferral, RecordFormPage):
    pass


class ReferralMove(OfReferral, MovePage):
    pass

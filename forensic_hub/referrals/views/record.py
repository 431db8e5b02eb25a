"""What every page of one referral has: its person, its head and tabs, and what can be done from here."""

from __future__ import annotations

from collections.abc import Iterator

from forensic_hub.referrals import clock_words
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.policy import REFERRAL
from forensic_hub.referrals.states import REFERRALS
from forensic_hub.referrals.vocabulary import State
from partnership.access.policy import Action
from partnership.pages.heads import Clock
from partnership.pages.naming import PersonBanner
from partnership.pages.values import Link, Tag
from partnership.pages.views import MovePage, OfRecord, RecordFormPage, RecordPage
from partnership.people.naming import banner_of


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
        return banner_of(self.record.person)

    def tags(self) -> Iterator[Tag]:
        yield from super().tags()
        yield Tag(self.record.get_priority_display())

    def owner(self) -> str:
        return str(self.record.owner or "unassigned")

    def clock(self) -> Clock | None:
        return clock_words.head(self.record)

    def facts(self) -> Iterator[tuple[str, object]]:
        yield "Transfer from prison", clock_words.transfer(self.record)
        yield "Responsible trust", self.record.responsibility

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


class ReferralPage(OfReferral, RecordPage):
    pass


class ReferralForm(OfReferral, RecordFormPage):
    pass


class ReferralMove(OfReferral, MovePage):
    pass

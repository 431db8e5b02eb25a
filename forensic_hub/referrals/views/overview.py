"""The first page of a referral: everything that matters of it, a card each, and what was asked in the first place."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import cached_property

from forensic_hub.referrals import clock_words, history
from forensic_hub.referrals.models import Assessment, Closure, InformationRequest
from forensic_hub.referrals.policy import REFERRAL
from forensic_hub.referrals.views.documents import checklist
from forensic_hub.referrals.views.record import ReferralPage
from forensic_hub.referrals.vocabulary import Need, Paper
from partnership.access.policy import Action
from partnership.arithmetic import words
from partnership.pages.shell import Card
from partnership.pages.values import Corrected, Late, Link, Tag, email, phone
from partnership.pages.views import HistoryPage
from partnership.work.person_journey import ABOUT_THE_PERSON, WHO_THIS_IS


class ReferralOverview(ReferralPage):
    template_name = "forensic_hub/referral_overview.html"

    def cards(self) -> list[Card]:
        return [
            *self.person(), *self.ending(), *self.outstanding(), self.asked_for(), self.legal(), self.referrer(),
            self.documents(), self.clock_card(), *self.transfer(),
        ]  # fmt: skip

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            may_take=self.may_edit and self.record.is_open and self.record.owner is None,
            snapshot=self.snapshot(),
            **kwargs,
        )

    def snapshot(self) -> list[dict[str, object]]:
        """As it was asked and answered. Who it was wrongly about is hidden once it is about another person:
        they may be of another trust."""
        hidden = {ABOUT_THE_PERSON, WHO_THIS_IS} if "referral.person" in self.corrections else set()
        return [page for page in self.record.answers if page["page"] not in hidden]

    @cached_property
    def corrections(self) -> dict[str, object]:
        """The latest correction of each field of the referral and its person, by the field's name."""
        of_referral = self.record.corrections.all()
        of_person = self.record.person.corrections.all()
        found = {f"person.{one.field}": one for one in reversed(of_person)}
        return found | {one.field: one for one in reversed(of_referral)}

    def value(self, field: str, now: object) -> object:
        """The value now, with the one that was struck through where it was corrected."""
        was = self.corrections.get(field)
        return Corrected(now, was.old_value, was.corrected_at, was.explanation) if was else now

    def correct(self, name: str, hidden: str) -> tuple[Link, ...]:
        return (Link("Correct", self.to_record(name), hidden),) if self.may_edit else ()

    def person(self) -> Iterator[Card]:
        """What was corrected about the person, with what it was. The banner has the rest."""
        person = self.record.person
        now = (
            ("last_name", "Name", person.full_name),
            ("date_of_birth", "Date of birth", person.date_of_birth),
            ("home_borough", "Home borough", person.home),
        )
        rows = [
            (label, self.value(f"person.{name}", value))
            for name, label, value in now
            if f"person.{name}" in self.corrections
        ]
        if rows:
            yield Card("Corrected about the person", tuple(rows))

    def clock_card(self) -> Card:
        referral = self.record
        rows = [("Received", self.value("referral.received_at", self.received()))]
        if referral.clock and not referral.is_paused:
            rows.append((f"{referral.get_clock_display()} due by", referral.due_on))
        rows.append(("Now", self.clock_now()))
        return Card("Clock", tuple(rows), told=tuple(clock_words.how_it_was_worked_out(referral)))

    def received(self) -> str:
        known = self.record.received_time_known
        return words.moment(self.record.received_at) if known else words.day(self.record.received_at)

    def clock_now(self) -> object:
        said = clock_words.running(self.record) or "No clock is running"
        clocks = (self.record.days_left, self.record.decision_days_left)
        is_late = any(left is not None and left < 0 for left in clocks)
        return Late(said) if is_late else said

    def transfer(self) -> Iterator[Card]:
        referral = self.record
        if not referral.has_transfer_clock:
            return
        told = tuple(clock_words.how_the_transfer_was_worked_out(referral))
        if referral.day_zero_on is None:
            actions = (Link("Set day 0", self.to_record("referral-day-zero")),) if self.may_set_day_zero else ()
            yield Card("Transfer from prison", (("Day 0", "Not set: the clock has not started"),), actions, told)
            return
        rows = [
            ("Day 0", self.value("referral.day_zero_on", referral.day_zero_on)),
            ("Set by", f"{referral.day_zero_by}, {words.moment(referral.day_zero_at)}"),
            ("Why", referral.day_zero_why),
        ]
        if referral.transfer_due_on:
            rows.append((f"{referral.get_transfer_clock_display()} by", referral.transfer_due_on))
            rows.append(("Now", clock_words.transfer(referral)))
        yield Card("Transfer from prison", tuple(rows), self.correct("day-zero-correct", "day 0"), told)

    @property
    def may_set_day_zero(self) -> bool:
        return self.may_edit and self.record.is_open

    def ending(self) -> Iterator[Card]:
        """Why it ended, each time that it did."""
        for closure in self.record.closures.select_related("closed_by", "reopened_by"):
            yield Card("How it ended", tuple(_told_by(closure)))

    def outstanding(self) -> Iterator[Card]:
        asked = self.record.information_requests.open().select_related("sent_by")
        for request in asked.prefetch_related("items", "chases"):
            correct = Link("Correct", self.to_record("request-correct", pk=request.pk), "when it was asked for")
            yield Card("Waiting for information", tuple(_waiting_for(request)), (correct,) if self.may_edit else ())

    def asked_for(self) -> Card:
        referral = self.record
        labels = dict(Need.choices)
        needs = words.listed([labels[need] for need in referral.needs]) if referral.needs else ""
        rows = (
            ("Priority", self.value("referral.priority", Tag(referral.get_priority_display()))),
            ("Security level", self.value("referral.security_asked", referral.get_security_asked_display())),
            ("Main needs", self.value("referral.needs", needs)),
            ("Reason for referral", self.value("referral.reason", referral.reason)),
        )
        return Card("What is asked for", rows, self.correct("need-correct", "what is asked for"))

    def legal(self) -> Card:
        referral = self.record
        restrictions = referral.get_moj_restrictions_display()
        where = f"{referral.get_whereabouts_display()}: {referral.place_name}"
        rows = (
            ("Legal status", self.value("referral.legal_status", str(referral.legal_status))),
            ("Ministry of Justice restrictions", self.value("referral.moj_restrictions", restrictions)),
            ("Release or next court date", self.value("referral.release_or_court_on", referral.release_or_court_on)),
            ("Where the person is", self.value("referral.place_name", where)),
        )
        return Card("Legal status", rows, self.correct("legal-correct", "legal status"))

    def referrer(self) -> Card:
        referral = self.record
        job = f", {referral.referrer_job}" if referral.referrer_job else ""
        rows = (
            ("Source", self.value("referral.source", referral.get_source_display())),
            ("Organisation", self.value("referral.organisation_name", referral.referred_by)),
            ("Referrer", self.value("referral.referrer_name", f"{referral.referrer_name}{job}")),
            ("Phone number", self.value("referral.referrer_phone", phone(referral.referrer_phone))),
            ("Email address", self.value("referral.referrer_email", email(referral.referrer_email))),
        )
        return Card("Referrer", rows, self.correct("referrer-correct", "referrer"))

    def documents(self) -> Card:
        change = (Link("Change", self.to_record("document-checklist"), "which documents we have"),)
        title = f"Documents: {len(self.record.papers)} of {len(Paper)}"
        return Card(title, tuple(checklist(self.record)), change if self.may_edit else ())


def _told_by(closure: Closure) -> Iterator[tuple[str, object]]:
    yield "How", str(closure)
    if closure.service:
        yield "Service", closure.service
    if closure.why:
        yield "Reason", closure.get_why_display()
    if closure.explanation:
        yield "Explanation", closure.explanation
    yield "By", f"{closure.closed_by}, {words.moment(closure.closed_at)}"
    if closure.reopened_at:
        yield "Reopened", f"{closure.reopened_by}, {words.moment(closure.reopened_at)}: {closure.why_reopened}"


def _waiting_for(request: InformationRequest) -> Iterator[tuple[str, object]]:
    items = request.items.all()
    yield "Asked for", f"{words.day(request.sent_at)}, by {request.sent_by}, from {request.sent_to}"
    yield "Outstanding", words.listed([str(item) for item in items if not item.received_on] or ["Nothing"])
    if received := [f"{item} on {words.day(item.received_on)}" for item in items if item.received_on]:
        yield "Received", words.listed(received)
    chases = list(request.chases.all())
    yield "Chased", f"{len(chases)} {words.plural(len(chases), 'time')}" if chases else "Not yet"
    yield "Chase next on", request.chase_on


class ReferralHistory(ReferralPage, HistoryPage):
    def entries(self):
        return history.timeline(self.record, self.correct_url)

    def correct_url(self, event) -> str:
        """Where what an event recorded is put right, for those who may: a note, an outcome, a decision."""
        kind = event.pgh_tracked_model._meta.model_name
        if kind == "note" and self.may_edit and event.text:
            return self.to_record("note-correct", pk=event.pgh_obj_id)
        if kind == "assessment" and self.may_edit and event.status == Assessment.Status.TOOK_PLACE:
            return self.to_record("assessment-correct", pk=event.pgh_obj_id)
        if kind == "informationrequest" and self.may_edit:
            return self.to_record("request-correct", pk=event.pgh_obj_id)
        if kind == "decision" and self.may(REFERRAL[Action.DECIDE]) and event.pgh_obj_id == self.record.decision_id:
            return self.to_record("decision-correct")
        return ""

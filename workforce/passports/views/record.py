"""One passport: who it is about, whether it is ready and why not, its checks and its training."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404
from django.utils.functional import cached_property

from partnership.arithmetic import clock
from partnership.arithmetic.words import day
from partnership.pages.heads import Clock
from partnership.pages.naming import PersonBanner
from partnership.pages.tables import Column, Table
from partnership.pages.values import Late, Link, Missing, Several, Tag
from partnership.pages.views import OfRecord, RecordAddPage, RecordPage
from partnership.records.history import HistorySource
from workforce.passports.actions import corrections, items
from workforce.passports.actions.needs import in_role
from workforce.passports.forms.checks import CHECK_FORMS
from workforce.passports.forms.passports import AnswerForm, OtherRoleForm, RevokeForm, TrainingForm
from workforce.passports.models import CorrectionRequest, Item, Need, Passport, described
from workforce.passports.policy import PASSPORT
from workforce.passports.readiness import Standing
from workforce.staff.models import Employment, StaffMember
from workforce.staff.vocabulary import Kind

NO_EXPIRY = Missing("No expiry")
NEVER = Missing("Not recorded")
COLOURS = {
    Standing.CURRENT: "green",
    Standing.SOON: "yellow",
    Standing.EXPIRED: "red",
    Standing.TOO_LOW: "orange",
    Standing.MISSING: "orange",
}


def standing_of(need: Need) -> Tag:
    return Tag(need.standing.value, COLOURS[need.standing])


def last_day_of(need: Need) -> object:
    """The last day that it counts, in red once that is over."""
    if need.met_by is None:
        return NEVER
    if need.expires_on is None:
        return NO_EXPIRY
    return Late(day(need.expires_on)) if need.standing == Standing.EXPIRED else need.expires_on


def in_order(needs: list[Need]) -> list[Need]:
    """What is not met first, then what expires soonest."""
    return sorted(needs, key=lambda need: (need.standing.counts, need.expires_on or clock.today().max, str(need)))


class OfPassport(OfRecord):
    model, policy = Passport, PASSPORT
    namespace, noun, section = "passports", "passport", "Passports"
    related = ("staff_member__trust", "employment__profile", "employment__base")
    pages = (("Summary", "passport-overview"), ("Everything recorded", "passport-items"),
             ("Another role", "passport-other-role"), ("History", "passport-history"))  # fmt: skip
    sources = (
        HistorySource(Passport, "pgh_obj", ("employment",), made="Passport made", changed="Job changed"),
        HistorySource(StaffMember, "pgh_obj__passport", ("first_name", "last_name", "email"), made="Added"),
        HistorySource(
            Employment, "pgh_obj__staff_member__passport", ("profile", "band", "base", "ends_on"), made="Job recorded"
        ),
        HistorySource(
            Item, "passport", ("revoked_at",), made=lambda event: f"{_described(event)} recorded",
            changed=lambda event: f"{_described(event)} revoked", reason=lambda event: event.why_revoked,
            related=("subject",),
        ),
        HistorySource(
            CorrectionRequest, "passport", ("is_corrected",), made="Correction asked for",
            changed="Request for a correction answered", reason=lambda event: event.answer or event.wrong,
        ),
    )  # fmt: skip

    @property
    def may_edit(self) -> bool:
        """A passport that is shared with a trust is changed by its own alone."""
        return super().may_edit and self.record.staff_member.trust_id == self.principal.trust_id

    def banner(self) -> PersonBanner:
        person, job = self.record.staff_member, self.record.employment
        facts = (
            ("Staff No.", job.staff_number),
            ("Role", str(job)),
            ("Base", f"{person.trust.short_name}, {job.base}"),
        )
        return PersonBanner(person.last_name, person.first_name, facts)

    @cached_property
    def needs(self) -> list[Need]:
        return in_order(list(self.record.needs.select_related("met_by", "subject")))

    @property
    def unmet(self) -> list[Need]:
        return [need for need in self.needs if not need.standing.counts]

    def tags(self) -> Iterator[Tag]:
        yield Tag("Not ready", "red") if self.unmet else Tag("Ready", "green")

    def clock_shown(self) -> Clock | None:
        if not self.unmet:
            return None
        return Clock(f"Not ready: {len(self.unmet)} of {len(self.needs)} not met", self.unmet[0].why_not + ".", True)

    def first_actions(self) -> Iterator[Link]:
        if self.may_edit and self.unmet:
            yield self.link_to_record(self.unmet[0])

    def other_actions(self) -> Iterator[Link]:
        if self.may_edit:
            yield from self.answers()
            yield Link("Record training", self.to_record("training-record"))

    def answers(self) -> Iterator[Link]:
        for request in self.record.correction_requests.filter(answered_at=None):
            yield Link("Answer the request for a correction", self.to_record("correction-answer", pk=request.pk))

    def link_to_record(self, need: Need, label: str = "") -> Link:
        what = need.get_kind_display().lower() if need.subject is None else need.subject.name.lower()
        return Link(label or f"Record {what}", record_url(self.record, need), what if label else "")


def _described(event) -> str:
    return str(event.subject or Kind(event.kind).label)


def record_url(passport: Passport, need: Need) -> str:
    if need.subject_id:
        return f"{OfPassport.url_of(passport, 'training-record')}?subject={need.subject_id}&level={need.level}"
    return OfPassport.url_of(passport, "check-record", kind=need.kind)


class PassportOverview(OfPassport, RecordPage):
    template_name = "passports/passport_overview.html"

    def get_context_data(self, **kwargs):
        checks = [need for need in self.needs if need.kind != Kind.TRAINING]
        training = [need for need in self.needs if need.kind == Kind.TRAINING]
        return super().get_context_data(
            parts=[self.part("checks", "Check", checks), self.part("subjects", "Subject", training)], **kwargs
        )

    def part(self, noun: str, label: str, needs: list[Need]) -> dict[str, object]:
        current = sum(need.standing.counts for need in needs)
        columns = [
            Column("what", label, lambda need: str(need)),
            Column("expires", "Expires", last_day_of, nowrap=True),
            Column("standing", "State", standing_of),
        ]
        if self.may_edit:
            columns.append(Column("record", "Record", lambda need: self.link_to_record(need, "Record")))
        table = Table(f"{len(needs)} {noun}", columns, needs, caption_hidden=True)
        return {"heading": f"{len(needs)} {noun}", "told": f"{current} of {len(needs)} current", "table": table}


class PassportItems(OfPassport, RecordPage):
    """Everything that was ever recorded, the newest first, with what was revoked."""

    template_name = "passports/passport_items.html"

    def get_context_data(self, **kwargs):
        rows = self.page_of(self.record.items.select_related("subject", "issuer", "recorded_by", "revoked_by"))
        columns = [
            Column("what", "Check or subject", str),
            Column("done_on", "Date"),
            Column("expires_on", "Expires", missing=NO_EXPIRY),
            Column("facts", "Details", _details),
            Column("by", "Recorded by", lambda item: f"{item.recorded_by}, {item.issuer.short_name}"),
            Column("state", "State", self.state_of),
        ]
        table = Table("Everything recorded", columns, list(rows), caption_hidden=True)
        return super().get_context_data(rows=rows, table=table, **kwargs)

    def state_of(self, item: Item) -> object:
        if item.revoked_at:
            return Several((Tag("Revoked", "grey"), item.why_revoked))
        mine = self.may_edit and item.issuer_id == self.principal.trust_id
        return Link("Revoke", self.to_record("item-revoke", pk=item.pk), f"{item}, {day(item.done_on)}") if mine else ""


def _details(item: Item) -> str:
    said = [f"{question}: {answer}" for question, answer in item.facts]
    return ". ".join([f"Number {item.number}", *said] if item.number else said)


class PassportOtherRole(OfPassport, RecordPage):
    """What would still be needed in another role from a day on, by what is held today."""

    template_name = "passports/passport_other_role.html"

    @cached_property
    def form(self) -> OtherRoleForm:
        return OtherRoleForm(self.request.GET if "profile" in self.request.GET else None)

    def get_context_data(self, **kwargs):
        return super().get_context_data(form=self.form, **(self.shown() if self.form.is_valid() else {}), **kwargs)

    def shown(self) -> dict[str, object]:
        profile, starts_on = self.form.cleaned_data["profile"], self.form.cleaned_data["starts_on"]
        found = [(asked, met.standing(starts_on), met.by) for asked, met in in_role(self.record, profile, starts_on)]
        found.sort(key=lambda one: (one[1].counts, described(one[0].kind, one[0].subject, one[0].level)))
        columns = [
            Column("what", "What the role asks for", lambda one: described(one[0].kind, one[0].subject, one[0].level)),
            Column("held", "Last day it counts", lambda one: one[2].expires_on or NO_EXPIRY if one[2] else NEVER),
            Column("standing", "On the start date", lambda one: Tag(one[1].value, COLOURS[one[1]])),
        ]
        missing = sum(not standing.counts for _, standing, _ in found)
        return {
            "profile": profile, "starts_on": starts_on, "missing": missing, "total": len(found),
            "table": Table(f"What {profile} asks for", columns, found, caption_hidden=True),
        }  # fmt: skip


class CheckRecord(OfPassport, RecordAddPage):
    action = staticmethod(items.record)
    success = "{record} is up to date."
    button = "Save check"

    @property
    def kind(self) -> Kind:
        if self.kwargs["kind"] not in CHECK_FORMS:
            raise Http404
        return Kind(self.kwargs["kind"])

    def get_title(self) -> str:
        return f"Record a check: {self.kind.label.lower()}"

    def get_form_class(self):
        return CHECK_FORMS[self.kind]

    @property
    def made_on(self) -> dict[str, object]:
        return {**super().made_on, "kind": self.kind}

    def get_success(self) -> str:
        return f"{self.kind.label} recorded. {said_of(self.record)}"


class TrainingRecord(OfPassport, RecordAddPage):
    action = staticmethod(items.record_training)
    form_class = TrainingForm
    title = "Record training"
    button = "Save training"

    def get_initial(self):
        asked = {name: self.request.GET.get(name, "") for name in ("subject", "level")}
        return super().get_initial() | {name: value for name, value in asked.items() if value.isdecimal()}

    def get_success(self) -> str:
        return f"Training recorded. {said_of(self.record)}"


class CorrectionAnswer(OfPassport, RecordAddPage):
    action = staticmethod(corrections.respond)
    form_class = AnswerForm
    argument = "request"
    title = "Answer a request for a correction"
    button = "Send answer"
    success = "Answered. The member of staff sees it with their passport."

    @cached_property
    def subject(self) -> CorrectionRequest:
        found = self.record.correction_requests.filter(pk=self.kwargs["pk"], answered_at=None).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs):
        asked = self.subject
        return super().get_context_data(hint=f"Wrong: {asked.wrong}\n\nShould say: {asked.should_be}", **kwargs)


class ItemRevoke(OfPassport, RecordAddPage):
    action = staticmethod(items.revoke)
    form_class = RevokeForm
    argument = "item"
    after = "passport-items"
    button = "Revoke"

    @cached_property
    def subject(self) -> Item:
        item = self.record.items.filter(pk=self.kwargs["pk"], revoked_at=None).select_related("subject").first()
        if item is None:
            raise Http404
        return item

    def get_title(self) -> str:
        return f"Revoke: {self.subject}"

    def get_success(self) -> str:
        return f"Revoked. {said_of(self.record)}"


def said_of(passport: Passport) -> str:
    ready = not passport.needs.unmet(clock.today()).exists()
    return f"The passport is {'ready' if ready else 'not ready'}."

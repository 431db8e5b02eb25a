"""A young person's stay: how it is found, its page and its history."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import cached_property

from camhs_beds import history
from camhs_beds.counting import nights_so_far
from camhs_beds.models import Bed, BedRequest, Leave, Stay
from camhs_beds.policy import BED_REQUEST, STAY
from camhs_beds.views.bed_columns import bed_url, stay_url
from camhs_beds.views.record import OfRequest, young_person_banner
from camhs_beds.views.units import OfUnit
from camhs_beds.vocabulary import Kind
from partnership.access.policy import Action
from partnership.arithmetic import words
from partnership.pages.naming import PersonBanner
from partnership.pages.values import Corrected, Link, Missing, Tag
from partnership.pages.views import HistoryPage, OfRecord, RecordPage
from partnership.records.corrections import Correction
from partnership.records.history import Happening
from partnership.records.models import Read
from partnership.records.reads import log_read

NO_BED = Missing("None held")


def what_to_record(stay: Stay) -> Iterator[Link]:
    """What can be recorded of it now, the likeliest first."""
    if not stay.is_open or stay.kind != Kind.PARTNERSHIP:
        return
    if stay.leaves.open().exists():
        yield Link("Record return", stay_url(stay, "stay-return"))
    else:
        yield Link("Record leave", stay_url(stay, "stay-leave"))
        yield Link("Change bed", stay_url(stay, "stay-change-bed"))
    yield Link("Record discharge", stay_url(stay, "stay-discharge"))
    yield Link("Change the expected discharge", stay_url(stay, "stay-expected-discharge"))
    yield Link("Record that they are ready for discharge", stay_url(stay, "stay-ready"))


class OfStay(OfRecord):
    model = Stay
    policy = STAY
    namespace = "camhs_beds"
    noun = "stay"
    section = "CAMHS"
    pages = (("Overview", "stay-overview"), ("History", "stay-history"))
    related = (
        "person__home_borough", "person__responsible_trust", "unit__provider", "unit__family_page", "request",
        "responsible_trust", "admitted_by", "discharged_by",
    )  # fmt: skip

    def banner(self) -> PersonBanner:
        return young_person_banner(self.record.person)

    def caption_of(self, record: Stay) -> str:
        return f"{record}, {record.unit}"

    def above(self) -> list[Link]:
        unit, here = self.record.unit, self.record.kind == Kind.PARTNERSHIP
        return [*super().above(), Link(unit.name, OfUnit.url_of(unit) if here else self.list_url())]

    @cached_property
    def bed(self) -> Bed | None:
        period = self.record.periods.open().select_related("bed").first()
        return period.bed if period else None

    def tags(self) -> Iterator[Tag]:
        yield Tag("On leave" if self.record.leaves.open().exists() else self.record.status)
        if self.record.needs_transition:
            yield Tag("17½: plan the move to adult services", "orange")

    def facts(self) -> Iterator[tuple[str, object]]:
        stay = self.record
        yield "Unit", stay.unit
        if stay.is_open and stay.kind == Kind.PARTNERSHIP:
            yield "Bed", Link(f"Bed {self.bed.number}", bed_url(self.bed)) if self.bed else NO_BED
        yield "Admitted", stay.start_at
        yield ("Expected discharge", stay.expected_discharge_on) if stay.is_open else ("Discharged", stay.end_at)
        yield "Responsible trust", stay.responsible_trust or "Responsibility to be confirmed"

    def first_actions(self) -> Iterator[Link]:
        if self.may_edit:
            yield from what_to_record(self.record)


class StayOverview(OfStay, RecordPage):
    template_name = "camhs_beds/stay_overview.html"

    def get_context_data(self, **kwargs):
        stay = self.record
        return super().get_context_data(
            stay_rows=list(self.of_the_stay()),
            correct=self.correct("stay", self.to_record("stay-correct")),
            leaves=[self.of_a_leave(leave) for leave in stay.leaves.all()],
            beds=[(period.bed, period.start_at, period.end_at) for period in stay.periods.select_related("bed__unit")],
            discharge=list(self.of_the_discharge()),
            family_page_url=OfUnit.url_of(stay.unit, "family-page") if hasattr(stay.unit, "family_page") else "",
            **kwargs,
        )

    def correct(self, what: str, url: str) -> tuple[Link, ...]:
        may = self.may_edit and not self.record.recorded_in_error
        return (Link("Correct", url, what),) if may else ()

    @cached_property
    def corrections(self) -> dict[tuple[str, int], Correction]:
        """The latest of each value: of the stay, and of its leaves."""
        return {(one.field, one.row): one for one in reversed(self.record.corrections.all())}

    def value(self, row: Stay | Leave, name: str, now: object) -> object:
        """The present value, with the old one struck through where it was corrected."""
        was = self.corrections.get((f"{row._meta.model_name}.{name}", row.pk))
        return Corrected(now, was.old_value, was.corrected_at, was.explanation) if was else now

    def of_the_stay(self) -> Iterator[tuple[str, object]]:
        stay, slept = self.record, nights_so_far(self.record)
        if stay.request and self.permitted(BedRequest, BED_REQUEST[Action.VIEW]).filter(pk=stay.request_id).exists():
            log_read(self.request, BED_REQUEST, [stay.request.reference], Read.How.VIEW)
            yield "Request", Link(str(stay.request), OfRequest.url_of(stay.request))
        yield "Kind of stay", stay.get_kind_display()
        yield "Admitted", self.value(stay, "start_at", stay.start_at)
        yield "Legal status on admission", self.value(stay, "legal_status", stay.get_legal_status_display())
        yield "Responsible clinician", self.value(stay, "clinician", stay.clinician)
        yield "Nights in the unit", slept.in_bed
        yield "Nights on leave", slept.on_leave
        yield "Miles from home", stay.miles if stay.miles is not None else Missing("Home is not known")
        yield "Turns 17½ on", stay.transition_on
        yield "Admission recorded by", stay.admitted_by

    def of_a_leave(self, leave: Leave) -> tuple[str, list[tuple[str, object]], tuple[Link, ...]]:
        held = "Yes" if leave.bed_held else "No"
        began = self.value(leave, "start_at", leave.start_at)
        rows = [("From", began), ("Expected back", leave.expected_back_at), ("Bed held", held)]
        if leave.usable_tonight:
            rows += [("May be used tonight", f"Yes, agreed by {leave.agreed_by}"), ("On return", leave.return_plan)]
        back = self.value(leave, "back_at", leave.back_at) if leave.back_at else Missing("Not yet")
        was, url = leave.back_at != leave.start_at, self.to_record("leave-correct", pk=leave.pk)
        correct = self.correct(f"leave from {words.moment(leave.start_at)}", url) if was else ()
        return leave.get_type_display(), [*rows, ("Returned", back)], correct

    def of_the_discharge(self) -> Iterator[tuple[str, object]]:
        stay = self.record
        if stay.ready_on:
            yield "Ready for discharge", stay.ready_on
            yield "Reason for delay", stay.get_why_delayed_display() or Missing("None")
        if not stay.is_open:
            yield "Discharged", self.value(stay, "end_at", stay.end_at)
            yield "To", stay.get_discharged_to_display() or Missing("Recorded in error")
            yield "Follow-up within 72 hours booked", stay.follow_up_booked
            yield "Recorded by", stay.discharged_by


class StayHistory(OfStay, HistoryPage):
    def entries(self) -> list[Happening]:
        return history.of_stay(self.record)

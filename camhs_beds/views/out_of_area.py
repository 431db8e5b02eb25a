"""A placement out of area: its pages."""

from __future__ import annotations

from collections.abc import Iterator

from camhs_beds import history
from camhs_beds.actions import out_of_area
from camhs_beds.board import since_when
from camhs_beds.coming_home import beds_for
from camhs_beds.counting import nights_so_far
from camhs_beds.models import Approval, Bed, OutOfAreaPlacement
from camhs_beds.policy import BED, OUT_OF_AREA, STAY
from camhs_beds.states import OUT_OF_AREA_PLACEMENTS
from camhs_beds.views.bed_columns import stay_url
from camhs_beds.views.record import OfRequest, young_person_banner
from camhs_beds.vocabulary import ApprovesAs, OutOfAreaState
from partnership.access.policy import Action
from partnership.arithmetic import clock, words
from partnership.pages.naming import PersonBanner
from partnership.pages.shell import Card
from partnership.pages.values import Link, Missing, Tag
from partnership.pages.views import HistoryPage, OfRecord, RecordPage
from partnership.records.states import Transition

NOT_YET = Missing("Not yet")


class OfOutOfArea(OfRecord):
    model = OutOfAreaPlacement
    policy = OUT_OF_AREA
    states = OUT_OF_AREA_PLACEMENTS
    namespace = "camhs_beds"
    noun = "out-of-area"
    argument = "placement"
    section = "CAMHS"
    pages = (("Overview", "out-of-area-overview"), ("History", "out-of-area-history"))
    related = (
        "request__person__home_borough", "request__person__responsible_trust", "request__responsible_trust",
        "unit__site", "stay", "asked_by",
    )  # fmt: skip
    sources = history.OF_A_PLACEMENT

    @classmethod
    def nouns(cls) -> tuple[str, str]:
        return "placement", "placements"

    def references_of(self, record: OutOfAreaPlacement) -> list[str]:
        """What is said of the young person is on their request."""
        return [record.reference, record.request.reference]

    def banner(self) -> PersonBanner:
        return young_person_banner(self.record.request.person)

    def caption_of(self, record: OutOfAreaPlacement) -> str:
        return f"{record}, {record.request}"

    def above(self) -> list[Link]:
        return [Link("Out of area", self.list_url())]

    def tags(self) -> Iterator[Tag]:
        yield from super().tags()
        if is_overdue(self.record):
            yield Tag("Overdue")

    def facts(self) -> Iterator[tuple[str, object]]:
        placement = self.record
        yield "Unit", str(placement.unit)
        yield "From home", f"{placement.miles} miles" if placement.miles is not None else "Distance not known"
        yield "Nights in the unit", str(nights_so_far(placement.stay).in_bed) if placement.stay else ""
        yield "Next review", placement.review_on if placement.state == OutOfAreaState.PLACED else ""
        yield "Responsible trust", placement.request.responsibility

    def moves(self) -> Iterator[tuple[Transition, str | None]]:
        """A person who asked, or has approved already, does not approve."""
        for move, why_not in super().moves():
            decides = move.needs == OUT_OF_AREA[Action.DECIDE]
            yield move, out_of_area.why_not_decide(self.record, self.principal) if decides else why_not

    def first_actions(self) -> Iterator[Link]:
        """While they are away, it is reviewed each week."""
        if self.record.state != OutOfAreaState.PLACED or not self.may_edit:
            return
        yield Link("Review", self.to_record("out-of-area-review"))
        if self.may(STAY[Action.NEW]):
            yield Link("Bring home", self.to_record("out-of-area-bring-home"))


def is_overdue(placement: OutOfAreaPlacement) -> bool:
    due = placement.review_on
    return placement.state == OutOfAreaState.PLACED and due is not None and due < clock.today()


class OutOfAreaOverview(OfOutOfArea, RecordPage):
    template_name = "camhs_beds/out_of_area_overview.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            reviews=self.record.reviews.select_related("by"),
            beds_at_home=[f"{bed}{doubt_of(bed)}" for bed in self.beds_at_home()[:5]],
            may_bring_home=self.may(STAY[Action.NEW]),
            **kwargs,
        )

    def beds_at_home(self) -> list[Bed]:
        """Free beds of the Partnership that suit them."""
        if self.record.state != OutOfAreaState.PLACED:
            return []
        return list(beds_for(self.record.request, self.permitted(Bed, BED[Action.LIST])).select_related("unit"))

    def cards(self) -> list[Card]:
        return [self.why(), self.tried(), self.approvals(), *self.stay()]

    def why(self) -> Card:
        request = self.record.request
        rows = [("Request", Link(str(request), OfRequest.url_of(request))), *proposal(self.record)]
        return Card("What was asked", tuple(rows))

    def tried(self) -> Card:
        rows = tuple((one["unit"], answer_of(one)) for one in self.record.units_tried)
        return Card("Units tried", rows, told=() if rows else ("No Partnership unit was asked.",))

    def approvals(self) -> Card:
        given = {approval.given_as: approval for approval in self.record.approvals.select_related("by")}
        rows = tuple((side.label, decision_of(given.get(side.value))) for side in ApprovesAs)
        told = ["Both have to approve, and the requester cannot."]
        if self.record.request.responsible_trust_id is None:
            told.append("No trust is responsible yet, so no one can approve for one. Correct the home borough first.")
        return Card("Approvals", rows, told=tuple(told))

    def stay(self) -> Iterator[Card]:
        placement, stay = self.record, self.record.stay
        if stay is None:
            if placement.why_ended:
                yield Card("How it ended", (("Ended", placement.ended_at), ("Why", placement.why_ended)))
            return
        self.shows([stay.reference])
        link = Link(str(stay), stay_url(stay)) if self.may(STAY[Action.VIEW]) else str(stay)
        slept = nights_so_far(stay)
        rows = [("Stay", link), ("Admitted", stay.start_at)]
        rows += [("Nights in the unit", slept.in_bed), ("Nights on leave", slept.on_leave)]
        if placement.state == OutOfAreaState.HOME:
            rows += [("Ended", stay.end_at), ("How", placement.why_ended)]
        yield Card("The stay", tuple(rows))


def proposal(placement: OutOfAreaPlacement) -> Iterator[tuple[str, object]]:
    """What was asked for, and why."""
    yield "Why no Partnership bed", placement.get_why_display()
    yield "Explanation", placement.explanation or Missing("None given")
    yield "Proposed unit", f"{placement.unit}, {placement.unit.provider.short_name}"
    yield "Distance from home", f"{placement.miles} miles" if placement.miles is not None else Missing("Not known")
    yield "Price a day", words.money(placement.price)
    yield "Family told", placement.family_told
    yield "Plan for coming back", placement.return_plan
    yield "Asked", f"{placement.asked_by}, {words.moment(placement.asked_at)}"


def answer_of(tried: dict[str, str]) -> str:
    """What a unit that was tried said, with its reason for a no."""
    return f"{tried.get('answer', '')}: {tried['why'].lower()}" if tried.get("why") else tried.get("answer", "")


def decision_of(given: Approval | None) -> object:
    if given is None:
        return NOT_YET
    decided = f"{'Approved' if given.approved else 'Refused'} by {given.by}, {words.moment(given.at)}"
    return f"{decided}: {given.reason}" if given.reason else decided


def doubt_of(bed: Bed) -> str:
    """For a bed that ``beds_for`` found: how old its ward's confirmation is, where that is too old to be believed."""
    return "" if bed.is_fresh else f". {since_when(bed.confirmed_at)}: telephone first"  # type: ignore[attr-defined]


OutOfAreaHistory = HistoryPage.of(OfOutOfArea)

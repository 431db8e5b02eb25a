"""A placement out of area: its pages, and what is done to it."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from camhs_beds import history
from camhs_beds.actions import out_of_area
from camhs_beds.board import since_when
from camhs_beds.coming_home import beds_for
from camhs_beds.counting import nights_so_far
from camhs_beds.forms.out_of_area import (
    APPROVE,
    ApproveForm,
    BringHomeForm,
    EndForm,
    PlaceForm,
    ReviewForm,
    WithdrawOutOfAreaForm,
)
from camhs_beds.models import Bed, OutOfAreaPlacement
from camhs_beds.policy import BED, STAY
from camhs_beds.states import OUT_OF_AREA_PLACEMENTS
from camhs_beds.views.bed_columns import stay_url
from camhs_beds.vocabulary import ApprovesAs, OutOfAreaState
from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock, words
from partnership.pages.banners import say, say_done
from partnership.pages.heads import RecordHead
from partnership.pages.naming import PersonBanner
from partnership.pages.shell import Card
from partnership.pages.values import Link, Missing, NotNow, Tag
from partnership.pages.views import HistoryPage, RecordFormPage, RecordPage, Tab
from partnership.people.naming import banner_of

# Which page makes which moves of the state table, the likeliest first.
PAGES = (
    ("Approve or refuse", "out-of-area-approve", ("refuse",)),
    ("Record admission", "out-of-area-admit", ("place",)),
    ("Review", "out-of-area-review", ("end",)),
    ("Bring home", "out-of-area-bring-home", ("end",)),
    ("Record another end", "out-of-area-end", ("end",)),
    ("Withdraw", "out-of-area-withdraw", ("withdraw",)),
)
MAIN = {
    OutOfAreaState.ASKED: "out-of-area-approve",
    OutOfAreaState.APPROVED: "out-of-area-admit",
    OutOfAreaState.PLACED: "out-of-area-review",
}
NOT_YET = Missing("Not yet")


def url(name: str, placement: OutOfAreaPlacement) -> str:
    return reverse(f"camhs_beds:{name}", args=[placement.reference])


class OfOutOfArea:
    model = OutOfAreaPlacement
    section = "CAMHS"
    related = (
        "request__person__home_borough",
        "request__person__responsible_trust",
        "request__responsible_trust",
        "unit__site",
        "stay",
        "asked_by",
    )

    def references_of(self, record: OutOfAreaPlacement) -> list[str]:
        """What is said of the young person stands on their request."""
        return [record.reference, record.request.reference]

    def banner(self) -> PersonBanner:
        person = self.record.request.person
        return banner_of(person, reverse("camhs_beds:person", args=[person.reference]))

    def to_record(self, name: str = "out-of-area-overview") -> str:
        return url(name, self.record)


class OutOfAreaPage(OfOutOfArea, RecordPage):
    tab = ""

    def get_title(self) -> str:
        return f"{self.record} {self.tab.lower()}" if self.tab else str(self.record)

    def breadcrumbs(self) -> list[Link]:
        return [Link("Home", "/"), Link("Out of area", reverse("camhs_beds:out-of-area-list"))]

    def head(self) -> RecordHead:
        placement = self.record
        offered = actions(placement, self.principal)
        main = MAIN.get(OutOfAreaState(placement.state))
        return RecordHead(
            heading=f"Placement {placement}",
            tags=(Tag(placement.get_state_display()), *((Tag("Overdue"),) if is_overdue(placement) else ())),
            facts=tuple((label, value) for label, value in self.facts() if value),
            actions=tuple(offered),
            leads=bool(offered) and isinstance(offered[0], Link) and offered[0].url == (main and url(main, placement)),
        )

    def facts(self) -> Iterator[tuple[str, object]]:
        placement = self.record
        yield "Unit", str(placement.unit)
        yield "From home", f"{placement.miles} miles" if placement.miles is not None else "Distance not known"
        yield "Nights in the unit", str(nights_so_far(placement.stay).in_bed) if placement.stay else ""
        yield "Next review", placement.review_on if placement.state == OutOfAreaState.PLACED else ""
        yield "Responsible trust", placement.request.responsibility

    def tabs(self) -> list[Tab]:
        tabs = (("Overview", "out-of-area-overview"), ("History", "out-of-area-history"))
        return [Tab(label, self.to_record(name), current=label == self.tab) for label, name in tabs]


class OutOfAreaOverview(OutOfAreaPage):
    tab = "Overview"
    template_name = "camhs_beds/out_of_area_overview.html"

    def get_title(self) -> str:
        return f"Placement {self.record}"

    def get_context_data(self, **kwargs):
        approvals = {approval.given_as: approval for approval in self.record.approvals.select_related("by")}
        beds = self.beds_at_home()
        return super().get_context_data(
            cards=[self.why(), self.tried(), self.approvals(approvals), *self.stay()],
            reviews=self.record.reviews.select_related("by"),
            beds_at_home=[f"{bed}{doubt_of(bed)}" for bed in beds[:5]],
            may_bring_home=STAY[Action.NEW].held_by(self.principal),
            **kwargs,
        )

    def beds_at_home(self) -> list[Bed]:
        """Free beds of the Partnership that suit them."""
        if self.record.state != OutOfAreaState.PLACED:
            return []
        return list(beds_for(self.record.request, self.permitted(Bed, BED[Action.LIST])).select_related("unit"))

    def why(self) -> Card:
        placement = self.record
        rows = (
            ("Request", Link(str(placement.request), reverse("camhs_beds:request-overview",
                                                             args=[placement.request.reference]))),
            ("Why no Partnership bed", placement.get_why_display()),
            ("Explanation", placement.explanation or Missing("None given")),
            ("Proposed unit", f"{placement.unit}, {placement.unit.provider.short_name}"),
            ("Distance from home", f"{placement.miles} miles" if placement.miles is not None else Missing("Not known")),
            ("Price a day", f"£{placement.price:,.2f}"),
            ("Family told", placement.family_told),
            ("Plan for coming back", placement.return_plan),
            ("Asked", f"{placement.asked_by}, {words.moment(placement.asked_at)}"),
        )  # fmt: skip
        return Card("What was asked", rows)

    def tried(self) -> Card:
        rows = tuple((one["unit"], _said(one)) for one in self.record.units_tried)
        return Card("Units tried", rows, told=() if rows else ("No Partnership unit was asked.",))

    def approvals(self, given) -> Card:
        rows = tuple(
            (side.label, f"{'Approved' if one.approved else 'Refused'} by {one.by}, {words.moment(one.at)}"
             + (f": {one.reason}" if one.reason else "") if (one := given.get(side.value)) else NOT_YET)
            for side in ApprovesAs
        )  # fmt: skip
        told = ["Both have to approve, and neither can be whoever asked."]
        if self.record.request.responsible_trust_id is None:
            told.append("No trust is responsible yet, so nobody can approve for one. Correct the home borough first.")
        return Card("Approvals", rows, told=tuple(told))

    def stay(self) -> Iterator[Card]:
        placement = self.record
        if placement.stay is None:
            if placement.why_ended:
                yield Card("How it ended", (("Ended", placement.ended_at), ("Why", placement.why_ended)))
            return
        stay = placement.stay
        self.shows([stay.reference])
        link = Link(str(stay), stay_url(stay)) if self.may(STAY[Action.VIEW]) else str(stay)
        slept = nights_so_far(stay)
        rows = [("Stay", link), ("Admitted", stay.start_at)]
        rows += [("Nights in the unit", slept.in_bed), ("Nights on leave", slept.on_leave)]
        if placement.state == OutOfAreaState.HOME:
            rows += [("Ended", stay.end_at), ("How", placement.why_ended)]
        yield Card("The stay", tuple(rows))


def doubt_of(bed: Bed) -> str:
    """Of a bed that ``beds_for`` found: how old its ward's word is, where that is too old to be believed."""
    return "" if bed.is_fresh else f". {since_when(bed.said_at)}: telephone first"  # type: ignore[attr-defined]


def _said(tried: dict[str, str]) -> str:
    return f"{tried.get('answer', '')}: {tried['why'].lower()}" if tried.get("why") else tried.get("answer", "")


class OutOfAreaHistory(OutOfAreaPage, HistoryPage):
    tab = "History"

    def entries(self):
        return history.timeline(self.record)


def is_overdue(placement: OutOfAreaPlacement) -> bool:
    due = placement.review_on
    return placement.state == OutOfAreaState.PLACED and due is not None and due < clock.today()


def actions(placement: OutOfAreaPlacement, by: Principal) -> list[Link | NotNow]:
    """What this person can do from here. Whoever asked, or has approved already, does not approve."""
    offers = {transition.verb: why_not for transition, why_not in OUT_OF_AREA_PLACEMENTS.offers(placement, by)}
    found = []
    for label, name, verbs in PAGES:
        if verbs[0] not in offers or name == "out-of-area-bring-home" and not STAY[Action.NEW].held_by(by):
            continue
        why_not = out_of_area.why_not_decide(placement, by) if name == "out-of-area-approve" else offers[verbs[0]]
        found.append(NotNow(label, why_not) if why_not else Link(label, url(name, placement)))
    return found


class OutOfAreaForm(OfOutOfArea, RecordFormPage):
    """Makes the move ``verb``. While it cannot be made there is no form, and the record says why."""

    verb = ""

    @property
    def caption(self) -> str:
        return f"{self.record}, {self.record.request}"

    def back_link(self) -> str:
        return self.to_record()

    def values_now(self) -> dict[str, object]:
        return {}

    def get(self, request, *args, **kwargs) -> HttpResponse:
        try:
            OUT_OF_AREA_PLACEMENTS.check(self.record, self.verb, self.principal)
        except Refusal as refusal:
            say(request, refusal.sentence)
            return redirect(self.to_record())
        return super().get(request, *args, **kwargs)

    @property
    def made_on(self) -> dict[str, object]:
        return {"placement": self.record, "by": self.principal, "version": self.version}

    def act(self, form) -> str:
        self.change(form)
        return self.to_record()

    def change(self, form) -> None:
        raise NotImplementedError


class OutOfAreaApprove(OutOfAreaForm):
    verb = "refuse"
    form_class = ApproveForm
    template_name = "camhs_beds/out_of_area_approve.html"
    title = "Approve this placement?"
    button = "Save decision"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if sentence := out_of_area.why_not_decide(self.record, self.principal):
            say(request, sentence)
            return redirect(self.to_record())
        return super().get(request, *args, **kwargs)

    def change(self, form) -> None:
        if form.cleaned_data["decision"] == APPROVE:
            placement = out_of_area.approve(**self.made_on)
            waits = placement.state == OutOfAreaState.ASKED
            say_done(
                self.request, f"You approved {placement}." + (" It waits for the other approval." if waits else "")
            )
        else:
            out_of_area.refuse(**self.made_on, reason=form.cleaned_data["reason"])
            say_done(self.request, f"You refused {self.record}.")

    def get_context_data(self, **kwargs):
        placement = self.record
        told = [
            ("Why no Partnership bed", placement.get_why_display()),
            ("Explanation", placement.explanation or Missing("None given")),
            ("Units tried", "; ".join(f"{one['unit']}, {_said(one).lower()}" for one in placement.units_tried)
             or Missing("None")),
            ("Proposed unit", str(placement.unit)),
            ("Distance from home", f"{placement.miles} miles" if placement.miles is not None else Missing("Not known")),
            ("Price a day", f"£{placement.price:,.2f}"),
            ("Family told", placement.family_told),
            ("Plan for coming back", placement.return_plan),
            ("Asked", f"{placement.asked_by}, {words.moment(placement.asked_at)}"),
        ]  # fmt: skip
        return super().get_context_data(told=told, **kwargs)


class OutOfAreaWithdraw(OutOfAreaForm):
    verb = "withdraw"
    form_class = WithdrawOutOfAreaForm
    title = "Withdraw this placement"
    button = "Withdraw"

    def change(self, form) -> None:
        out_of_area.withdraw(**self.made_on, why=form.cleaned_data["why"])
        say_done(self.request, f"{self.record} is withdrawn.")


class OutOfAreaAdmit(OutOfAreaForm):
    verb = "place"
    form_class = PlaceForm
    title = "Record admission out of area"
    button = "Record admission"

    def get_initial(self):
        return super().get_initial() | {"legal_status": self.record.request.legal_status}

    @property
    def hint(self) -> str:
        return f"To {self.record.unit}. The request ends, and the weekly reviews begin."

    def change(self, form) -> None:
        stay = out_of_area.place(**self.made_on, **form.admission)
        say_done(self.request, f"{stay} began. First review by {words.day(self.latest().review_on)}.")

    def latest(self) -> OutOfAreaPlacement:
        return self.permitted(OutOfAreaPlacement).get(pk=self.record.pk)


class OutOfAreaReview(OutOfAreaForm):
    verb = "end"
    form_class = ReviewForm
    title = "Weekly review"
    button = "Save review"

    def get_initial(self):
        return super().get_initial() | {"next_on": out_of_area.latest_review()}

    @property
    def hint(self) -> str:
        if self.record.stay is None:
            return ""
        slept = nights_so_far(self.record.stay).in_bed
        return f"At {self.record.unit}, {slept} {words.plural(slept, 'night')} so far. Plan: {self.record.return_plan}"

    def change(self, form) -> None:
        typed = form.cleaned_data
        made = out_of_area.review(
            **self.made_on, can_come_back=typed["can_come_back"], barrier=typed["barrier"] or "",
            next_on=typed["next_on"],
        )  # fmt: skip
        say_done(self.request, f"Review saved. Review {self.record} again by {words.day(made.next_on)}.")


class OutOfAreaBringHome(OutOfAreaForm):
    verb = "end"
    form_class = BringHomeForm
    title = "Bring home to a Partnership bed"
    button = "Record the move"

    @property
    def hint(self) -> str:
        return (
            f"The stay at {self.record.unit} ends and the one in the Partnership begins at the same moment. "
            "Agree it with the ward first."
        )

    @cached_property
    def beds(self):
        return self.permitted(Bed, BED[Action.LIST]).in_use().select_related("unit")

    def get_form_kwargs(self):
        found = beds_for(self.record.request, self.beds).order_by("unit__name", "number")
        free = [(bed, f"Bed {bed.number}, {bed.unit}{doubt_of(bed)}") for bed in found]
        return super().get_form_kwargs() | {"beds": self.beds, "free": free}

    def get_initial(self):
        return super().get_initial() | {"legal_status": self.record.stay.legal_status if self.record.stay else ""}

    def change(self, form) -> None:
        stay = out_of_area.bring_home(**self.made_on, bed=form.cleaned_data["bed"], **form.admission)
        say_done(self.request, f"Home to {stay.unit}: {stay} began.")


class OutOfAreaEnd(OutOfAreaForm):
    verb = "end"
    form_class = EndForm
    title = "Record the end of the placement"
    button = "Record the end"
    hint = "For anything but a move into a Partnership bed."

    def change(self, form) -> None:
        out_of_area.end(**self.made_on, at=form.at, to=form.cleaned_data["to"], why=form.cleaned_data["why"])
        say_done(self.request, f"{self.record} has ended.")

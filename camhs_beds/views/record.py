"""What every page of one request has: how it is found, the bar above it, its tabs, and what can be done from here."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from camhs_beds import clock_words
from camhs_beds.models import BedRequest, Reservation
from camhs_beds.policy import BED_REQUEST, OUT_OF_AREA, STAY
from camhs_beds.states import REQUESTS
from camhs_beds.vocabulary import State
from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic.words import day_and_month
from partnership.pages.banners import say
from partnership.pages.heads import RecordHead, Step, steps
from partnership.pages.naming import PersonBanner
from partnership.pages.values import Link, NotNow, Tag
from partnership.pages.views import RecordAct, RecordFormPage, RecordPage, Tab
from partnership.people.naming import banner_of
from partnership.people.policy import PERSON

EDIT = BED_REQUEST[Action.EDIT]

# Which page makes which moves of the state table, the likeliest first.
PAGES = (
    ("Find a bed", "request-match", ("search",)),
    ("Record information received", "request-information-received", ("receive_information",)),
    ("Reserve a bed", "request-reserve", ("reserve",)),
    ("Release the bed", "request-release", ("release",)),
    ("Ask for information", "request-ask-for-information", ("ask_information",)),
    ("Record a community alternative", "request-community", ("choose_community",)),
    ("Withdraw the request", "request-withdraw", ("withdraw",)),
    ("Open the request again", "request-reopen", ("reopen",)),
)
ADMIT = "stay-new"
# What comes next in a state, and is the button.
MAIN: dict[State, tuple[str, ...]] = {
    State.NEW: ("request-match",),
    State.WAITING: ("request-information-received",),
    State.SEARCHING: ("request-match",),
    State.OFFER_MADE: ("request-reserve",),
    State.RESERVED: (ADMIT, "request-reserve"),
    State.COMMUNITY: ("request-reopen",),
    State.WITHDRAWN: ("request-reopen",),
}
STEPS = ("Received", "Bed search", "Offer", "Reserved", "Admitted")
PLACES = {
    State.NEW: 1,
    State.WAITING: 1,
    State.SEARCHING: 1,
    State.OFFER_MADE: 2,
    State.RESERVED: 3,
    State.ADMITTED: 5,
    State.ADMITTED_OUT_OF_AREA: 5,
}
LOOKING = (State.NEW, State.SEARCHING, State.OFFER_MADE)


def url(name: str, request: BedRequest, **more: object) -> str:
    return reverse(f"camhs_beds:{name}", kwargs={"reference": request.reference, **more})


class OfRequest:
    """A page of one request, found by its reference among those that this person may see."""

    model = BedRequest
    section = "CAMHS"
    related = ("person__home_borough", "person__responsible_trust", "responsible_trust", "logged_by")

    def banner(self) -> PersonBanner:
        return banner_of(self.record.person, reverse("camhs_beds:person", args=[self.record.person.reference]))

    def to_record(self, name: str = "request-overview", **more: object) -> str:
        return url(name, self.record, **more)

    @cached_property
    def may_edit(self) -> bool:
        return self.may(EDIT)

    @cached_property
    def held(self) -> Reservation | None:
        """The bed that is held for this request, or was until its time ran out."""
        last = self.record.reservations.select_related("bed__unit", "reserved_by").first()
        return last if last and (last.is_live or self.record.state == State.RESERVED) else None


class RequestPage(OfRequest, RecordPage):
    """One tab of a request."""

    tab = ""

    def get_title(self) -> str:
        return f"{self.record} {self.tab.lower()}" if self.tab else str(self.record)

    def breadcrumbs(self) -> list[Link]:
        return [Link("Home", "/"), Link("Requests", reverse("camhs_beds:request-list"))]

    def head(self) -> RecordHead:
        request = self.record
        offered = actions(request, self.principal, self.held)
        return RecordHead(
            heading=f"Request {request}",
            tags=(Tag(request.get_state_display()), Tag(request.get_response_display())),
            facts=tuple((label, value) for label, value in self.facts() if value),
            clock=clock_words.head(request, self.held),
            steps=self.steps(),
            actions=tuple(offered),
            leads=bool(offered) and _comes_next(offered[0], request),
        )

    def steps(self) -> tuple[Step, ...]:
        """None for one that ended in another way than in a bed."""
        request = self.record
        place = PLACES.get(State(request.state))
        return steps(STEPS, place, {"Received": day_and_month(request.received_at)}) if place else ()

    def facts(self) -> Iterator[tuple[str, object]]:
        request = self.record
        yield "Bed", f"{self.held.bed}. {clock_words.held(self.held)}" if self.held else ""
        yield "Transition", Tag("17½ or over", "purple") if request.needs_transition else ""
        yield "Responsible trust", "" if request.responsible_trust else Tag(request.responsibility)

    def tabs(self) -> list[Tab]:
        """Matching looks at every unit, so it is for those who see them all, while a bed is looked for."""
        tabs = [("Overview", "request-overview"), ("Match", "request-match"), ("Offers", "request-offers"),
                ("History", "request-history")]  # fmt: skip
        if not (self.may_edit and self.record.is_open):
            del tabs[1]
        return [Tab(label, url(name, self.record), current=label == self.tab) for label, name in tabs]


class RequestForm(OfRequest, RecordFormPage):
    """A question about one request, or a change of it. Afterwards the person is back on ``after``."""

    after = "request-overview"

    @property
    def caption(self) -> str:
        return str(self.record)

    def back_link(self) -> str:
        return self.to_record(self.after)

    def act(self, form) -> str:
        self.change(form)
        return self.to_record(self.after)

    def change(self, form) -> None:
        raise NotImplementedError

    @property
    def made_on(self) -> dict[str, object]:
        """What every action takes: the record, who acts, and the version that the form was made on."""
        return {"request": self.record, "by": self.principal, "version": self.version}


class RequestMove(RequestForm):
    """A form that makes the move ``verb``. While it cannot be made there is no form, and the record says why."""

    verb = ""

    def values_now(self) -> dict[str, object]:
        return {}

    def get(self, request, *args, **kwargs) -> HttpResponse:
        try:
            REQUESTS.check(self.record, self.verb, self.principal)
        except Refusal as refusal:
            say(request, refusal.sentence)
            return redirect(self.back_link())
        return super().get(request, *args, **kwargs)


class RequestAct(OfRequest, RecordAct):
    after = "request-overview"

    def after_url(self) -> str:
        return self.to_record(self.after)


def actions(request: BedRequest, by: Principal, held: Reservation | None) -> list[Link | NotNow]:
    """What this person can do from here, the main thing first. What cannot be done yet says why."""
    offers = {transition.verb: why_not for transition, why_not in REQUESTS.offers(request, by)}
    found = [
        (name, NotNow(label, offers[verbs[0]]) if offers[verbs[0]] else Link(label, url(name, request)))
        for label, name, verbs in PAGES
        if verbs[0] in offers
    ]
    if request.state == State.SEARCHING and EDIT.held_by(by):
        found.insert(0, ("request-match", Link("Find a bed", url("request-match", request))))
    if held and held.is_live and STAY[Action.NEW].held_by(by):
        found.append((ADMIT, Link("Admit", f"{reverse('camhs_beds:stay-new')}?request={request.reference}")))
    main = MAIN.get(State(request.state), ())
    moves = [
        action for name, action in sorted(found, key=lambda pair: (isinstance(pair[1], NotNow), pair[0] not in main))
    ]
    return [*moves, *_besides(request, by, held)]


def _besides(request: BedRequest, by: Principal, held: Reservation | None) -> Iterator[Link]:
    """What is no move of the state table."""
    if not EDIT.held_by(by):
        return
    if request.is_open and not request.assessed_on:
        yield Link("Record the access assessment", url("request-assessment", request))
    if held and held.is_live:
        yield Link("Hold the bed longer", url("request-extend", request))
    if request.is_open and OUT_OF_AREA[Action.NEW].held_by(by) and not request.placements.open().exists():
        yield Link("Ask for an out of area placement", url("request-out-of-area", request))
    yield Link("Correct this request", url("request-correct", request))
    if PERSON[Action.EDIT].held_by(by):
        yield Link("Correct the person", reverse("camhs_beds:person-correct", args=[request.person.reference]))
    yield Link("Wrong person", url("request-wrong-person", request))


def _comes_next(action: Link | NotNow, request: BedRequest) -> bool:
    """Whether it is what comes next in this state, and can be done now."""
    urls = [url(name, request) for name in MAIN.get(State(request.state), ()) if name != ADMIT]
    return isinstance(action, Link) and (action.url in urls or action.text == "Admit")

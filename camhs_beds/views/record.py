"""What every page of one request has: its person, its head and tabs, and what can be done from here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.functional import cached_property

from camhs_beds import clock_words, history
from camhs_beds.models import BedRequest, Reservation
from camhs_beds.policy import BED_REQUEST, OUT_OF_AREA, STAY
from camhs_beds.states import REQUESTS
from camhs_beds.vocabulary import State
from partnership.access.policy import Action
from partnership.arithmetic.words import day_and_month
from partnership.pages.heads import Clock, Step, steps_along
from partnership.pages.naming import PersonBanner
from partnership.pages.values import Link, Tag
from partnership.pages.views import HistoryPage, MovePage, OfRecord, RecordFormPage, RecordPage, Tab
from partnership.people.models import Person
from partnership.people.naming import banner_of
from partnership.people.policy import PERSON
from partnership.records.history import Happening

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


def young_person_banner(person: Person) -> PersonBanner:
    return banner_of(person, reverse("camhs_beds:person", args=[person.reference]))


class OfRequest(OfRecord):
    model = BedRequest
    policy = BED_REQUEST
    states = REQUESTS
    namespace = "camhs_beds"
    noun = "request"
    section = "CAMHS"
    pages = (
        ("Overview", "request-overview"),
        ("Match", "request-match"),
        ("Offers", "request-offers"),
        ("History", "request-history"),
    )
    related = ("person__home_borough", "person__responsible_trust", "responsible_trust", "logged_by")

    @classmethod
    def nouns(cls) -> tuple[str, str]:
        return "request", "requests"

    def banner(self) -> PersonBanner:
        return young_person_banner(self.record.person)

    @cached_property
    def held(self) -> Reservation | None:
        """The bed that is held for this request, or was until its time ran out."""
        last = self.record.reservations.select_related("bed__unit", "reserved_by").first()
        return last if last and (last.is_live or self.record.state == State.RESERVED) else None

    @property
    def is_held(self) -> bool:
        return self.held is not None and self.held.is_live

    def tags(self) -> Iterator[Tag]:
        yield from super().tags()
        yield Tag(self.record.get_response_display())

    def clock_shown(self) -> Clock | None:
        return clock_words.head(self.record, self.held)

    def steps(self) -> Sequence[Step]:
        """None for one that ended in another way than in a bed."""
        place = PLACES.get(State(self.record.state))
        return steps_along(STEPS, place, {"Received": day_and_month(self.record.received_at)}) if place else ()

    def facts(self) -> Iterator[tuple[str, object]]:
        request = self.record
        yield "Bed", f"{self.held.bed}. {clock_words.held(self.held)}" if self.held else ""
        yield "Transition", Tag("17½ or over", "purple") if request.needs_transition else ""
        yield "Responsible trust", "" if request.responsible_trust else Tag(request.responsibility)

    def first_actions(self) -> Iterator[Link]:
        """The bed search goes on until there is an offer; a bed that is held is for admitting."""
        if self.record.state == State.SEARCHING and self.may_edit:
            yield Link("Find a bed", self.to_record("request-match"))
        elif self.is_held and self.may(STAY[Action.NEW]):
            yield Link("Admit", f"{reverse('camhs_beds:stay-new')}?request={self.record.reference}")

    def other_actions(self) -> Iterator[Link]:
        request = self.record
        if not self.may_edit:
            return
        if request.is_open and not request.assessed_on:
            yield Link("Record the access assessment", self.to_record("request-assessment"))
        if self.is_held:
            yield Link("Hold the bed longer", self.to_record("request-extend"))
        if request.is_open and self.may(OUT_OF_AREA[Action.NEW]) and not request.placements.open().exists():
            yield Link("Ask for an out of area placement", self.to_record("request-out-of-area"))
        yield Link("Correct this request", self.to_record("request-correct"))
        if self.may(PERSON[Action.EDIT]):
            yield Link("Correct the person", reverse("camhs_beds:person-correct", args=[request.person.reference]))
        yield Link("Wrong person", self.to_record("request-wrong-person"))


class RequestPage(OfRequest, RecordPage):
    def tabs(self) -> list[Tab]:
        """Matching looks at every unit, so it is for those who see them all, while a bed is looked for."""
        shows_match = self.may_edit and self.record.is_open
        return [tab for tab in super().tabs() if tab.label != "Match" or shows_match]


class RequestForm(OfRequest, RecordFormPage):
    pass


class RequestMove(OfRequest, MovePage):
    pass


class RequestHistory(RequestPage, HistoryPage):
    def entries(self) -> list[Happening]:
        return history.of_request(self.record)

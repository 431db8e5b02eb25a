"""The first page of a request, a card for each part of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import cached_property

from camhs_beds import clock_words
from camhs_beds.models import BedRequest, OutOfAreaPlacement
from camhs_beds.policy import OUT_OF_AREA, STAY
from camhs_beds.views.bed_columns import stay_url
from camhs_beds.views.out_of_area import OfOutOfArea
from camhs_beds.views.record import RequestPage
from camhs_beds.vocabulary import State
from partnership.access.policy import Action
from partnership.arithmetic import words
from partnership.pages.shell import Card
from partnership.pages.values import NOT_KNOWN, Corrected, Late, Link, Missing, Several, Tag, phone
from partnership.records.history import label_of, shown

NONE = Missing("None recorded")


class RequestOverview(RequestPage):
    def cards(self) -> list[Card]:
        return [self.person(), self.clocks(), *self.waiting(), *self.bed(), *self.out_of_area(), *self.ending(),
                self.need(), self.legal(), self.mix(), self.tried(), self.referrer()]  # fmt: skip

    @cached_property
    def corrections(self) -> dict[str, object]:
        """The latest correction of each field of the request and its person, by the field's name."""
        found = {f"person.{one.field}": one for one in reversed(self.record.person.corrections.all())}
        return found | {one.field.partition(".")[2]: one for one in reversed(self.record.corrections.all())}

    def value(self, field: str, now: object) -> object:
        """The present value, with the old one struck through where it was corrected."""
        was = self.corrections.get(field)
        return Corrected(now, was.old_value, was.corrected_at, was.explanation) if was else now

    def rows(self, *names: str) -> Iterator[tuple[str, object]]:
        for name in names:
            value = shown(self.record, name) if getattr(self.record, name) not in ("", [], None) else NONE
            yield label_of(BedRequest, name), self.value(name, value)

    def correct(self, hidden: str) -> tuple[Link, ...]:
        return (Link("Correct", self.to_record("request-correct"), hidden),) if self.may_edit else ()

    def person(self) -> Card:
        """What the banner does not say, and what was corrected."""
        person, request = self.record.person, self.record
        wanted = "" if request.wanted_on == request.received_at.date() else f"{request.age_wanted} on the day wanted"
        transition = Several((Tag("17½ or over", "purple"), f"since {words.day(request.transition_on)}"))
        now = (
            ("last_name", "Name", person.full_name),
            ("date_of_birth", "Date of birth", person.date_of_birth),
            ("home_borough", "Home borough", person.home),
        )
        rows = (
            *((label, self.value(f"person.{name}", value)) for name, label, value in now
              if f"person.{name}" in self.corrections),
            ("Age", ", ".join(filter(None, (f"{request.age} years", wanted)))),
            ("Home postcode", person.home_sector or NOT_KNOWN),
            ("Responsible trust", request.responsibility),
            *([("Transition to adult services", transition)] if request.needs_transition else []),
        )  # fmt: skip
        return Card("Young person", rows)

    def clocks(self) -> Card:
        request = self.record
        response = clock_words.response(request)
        rows = [
            ("Received", self.value("received_at", request.received_at)),
            ("Response needed", self.value("response", Tag(request.get_response_display()))),
            ("Response", Late(response) if request.is_overdue else response),
            ("Assessment", clock_words.assessment(request) or NONE),
        ]
        told = f"The clocks are those of NHS England's Form 1, counted from {words.moment(request.received_at)}."
        actions = ()
        if self.may_edit and request.is_open and not request.assessed_on:
            actions = (Link("Record the access assessment", self.to_record("request-assessment")),)
        return Card("Clocks", tuple(rows), actions, (told,))

    def waiting(self) -> Iterator[Card]:
        if self.record.state == State.WAITING:
            yield Card("Waiting for information", (("Asked for", self.record.information_wanted),))

    def bed(self) -> Iterator[Card]:
        if self.held:
            actions = []
            if self.may_edit:
                actions.append(Link("Release the bed", self.to_record("request-release")))
            if self.may_edit and self.held.is_live:
                actions.append(Link("Hold the bed longer", self.to_record("request-extend")))
            rows = (("Bed", str(self.held.bed)), ("Until", clock_words.held(self.held)),
                    ("Reserved by", f"{self.held.reserved_by}, {words.moment(self.held.reserved_at)}"))  # fmt: skip
            yield Card("Reserved bed", rows, tuple(actions))
        may_see = self.may(STAY[Action.VIEW])
        stays = list(self.record.stays.select_related("unit"))
        self.shows([stay.reference for stay in stays])
        for stay in stays:
            link = Link(str(stay), stay_url(stay)) if may_see else str(stay)
            until = words.day(stay.end_at) if stay.end_at else "now"
            yield Card("Stay", (("Reference", link), ("Unit", str(stay.unit)), ("From", stay.start_at), ("To", until)))

    def out_of_area(self) -> Iterator[Card]:
        if not self.may(OUT_OF_AREA[Action.VIEW]):
            return
        placements = self.permitted(OutOfAreaPlacement, OUT_OF_AREA[Action.VIEW]).filter(request=self.record)
        for placement in placements.select_related("unit"):
            link = Link(str(placement), OfOutOfArea.url_of(placement))
            rows = (("Reference", link), ("Status", Tag(placement.get_state_display())), ("Unit", str(placement.unit)))
            yield Card("Out of area", rows)

    def ending(self) -> Iterator[Card]:
        request = self.record
        if request.is_open or request.state in (State.ADMITTED, State.ADMITTED_OUT_OF_AREA):
            return
        why = request.get_why_withdrawn_display() or request.get_community_display()
        yield Card("How it ended", (("Closed", request.closed_at), (request.get_state_display(), why),
                                    ("Explanation", request.explanation or NONE)))  # fmt: skip

    def need(self) -> Card:
        rows = tuple(self.rows("whereabouts", "unit_type", "wanted_on"))
        return Card("What is needed", rows, self.correct("what is needed"))

    def legal(self) -> Card:
        names = ["legal_status", "parental_responsibility", "looked_after"]
        names += ["local_authority"] if self.record.local_authority else []
        rows = tuple(self.rows(*names, "safeguarding"))
        return Card("Legal status and responsibility", rows, self.correct("legal status"))

    def mix(self) -> Card:
        return Card("Needs and risks", tuple(self.rows("needs", "risks")), self.correct("needs and risks"))

    def tried(self) -> Card:
        rows = tuple(self.rows("alternatives", "alternatives_outcome"))
        return Card("Tried in the community", rows, self.correct("what was tried"))

    def referrer(self) -> Card:
        logged = f"{self.record.logged_by}, {words.moment(self.record.logged_at)}"
        called = self.value("referrer_phone", phone(self.record.referrer_phone))
        rows = (*self.rows("referring_team", "referrer_name"), (label_of(BedRequest, "referrer_phone"), called))
        return Card("Who asked", (*rows, ("Logged", logged)), self.correct("who asked"))

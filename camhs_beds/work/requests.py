"""What requests and placements out of area put into the menu, My work and search."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from camhs_beds.coming_home import with_a_bed_at_home
from camhs_beds.models import Ask, BedRequest, OutOfAreaPlacement, Reservation, Stay
from camhs_beds.policy import BED_REQUEST, DASHBOARD, OUT_OF_AREA, STAY
from camhs_beds.views.bed_columns import stay_url
from camhs_beds.vocabulary import ApprovesAs, State
from partnership.access.policy import Action, Scope, permitted
from partnership.access.principal import Principal
from partnership.access.roles import BED_COORDINATOR, CAMHS_CLINICAL_LEAD, TRUST_MANAGER, WARD_STAFF, Pathway
from partnership.arithmetic import clock, words
from partnership.arithmetic.words import moment
from partnership.people import lookup
from partnership.people.models import Person
from partnership.people.naming import named
from partnership.people.policy import PERSON
from partnership.work.navigation import register_menu_entry
from partnership.work.search import Hit, Searcher, Words, register_search
from partnership.work.sources import Source, WorkItem, register_work

LIST, EDIT, ANSWER = BED_REQUEST[Action.LIST], BED_REQUEST[Action.EDIT], BED_REQUEST[Action.DECIDE]
OUT_OF_AREA_LIST, OUT_OF_AREA_EDIT, APPROVE = (
    OUT_OF_AREA[Action.LIST],
    OUT_OF_AREA[Action.EDIT],
    OUT_OF_AREA[Action.DECIDE],
)

# The menu

TEAM = {BED_COORDINATOR, CAMHS_CLINICAL_LEAD}


def _open(by: Principal) -> QuerySet:
    return permitted(by, LIST, BedRequest).open()


register_menu_entry(
    "Requests", "camhs_beds:request-list", LIST, roles=TEAM, place=-40, badge=_open, badge_means="open request"
)
register_menu_entry("Out of area", "camhs_beds:out-of-area-list", OUT_OF_AREA_LIST, roles=TEAM, place=-30)
register_menu_entry("Stays", "camhs_beds:stay-list", STAY[Action.LIST], roles=TEAM, place=10)
register_menu_entry("CAMHS", "camhs_beds:request-list", LIST, roles={TRUST_MANAGER}, place=20)
register_menu_entry("Stays", "camhs_beds:stay-list", STAY[Action.LIST], roles={TRUST_MANAGER}, place=30)
register_menu_entry("Out of area", "camhs_beds:out-of-area-list", OUT_OF_AREA_LIST, roles={TRUST_MANAGER}, place=40)
register_menu_entry("Requests", "camhs_beds:request-list", LIST, roles={WARD_STAFF}, place=10)
register_menu_entry(
    "CAMHS dashboard", "camhs_beds:dashboard", DASHBOARD[Action.VIEW], roles={*TEAM, TRUST_MANAGER}, place=50
)

# My work: one row a request, by what comes next for it

TO_DO = {
    State.NEW: "Find a bed",
    State.SEARCHING: "Ask units for a bed",
    State.OFFER_MADE: "Reserve a bed",
    State.RESERVED: "Reserve again: the time ran out",
}
YOUR_TEAM = "The bed team looks after it"


def _live() -> Exists:
    return Exists(Reservation.objects.live().filter(request=OuterRef("pk")))


def _waits_for_units() -> Exists:
    return Exists(Ask.objects.filter(request=OuterRef("pk"), closed_at=None, answer=""))


def _out_of_area_is_asked() -> Exists:
    """From asking for the placement to the admission, which ends the request."""
    return Exists(OutOfAreaPlacement.objects.open().filter(request=OuterRef("pk")))


def _of_the_team(by: Principal) -> QuerySet:
    return permitted(by, EDIT, BedRequest).open().select_related("person").order_by("respond_by", "pk")


def _wants_a_hand() -> Q:
    nobody_answers = Q(state=State.NEW) | Q(state=State.SEARCHING) & ~Q(_waits_for_units())
    ran_out = Q(state=State.RESERVED) & ~Q(_live())
    return Q(state=State.OFFER_MADE) | nobody_answers & ~Q(_out_of_area_is_asked()) | ran_out


def to_do(by: Principal) -> QuerySet:
    return _of_the_team(by).filter(_wants_a_hand())


def waited_for(by: Principal) -> QuerySet:
    until = Reservation.objects.live().filter(request=OuterRef("pk")).values("until")[:1]
    held = Subquery(until, output_field=DateTimeField())
    rest = _of_the_team(by).exclude(_wants_a_hand())
    return rest.annotate(held_until=held, out_of_area_is_asked=_out_of_area_is_asked())


def _to_do(request: BedRequest) -> WorkItem:
    return _item(request, TO_DO[State(request.state)], YOUR_TEAM)


def _waited_for(request: BedRequest) -> WorkItem:
    if request.state == State.RESERVED:
        until = request.held_until
        return _item(request, f"Bed reserved until {moment(until)}", YOUR_TEAM, clock.local(until).date())
    if request.state == State.WAITING:
        return _item(request, "Waiting for information", YOUR_TEAM)
    if request.out_of_area_is_asked:
        return _item(request, "Waiting for a placement out of area", YOUR_TEAM)
    return _item(request, "Waiting for an answer from a unit", YOUR_TEAM)


def _response_due(request: BedRequest) -> dt.date | None:
    return None if request.responded_at or request.respond_by is None else clock.local(request.respond_by).date()


def _item(request: BedRequest, what: str, why: str, due: dt.date | None = None) -> WorkItem:
    """Due when the response is, unless ``due`` says otherwise."""
    url = reverse("camhs_beds:request-overview", args=[request.reference])
    about = f"{what}, {request.get_response_display().lower()}"
    due = due or _response_due(request)
    return WorkItem(about, request.reference, url, why, due, person=named(request.person))


register_work(Source("bed-request", EDIT, to_do, _to_do))
register_work(Source("bed-request-waiting", EDIT, waited_for, _waited_for, waiting=True))


def to_answer(by: Principal) -> QuerySet:
    """For the ward of a unit that was asked."""
    asked = permitted(by, ANSWER, Ask).open()
    if ANSWER.scope(by) is not Scope.OWN_UNIT:
        asked = asked.none()
    return asked.select_related("request__person", "unit").soonest_first()


def _to_answer(ask: Ask) -> WorkItem:
    request = ask.request
    url = reverse("camhs_beds:offer-answer", args=[request.reference, ask.pk])
    item = _item(request, f"Say whether {ask.unit} can take", "Your unit was asked")
    return replace(item, url=url)


register_work(Source("bed-asked", ANSWER, to_answer, _to_answer, in_its_order=True))

# My work: placements out of area


def _out_of_area(by: Principal, permission=OUT_OF_AREA_EDIT) -> QuerySet:
    return permitted(by, permission, OutOfAreaPlacement).select_related("request__person", "unit")


def to_approve(by: Principal) -> QuerySet:
    """Asked by somebody else, and not yet approved for the same side."""
    side = ApprovesAs.TRUST if APPROVE.scope(by) is Scope.OWN_TRUST else ApprovesAs.CLINICAL
    waits = _out_of_area(by, APPROVE).to_approve().exclude(asked_by=by.user)
    return waits.exclude(approvals__given_as=side).exclude(approvals__by=by.user).order_by("asked_at", "pk")


def to_admit(by: Principal) -> QuerySet:
    return _out_of_area(by).to_admit().order_by("asked_at", "pk")


def to_withdraw(by: Principal) -> QuerySet:
    return _out_of_area(by).not_needed().order_by("asked_at", "pk")


def to_review(by: Principal) -> QuerySet:
    return _out_of_area(by).placed().filter(review_on__lte=clock.today()).order_by("review_on", "pk")


def can_come_home(by: Principal) -> QuerySet:
    return with_a_bed_at_home(_out_of_area(by).placed()).order_by("stay__start_at", "pk")


def _placement_item(placement: OutOfAreaPlacement, what: str, why: str, page: str = "out-of-area-overview") -> WorkItem:
    url = reverse(f"camhs_beds:{page}", args=[placement.reference])
    due = placement.review_on if page == "out-of-area-review" else _response_due(placement.request)
    person = named(placement.request.person)
    return WorkItem(what, placement.reference, url, why, due, case=placement.request.reference, person=person)


register_work(
    Source(
        "out-of-area-approval", APPROVE, to_approve,
        lambda p: _placement_item(
            p, f"Approve a placement out of area, at {p.unit}", "You decide", "out-of-area-approve"
        ),
    )
)  # fmt: skip
register_work(
    Source(
        "out-of-area-admission", OUT_OF_AREA_EDIT, to_admit,
        lambda p: _placement_item(p, f"Record the admission to {p.unit}", "Both approved it", "out-of-area-admit"),
    )
)  # fmt: skip
register_work(
    Source(
        "out-of-area-not-needed", OUT_OF_AREA_EDIT, to_withdraw,
        lambda p: _placement_item(
            p, f"Withdraw the placement at {p.unit}", "Its request has ended", "out-of-area-withdraw"
        ),
    )
)  # fmt: skip
register_work(
    Source(
        "out-of-area-review", OUT_OF_AREA_EDIT, to_review,
        lambda p: _placement_item(p, f"Review the placement at {p.unit}", "Reviewed every week", "out-of-area-review"),
    )
)  # fmt: skip
register_work(
    Source(
        "out-of-area-bed", OUT_OF_AREA_EDIT, can_come_home,
        lambda p: _placement_item(p, f"Bed available at {p.home_unit} for {p}", f"Now at {p.unit}"),
    )
)  # fmt: skip

# Search


def _people(by: Principal, typed: Words) -> QuerySet:
    return lookup.meant(by, typed.text, typed.nhs_number, typed.reference).filter(pathway=Pathway.CAMHS)


def _of_person(rows: QuerySet, by: Principal, typed: Words, newest: str) -> QuerySet:
    """Rows with a ``person``: by reference, and otherwise those of whoever is meant by what was typed."""
    if typed.reference:
        return rows.filter(reference=typed.reference)
    if typed.nhs_number:
        return rows.none()  # the number names the person, and their page has all of it
    return rows.filter(person__in=lookup.by_name(by, typed.text).order_by().values("pk")).order_by(f"-{newest}", "-pk")


def _requests(by: Principal, typed: Words) -> QuerySet:
    rows = permitted(by, LIST, BedRequest).select_related("person")
    return _of_person(rows, by, typed, "received_at")


def _stays(by: Principal, typed: Words) -> QuerySet:
    rows = permitted(by, STAY[Action.LIST], Stay).select_related("person", "unit")
    return _of_person(rows, by, typed, "start_at")


def _found_out_of_area(by: Principal, typed: Words) -> QuerySet:
    rows = _out_of_area(by, OUT_OF_AREA_LIST)
    return rows.filter(reference=typed.reference) if typed.reference else rows.none()


def _person_hit(person: Person) -> Hit:
    url = reverse("camhs_beds:person", args=[person.reference])
    return Hit(person.reference, url, detail=f"{person.reference}, {person.home}", person=named(person, url=url))


def _request_hit(request: BedRequest) -> Hit:
    url = reverse("camhs_beds:request-overview", args=[request.reference])
    status, received = request.get_state_display().lower(), words.day(request.received_at)
    detail = f"{words.sentence(status)}, received {received}"
    return Hit(request.reference, url, request.reference, detail, person=named(request.person))


def _stay_hit(stay: Stay) -> Hit:
    detail = f"{stay.unit}, from {words.day(stay.start_at)}"
    return Hit(stay.reference, stay_url(stay), stay.reference, detail, person=named(stay.person))


def _out_of_area_hit(placement: OutOfAreaPlacement) -> Hit:
    url = reverse("camhs_beds:out-of-area-overview", args=[placement.reference])
    case, person = placement.request.reference, named(placement.request.person)
    return Hit(placement.reference, url, placement.reference, f"At {placement.unit}", case=case, person=person)


register_search(Searcher("young-people", "Young people", "young person", PERSON[Action.LIST], _people, _person_hit))
register_search(Searcher("bed-requests", "Requests for a bed", "request", LIST, _requests, _request_hit))
register_search(Searcher("stays", "Stays", "stay", STAY[Action.LIST], _stays, _stay_hit))
register_search(
    Searcher("out-of-area", "Out of area", "placement", OUT_OF_AREA_LIST, _found_out_of_area, _out_of_area_hit)
)

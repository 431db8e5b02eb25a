"""What the hub puts into the menu, My work and search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from django.db.models import Case, DateField, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Least, TruncDate
from django.urls import reverse

from forensic_hub.referrals.actions import referrals
from forensic_hub.referrals.actions.duty import officers
from forensic_hub.referrals.models import Assessment, InformationRequest, Referral
from forensic_hub.referrals.models.information_request import CHASES_BEFORE_THE_LEAD_IS_TOLD
from forensic_hub.referrals.models.referral import LACKS_DAY_ZERO
from forensic_hub.referrals.policy import PANEL, REFERRAL, REFERRAL_COUNTS, TARGETS
from forensic_hub.referrals.views.rows import with_next_due
from forensic_hub.referrals.vocabulary import State
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.roles import HUB_LEAD, HUB_OFFICER, TRUST_MANAGER, Pathway
from partnership.arithmetic import clock, words
from partnership.people import lookup
from partnership.people.models import Person
from partnership.people.naming import named
from partnership.people.policy import PERSON
from partnership.records.events import moment_of
from partnership.work import today
from partnership.work.navigation import register_menu_entry
from partnership.work.search import Hit, Searcher, Words, register_search
from partnership.work.sources import Assignment, Source, Tally, WorkItem, register_tally, register_work

LIST, EDIT, DECIDE = REFERRAL[Action.LIST], REFERRAL[Action.EDIT], REFERRAL[Action.DECIDE]

# The menu

HUB = {HUB_OFFICER, HUB_LEAD}

register_menu_entry("Referrals", "forensic_hub:referral-list", LIST, roles=HUB, place=10)
register_menu_entry("Panels", "forensic_hub:panel-list", PANEL[Action.LIST], roles=HUB, place=20)
register_menu_entry("On duty", "forensic_hub:on-duty", EDIT, roles=HUB, place=40)
register_menu_entry("Targets", "forensic_targets:target-list", TARGETS[Action.VIEW], roles=HUB, place=50)
register_menu_entry("Forensic", "forensic_hub:referral-list", LIST, roles={TRUST_MANAGER}, place=10)
register_menu_entry(
    "Forensic",
    "forensic_hub:referral-counts",
    REFERRAL_COUNTS[Action.VIEW],
    roles=REFERRAL_COUNTS[Action.VIEW].cells,
    place=10,
)

# My work: one row a referral, by what comes next for it

TO_DO = {
    State.NEW: "Triage",
    State.WAITING: "Chase the information asked for",
    State.ASSESSMENT_DUE: "Book the assessment",
    State.ASSESSMENT_BOOKED: "Record the assessment",
    State.AWAITING_DECISION: "Record the panel's decision",
}
WAITS_FOR = {
    State.WAITING: "Information asked for, to be chased on {chase_on}",
    State.ASSESSMENT_BOOKED: "Assessment booked for {planned_on}",
    State.AWAITING_DECISION: "{panel}",
    State.BED_SEARCH: "Bed search",
}


def with_what_comes_next(referrals: QuerySet) -> QuerySet:
    """With the day on which each wants its owner's hand: the clock's, or that of the chase, assessment or panel."""
    requests = InformationRequest.objects.open().filter(referral=OuterRef("pk"))
    bookings = Assessment.objects.filter(referral=OuterRef("pk"), status=Assessment.Status.BOOKED)
    return referrals.alias(
        planned_at=Subquery(bookings.values("planned_at")[:1], output_field=DateTimeField()),
    ).annotate(
        chase_on=Subquery(requests.values("chase_on")[:1], output_field=DateField()),
        planned_on=TruncDate("planned_at", tzinfo=clock.LONDON),
        next_on=Least(
            Case(
                When(state=State.WAITING, then="chase_on"),
                When(state=State.ASSESSMENT_BOOKED, then="planned_on"),
                When(state=State.AWAITING_DECISION, then="panel__meets_on"),
                default="due_on",
            ),
            "transfer_due_on",
        ),
    )


def _mine(by: Principal) -> QuerySet:
    mine = with_what_comes_next(permitted(by, EDIT, Referral).open().of(by.user))
    mine = mine.select_related("panel", "legal_status").prefetch_related("person")
    return mine.order_by(F("next_on").asc(nulls_last=True), "pk")


def _wants_a_hand() -> Q:
    at_once = Q(state__in=(State.NEW, State.ASSESSMENT_DUE)) | Q(state=State.AWAITING_DECISION, panel=None)
    on_its_day = Q(state__in=(State.WAITING, State.ASSESSMENT_BOOKED, State.AWAITING_DECISION))
    return at_once | (on_its_day & Q(next_on__lte=clock.today())) | LACKS_DAY_ZERO


def to_do(by: Principal) -> QuerySet:
    return _mine(by).filter(_wants_a_hand())


def waited_for(by: Principal) -> QuerySet:
    return _mine(by).exclude(pk__in=to_do(by).order_by().values("pk"))


def unassigned(by: Principal) -> QuerySet:
    rows = with_next_due(permitted(by, DECIDE, Referral)).unassigned().prefetch_related("person")
    return rows.annotate(next_on=F("next_due_on")).order_by(F("next_on").asc(nulls_last=True), "pk")


def taken_by_nobody(by: Principal) -> QuerySet:
    return permitted(by, EDIT, Referral).unassigned()


def overdue_and_taken_by_nobody(by: Principal) -> QuerySet:
    return _past_due(taken_by_nobody(by))


def overdue(by: Principal) -> QuerySet:
    return _past_due(permitted(by, LIST, Referral).open())


def _past_due(rows: QuerySet) -> QuerySet:
    return with_next_due(rows).filter(next_due_on__lt=clock.today())


def chased_enough(by: Principal) -> QuerySet:
    """For the hub lead: information that three reminders did not bring."""
    chased = InformationRequest.objects.open().filter(chases__number=CHASES_BEFORE_THE_LEAD_IS_TOLD)
    waiting = (
        permitted(by, DECIDE, Referral).waiting().prefetch_related("person").filter(information_requests__in=chased)
    )
    return with_what_comes_next(waiting).order_by("chase_on", "pk")


def asked_by_oneself(by: Principal) -> QuerySet:
    """Unassigned, on the day that its information is to be chased: shown to the sender of the request."""
    due = InformationRequest.objects.open().filter(sent_by=by.user, chase_on__lte=clock.today())
    waiting = permitted(by, EDIT, Referral).unassigned().waiting().filter(information_requests__in=due)
    return with_what_comes_next(waiting.prefetch_related("person")).order_by("chase_on", "pk")


def _item(referral: Referral, what: str, why: str, due_on=None) -> WorkItem:
    url = reverse("forensic_hub:referral-overview", args=[referral.reference])
    return WorkItem(what, referral.reference, url, why, due_on, person=named(referral.person))


def _to_do(referral: Referral) -> WorkItem:
    what = TO_DO.get(State(referral.state), "Follow up")
    if referral.lacks_day_zero:
        what = "Set day 0 of the transfer"
    elif referral.state == State.AWAITING_DECISION and referral.panel_id is None:
        what = "Arrange a panel"
    return _item(referral, what, "You are the owner", referral.next_on)


def _waited_for(referral: Referral) -> WorkItem:
    known = {"chase_on": referral.chase_on, "planned_on": referral.planned_on}
    days = {name: words.day(day) for name, day in known.items() if day}
    what = WAITS_FOR.get(State(referral.state), "{panel}").format(
        **{"chase_on": "", "planned_on": "", **days}, panel=referral.panel
    )
    return _item(referral, what, "You are the owner", referral.next_on)


def _unassigned(count: int) -> str:
    return f"{count} unassigned {words.plural(count, 'referral')}"


def _overdue(count: int) -> str:
    return f"{count} unassigned and overdue"


register_tally(Tally(EDIT, taken_by_nobody, _unassigned, "forensic_hub:referral-list", "view=unassigned"))
register_tally(
    Tally(EDIT, overdue_and_taken_by_nobody, _overdue, "forensic_hub:referral-list", "view=unassigned&clock=overdue")
)

register_work(Source("referral", EDIT, to_do, _to_do))
register_work(Source("referral-waiting", EDIT, waited_for, _waited_for, waiting=True))
register_work(
    Source(
        "referral-asked",
        EDIT,
        asked_by_oneself,
        lambda r: _item(r, TO_DO[State.WAITING], "You asked for it. The referral is unassigned", r.chase_on),
    )
)
register_work(
    Source(
        "referral-unassigned",
        DECIDE,
        unassigned,
        lambda referral: _item(referral, "Assign", "Unassigned", referral.next_on),
        assignment=Assignment(DECIDE, lambda by: officers(), referrals.assign_all),
    )
)
register_work(
    Source(
        "referral-chased",
        DECIDE,
        chased_enough,
        lambda r: _item(r, "Information chased 3 times", "You lead the hub", r.chase_on),
    )
)

# A trust today


def changed(by: Principal, moment: dt.datetime, limit: int) -> Iterator[today.Changed]:
    """The referrals of which something was recorded since, each once, as they stand after the latest of it."""
    for event in today.latest_events(permitted(by, LIST, Referral), moment, limit):
        url = reverse("forensic_hub:referral-overview", args=[event.reference])
        yield today.Changed(event.reference, f"Referral: {State(event.state).label}", url, moment_of(event))


def _listed(query: str) -> Callable[[Principal], str]:
    return lambda by: f"{reverse('forensic_hub:referral-list')}?{query}"


today.register_figure(
    today.Figure(
        "Forensic", "Open referrals", LIST, lambda by: permitted(by, LIST, Referral).open(), _listed("view=open")
    )
)
today.register_figure(today.Figure("Forensic", "Overdue referrals", LIST, overdue, _listed("view=open&clock=overdue")))
today.register_changes(today.Changes(LIST, changed))

# Search


def _people(by: Principal, typed: Words) -> QuerySet:
    return lookup.meant(by, typed.text, typed.nhs_number, typed.reference).filter(pathway=Pathway.FORENSIC)


def _referrals(by: Principal, typed: Words) -> QuerySet:
    rows = permitted(by, LIST, Referral).select_related("person__home_borough")
    if typed.reference:
        return rows.filter(reference=typed.reference)
    if typed.nhs_number:
        return rows.none()
    return rows.filter(person__in=lookup.by_name(by, typed.text).order_by().values("pk"))


def _person_hit(person: Person) -> Hit:
    url = reverse("forensic_hub:person", args=[person.reference])
    return Hit(person.reference, url, detail=f"{person.reference}, {person.home}", person=named(person, url=url))


def _referral_hit(referral: Referral) -> Hit:
    url = reverse("forensic_hub:referral-overview", args=[referral.reference])
    status, received = referral.get_state_display().lower(), words.day(referral.received_on)
    detail = f"{words.sentence(status)}, received {received}"
    return Hit(referral.reference, url, referral.reference, detail, person=named(referral.person))


register_search(Searcher("people", "People", "person", PERSON[Action.LIST], _people, _person_hit))
register_search(Searcher("referrals", "Referrals", "referral", LIST, _referrals, _referral_hit))

"""A form that is right for every address that takes one. A route that takes a POST and is not here fails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

from forensic_hub.referrals.vocabulary import Paper, State
from partnership.access.routes import Route
from partnership.arithmetic import clock
from tests.laws import files_in_and_out, of_board, of_camhs, of_measures, of_programmes, of_savings
from tests.laws.addresses import routes
from tests.laws.building import A_PDF, A_WEEK, ANSWERS_TO_LOG
from tests.laws.world import World

Data = dict[str, Any]


@dataclass(frozen=True)
class Sending:
    """What ``who`` can send to a page so that it takes effect, where it is about a record in one of ``states``.

    No ``states``: in any. ``after``: what has to be sent first. ``answers``: a page that answers with a file or a list
    and changes nothing.
    """

    data: Callable[[World, Model | None], Data]
    states: tuple[str, ...] | None = None
    who: str = "hub_lead"
    after: str = ""
    answers: bool = False


def day(name: str, value: dt.date) -> Data:
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def typed(**data: Any) -> Callable[[World, Model | None], Data]:
    return lambda world, row: data


def send(state: State | None = None, /, data: Callable | None = None, **kwargs: Any) -> Sending:
    return Sending(data or typed(), **({"states": (state,)} if state else {}), **kwargs)


today, tomorrow = (lambda: clock.today()), (lambda: clock.today() + dt.timedelta(days=1))
CORRECTION = {"why": "wrong_value", "explanation": "It was typed wrongly"}
BOOKING = {"assessor_name": "Dr B Example", "place": "HMP Example", "how": "video", "time": "9:30am"}
NOTE = {"kind": "phone", "contact": "Dr A Example", "text": "They will write"}


def booking(world: World, row: Model) -> Data:
    return BOOKING | day("date", tomorrow())


def assessed(world: World, row: Model) -> Data:
    return {"outcome": "no_need", "summary": "Nothing found"} | day("took_place_on", today())


def asked_for(world: World, row: Model) -> Data:
    return {"needed": ["care_plan"], "sent_to": "a.example@example.nhs.uk", "chase_every": 5, "confirmed": "yes"}


def received(world: World, row: Model) -> Data:
    items = [item for item in world.of("referrals.RequestedItem") if item.request.referral_id == row.pk]
    return {"items": [items[0].pk]}


def attendance(world: World, row: Model | None) -> Data:
    return {f"trust_{maker.trust_id}": maker.pk for maker in world.of("referrals.DecisionMaker")[:2]}


def next_panel(world: World, row: Model | None) -> Data:
    return {"panel": max(world.of("referrals.Panel"), key=lambda panel: panel.meets_on).pk}


def decision_corrected(world: World, row: Model) -> Data:
    decision = next(one for one in world.of("referrals.Decision") if one.referral_id == row.pk)
    return CORRECTION | {"decision": decision.pk, "outcome": "not_accepted", "setting": "", "reason": "On reflection"}


def long_ago(world: World, row: Model | None) -> Data:
    return {"last_name": "Nobody"} | day("date_of_birth", today() - 999 * A_WEEK)


def target(world: World, row: Model | None) -> Data:
    answers = {"amount": 3, "unit": "working", "source": "The board", "confirmed": "yes"}
    return answers | day("starts_on", today() + A_WEEK)


def officer(world: World) -> int:
    return world.asker("hub_officer").principal.user_id


def an_unassigned(world: World) -> str:
    return world.referral(world.trusts[0], State.NEW).reference


def referrer(world: World, row: Model | None) -> Data:
    """Received a week ago: not after anything that was done since."""
    return ANSWERS_TO_LOG["referrer"] | CORRECTION | day("received_on", today() - A_WEEK)


def legal(world: World, row: Model | None) -> Data:
    return {
        **ANSWERS_TO_LOG["legal"],
        "legal_status": row.legal_status.code,
        "place_name": "HMP Elsewhere",
        **CORRECTION,
    }


def somebody_new(world: World, row: Model | None) -> Data:
    days = day("starts_on", today()) | day("ends_on", today() + A_WEEK)
    return {"email": "nora.new@example.nhs.uk", "first_name": "Nora", "last_name": "New", "roles": "hub_officer"} | days


def a_role(world: World, row: Model | None) -> Data:
    return {"role": "programme_lead"} | day("starts_on", today()) | day("ends_on", today() + A_WEEK)


def same_times(world: World, row: Model) -> Data:
    request = next(one for one in world.of("referrals.InformationRequest") if one.referral_id == row.pk)
    sent = clock.local(request.sent_at)
    times = day("sent_on", sent.date()) | {"sent_time": "11:59pm"}
    return CORRECTION | times | day("ended_on", today()) | {"ended_time": "12:01am"}


def somebody_else(world: World, row: Model) -> Data:
    people = [p for p in world.of("people.Person") if p.pathway == "forensic" and p.pk != row.person_id]
    return CORRECTION | {"person": people[0].reference, "confirmed": "yes"}


def a_file(world: World, row: Model | None) -> Data:
    return {"file": SimpleUploadedFile("letter.pdf", A_PDF, "application/pdf"), "paper": "care_plan"}


ADMIN = partial(send, who="administrator")
JOURNEY = ANSWERS_TO_LOG["person"] | {"first_name": "Ann", "last_name": "Other"}

PAYLOADS: dict[str, Sending] = {
    "accounts:user-new": ADMIN(data=somebody_new),
    "accounts:user-new-change": ADMIN(data=somebody_new),
    "accounts:user-check": ADMIN(),
    "accounts:user-deactivate": ADMIN(data=typed(why="Left")),
    "accounts:user-reactivate": ADMIN(),
    "accounts:user-second-factor": ADMIN(),
    "accounts:grant-new": ADMIN(data=a_role),
    "accounts:grant-end": ADMIN(data=typed(why="Left")),
    "work:assign": send(data=lambda w, _: {"items": [f"referral-unassigned:{an_unassigned(w)}"], "to": officer(w)}),
    "work:draft-delete": send(),
    "work:notifications-read": send(),
    "work:notification-read": send(),
    "work:search": send(data=typed(q="zq"), answers=True),
    "work:saved-filter-new": send(data=typed(name="Mine", shared="no")),
    "work:saved-filter-change": send(data=typed(name="Ours", shared="yes")),
    "work:saved-filter-delete": send(),
    **files_in_and_out.payloads(send),
    **of_savings.payloads(send),
    **of_board.payloads(send),
    **of_measures.payloads(send, day),
    **of_programmes.payloads(Sending),
    "forensic_hub:referral-download": send(data=typed(why="For the panel"), answers=True),
    "forensic_hub:referral-assign": send(data=lambda w, _: {"items": [an_unassigned(w)], "to": officer(w)}),
    "forensic_hub:on-duty": send(data=lambda w, _: {"officers": [officer(w)]}),
    "forensic_hub:referral-find": send(data=long_ago),
    "forensic_hub:referral-new-check": send(),
    "forensic_hub:referral-new-step": send(data=typed(**JOURNEY)),
    "forensic_hub:referral-new-remove-file": send(),
    "forensic_hub:person-correct": send(data=typed(**JOURNEY, **CORRECTION)),
    "forensic_hub:referral-take": send(State.NEW),
    "forensic_hub:referral-give-back": send(State.ASSESSMENT_DUE),
    "forensic_hub:referral-owner": send(State.NEW, lambda w, _: {"to": officer(w)}),
    "forensic_hub:owner-undo": send(State.NEW, after="forensic_hub:referral-take"),
    "forensic_hub:referral-triage": send(State.NEW, typed(what="accept")),
    "forensic_hub:accept-undo": send(State.NEW, after="forensic_hub:referral-triage"),
    "forensic_hub:referral-ask-for-information": send(State.NEW, asked_for),
    "forensic_hub:asking-undo": send(State.NEW, after="forensic_hub:referral-ask-for-information"),
    "forensic_hub:referral-chase": send(State.WAITING, typed(how="otherwise", note="Rang them")),
    "forensic_hub:referral-information-received": send(State.WAITING, received),
    "forensic_hub:referral-stop-waiting": send(State.WAITING, typed(why="Found elsewhere")),
    "forensic_hub:referral-day-zero": send(State.NEW, lambda w, _: {"why": "The letter"} | day("day_zero", today())),
    "forensic_hub:day-zero-correct": send(State.BED_SEARCH, lambda w, _: CORRECTION | day("day_zero_on", today())),
    "forensic_hub:assessment-book": send(State.ASSESSMENT_DUE, booking),
    "forensic_hub:booking-undo": send(State.ASSESSMENT_DUE, after="forensic_hub:assessment-book"),
    "forensic_hub:assessment-rebook": send(State.ASSESSMENT_BOOKED, booking),
    "forensic_hub:assessment-cancel": send(State.ASSESSMENT_BOOKED, typed(why="Unwell")),
    "forensic_hub:assessment-record": send(State.ASSESSMENT_BOOKED, assessed),
    "forensic_hub:assessment-correct": send(State.BED_SEARCH, lambda w, row: assessed(w, row) | CORRECTION),
    "forensic_hub:panel-new": send(data=lambda w, _: day("meets_on", today() + 2 * A_WEEK)),
    "forensic_hub:panel-attendance": send(data=attendance),
    "forensic_hub:decision-maker-end": send(data=lambda w, _: {"maker": w.of("referrals.DecisionMaker")[0].pk}),
    "forensic_hub:request-correct": send(data=same_times),
    "forensic_hub:wrong-person-correct": send(data=somebody_else),
    "forensic_hub:decision-maker-new": send(data=lambda w, _: {"name": "Dr C Example", "trust": w.trusts[0].pk}),
    "forensic_hub:referral-put-on": send(State.AWAITING_DECISION, next_panel),
    "forensic_hub:referral-decision": send(State.AWAITING_DECISION, typed(outcome="not_accepted")),
    "forensic_hub:decision-check": send(),
    "forensic_hub:decision-step": send(data=typed(outcome="defer")),
    "forensic_hub:decision-correct": send(State.BED_SEARCH, decision_corrected),
    "forensic_hub:referral-withdraw": send(State.NEW, typed(why="referrer")),
    "forensic_hub:withdraw-undo": send(State.NEW, after="forensic_hub:referral-withdraw"),
    "forensic_hub:referral-reopen": send(State.WITHDRAWN, typed(why="It was too early")),
    "forensic_hub:note-new": send(data=lambda w, _: NOTE | day("happened_on", today())),
    "forensic_hub:note-correct": send(data=lambda w, _: NOTE | CORRECTION | day("happened_on", today())),
    "forensic_hub:note-undo": send(who="hub_officer"),
    "forensic_hub:document-new": send(data=a_file),
    "forensic_hub:document-checklist": send(data=typed(**dict.fromkeys(Paper.values, "yes"))),
    "forensic_hub:document-remove": send(State.NEW, typed(why="Of somebody else")),
    "forensic_hub:document-undo": send(State.NEW, who="hub_officer"),
    "forensic_hub:referrer-correct": send(data=referrer),
    "forensic_hub:need-correct": send(data=typed(**ANSWERS_TO_LOG["need"], **CORRECTION)),
    "forensic_hub:legal-correct": send(data=legal),
    "forensic_targets:target-change": send(data=target),
    **of_camhs.payloads(send, typed, JOURNEY, long_ago),
}  # fmt: skip

NOTHING_TO_SEND = {
    "forensic_hub:decision-remove-file": "no page of this journey takes a file",
    "savings:saving-new-remove-file": "no page of this journey takes a file",
    "work:home": "it leads on to where the role lands",
    **of_camhs.NOTHING_TO_SEND,
}


def takes_a_form(route: Route) -> bool:
    """Whether a policy guards it and it answers a POST."""
    view = getattr(route.view, "view_class", None)
    if route.access.needs is None:
        return False
    return view is None or (hasattr(view, "post") and "post" in view.http_method_names)


def routes_that_take_a_form() -> list[Route]:
    return [route for route in routes() if takes_a_form(route) and route.name not in NOTHING_TO_SEND]

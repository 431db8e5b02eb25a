"""A request for a bed: logging it, asking units, recording what they say, and holding a bed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, Func

from camhs_beds import clocks, matching
from camhs_beds.actions import notices
from camhs_beds.actions.locking import end_reservation, lock_beds_of, refuse_the_other_sex, refuse_unless_free
from camhs_beds.candidates import matches_for
from camhs_beds.models import Ask, Bed, BedRequest, Reservation, Stay
from camhs_beds.policy import BED_REQUEST
from camhs_beds.states import DECIDE, EDIT, REQUESTS
from camhs_beds.vocabulary import Answer, ReservationEnd, State
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.access.roles import Pathway
from partnership.arithmetic import clock
from partnership.arithmetic.ages import age_on
from partnership.arithmetic.words import day, moment, time_of_day
from partnership.organisations.models import Unit
from partnership.people.models import Person
from partnership.records.days import refuse_after, refuse_future, refuse_unless_after
from partnership.records.models.sequence import next_reference
from partnership.records.states import lock, save

ADULT = 18


def live_request_of(*, person: Person, by: Principal) -> BedRequest | None:
    """What to go on with instead of a new request; asked before the form is filled."""
    return permitted(by, BED_REQUEST[Action.VIEW], BedRequest).filter(person=person, closed_at=None).first()


@transaction.atomic
def log(*, person: Person, asked: Mapping[str, Any], by: Principal) -> BedRequest:
    """A new request. ``asked`` holds the columns of what was asked; ``wanted_on`` is today unless it says otherwise.

    Refuses a second live request, a young person who is in a unit, and one who is 18 or over on the day wanted unless
    ``asked["age_checked"]``.
    """
    BED_REQUEST[Action.NEW].demand(by)
    asked = {"wanted_on": clock.today(), **asked}
    refuse_other_pathway(person)
    refuse_future("Date received", asked["received_at"])
    refuse_second(person, by)
    refuse_an_adult(person, asked["wanted_on"], checked=bool(asked.get("age_checked")))
    return BedRequest.objects.create(
        reference=next_reference("CB"), person=person, responsible_trust=person.responsible_trust,
        logged_by=by.actor, logged_at=clock.now(), **clocks.due(asked["received_at"], asked["response"]), **asked,
    )  # fmt: skip


def refuse_other_pathway(person: Person) -> None:
    if person.pathway != Pathway.CAMHS:
        raise Refusal("This person is not in the care of the young people’s services. Find the young person first.")


def refuse_an_adult(person: Person, wanted_on: dt.date, *, checked: bool) -> None:
    """A person who will be 18 is asked about first; ``checked`` says that it was meant."""
    if age_on(person.date_of_birth, wanted_on) >= ADULT and not checked:
        raise Refusal(f"This young person is 18 or over on {day(wanted_on)}. Check the dates, or say that it is right.")


def refuse_second(person: Person, by: Principal, other_than: BedRequest | None = None) -> None:
    live = live_request_of(person=person, by=by)
    if live and live != other_than:
        raise Refusal(f"There is a live request for this young person already, {live}. Go on with that one.")
    refuse_admitted(person)


def refuse_admitted(person: Person) -> None:
    if stay := Stay.objects.open().filter(person=person).select_related("unit").first():
        raise Refusal(f"This young person already has an open stay at {stay.unit}. End that stay first.")


@transaction.atomic
def ask_information(*, request: BedRequest, what: str, by: Principal, version: int | None = None) -> BedRequest:
    """The referring team is asked for ``what`` before a bed is looked for."""
    return REQUESTS.finish(REQUESTS.begin(request, "ask_information", by, version), information_wanted=what)


@transaction.atomic
def receive_information(*, request: BedRequest, by: Principal, version: int | None = None) -> BedRequest:
    return REQUESTS.finish(REQUESTS.begin(request, "receive_information", by, version))


@transaction.atomic
def record_assessment(*, request: BedRequest, on: dt.date, by: Principal, version: int | None = None) -> BedRequest:
    """The access assessment has been done. A day that is recorded already is put right by a correction."""
    locked = lock(request, EDIT, by, version)
    if locked.assessed_on:
        was = day(locked.assessed_on)
        raise Refusal(f"The access assessment of {was} is recorded already. Correct the request instead.")
    refuse_future("Date of the access assessment", on)
    return save(locked, assessed_on=on)


@transaction.atomic
def ask_units(
    *, request: BedRequest, units: Iterable[Unit], why_chosen: str = "", by: Principal, version: int | None = None
) -> list[Ask]:
    """Asks several units at once; each keeps the place that it had in the list, and why.

    Refuses no unit at all, one that a hard rule excludes, one that has said yes or has still to answer, and a choice
    without the first of the list unless ``why_chosen`` says why.
    """
    chosen = list({unit.pk: unit for unit in units}.values())
    if not chosen:
        raise Refusal("Select a unit")
    locked = lock(request, EDIT, by, version)
    if locked.state not in (State.SEARCHING, State.OFFER_MADE):
        REQUESTS.move(locked, "search", by)
    ranked = {match.unit.pk: match for match in matches_for(locked)}
    _refuse_to_ask(locked, chosen, ranked, why_chosen)
    asks = [_ask(locked, ranked[unit.pk], why_chosen, by) for unit in chosen]
    show_to(locked, [*locked.visible_to_units, *(unit.pk for unit in chosen)])
    notices.asked(asks)
    return asks


def _refuse_to_ask(
    request: BedRequest, chosen: list[Unit], ranked: Mapping[int, matching.Match], why_chosen: str
) -> None:
    for unit in chosen:
        refuse_unsuitable(unit, ranked.get(unit.pk))
        _refuse_asked(request.asks.awaiting_or_yes().filter(unit=unit).first())
    tried = set(request.asks.values_list("unit", flat=True))
    first = next((match for match in ranked.values() if not match.excluded and match.unit.pk not in tried), None)
    if first and first.unit.pk not in {unit.pk for unit in chosen} and not why_chosen:
        raise Refusal(why_this_unit(first.unit))


def why_this_unit(first: Unit) -> str:
    """What is said where another unit than the first of the list was chosen, and not why."""
    return f"{first} comes first in the list. Enter why you chose another unit"


def _refuse_asked(ask: Ask | None) -> None:
    if ask:
        raise Refusal(f"{ask.asked_by} asked {ask.unit} on {moment(ask.asked_at)}. Wait for its answer.")


def refuse_unsuitable(unit: Unit, match: matching.Match | None) -> None:
    """``match`` is what the list of units says of this one; None where the list does not have it."""
    if match is None or match.excluded:
        reasons = "; ".join(match.excluded) if match else "it is not a unit of the Partnership"
        raise Refusal(f"{unit} is not suitable: {reasons}. Choose another unit.")


def _ask(request: BedRequest, match: matching.Match, why_chosen: str, by: Principal) -> Ask:
    return Ask.objects.create(
        request=request, unit=match.unit, asked_by=by.actor, asked_at=clock.now(), rank=match.rank,
        explanation=match.explanation, why_chosen=why_chosen,
    )  # fmt: skip


@transaction.atomic
def answer(
    *,
    ask: Ask,
    answer: str,
    decided_by: str,
    why_no: str = "",
    note: str = "",
    by: Principal,
    version: int | None = None,
) -> Ask:
    """What the unit says: by its ward, or by the bed team that telephoned. ``decided_by`` is the one who decided there.

    It may still be changed: a yes as long as no bed is reserved on it, a no until the unit is asked again. Refuses an
    answer that is no longer waited for, and one that is given already. Every answer is a new version of the request,
    so that none is overwritten unseen.
    """
    locked = lock(ask.request, DECIDE, by, version)
    ask = lock(ask, DECIDE, by)
    _refuse_to_answer(locked, ask, answer)
    ask.answer, ask.why_no, ask.note, ask.decided_by = answer, why_no, note, decided_by
    ask.answered_by, ask.answered_at = by.actor, clock.now()
    ask.save()
    offered = _some_unit_offers(locked)
    if locked.state == State.SEARCHING and offered:
        REQUESTS.move(locked, "offer", by)
    elif locked.state == State.OFFER_MADE and not offered:
        REQUESTS.move(locked, "lose_offers", by)
    else:
        save(locked)
    notices.answered(ask)
    return ask


def _some_unit_offers(request: BedRequest) -> bool:
    """Whether any unit says yes. A ward sees no answer but its own, so the database says it (migration 0003)."""
    offers = Func("pk", function="camhs_beds_some_unit_offers", output_field=BooleanField())
    return bool(BedRequest.objects.filter(pk=request.pk).values_list(offers, flat=True).get())


@transaction.atomic
def stop_asking(*, ask: Ask, by: Principal) -> Ask:
    """The unit is no longer asked: its answer is not waited for, and its ward no longer sees the request."""
    locked = lock(ask.request, EDIT, by)
    ask = lock(ask, DECIDE, by)
    _refuse_no_longer_asked(locked, ask)
    _refuse_reserved_there(locked, ask)
    ask.closed_at = clock.now()
    ask.save()
    show_to(locked, locked.asks.filter(closed_at=None).values_list("unit", flat=True))
    notices.withdrawn(locked, ask.unit)
    if locked.state == State.OFFER_MADE and not locked.asks.yes().exists():
        REQUESTS.move(locked, "lose_offers", by)
    return ask


def _refuse_to_answer(request: BedRequest, ask: Ask, answer: str) -> None:
    _refuse_no_longer_asked(request, ask)
    if ask.answer == answer:
        said = ask.get_answer_display().lower()
        raise Refusal(f"{ask.answered_by} recorded on {moment(ask.answered_at)} that {ask.unit} {said}.")
    if ask.answer == Answer.NO:
        _refuse_asked(request.asks.awaiting_or_yes().filter(unit=ask.unit_id).first())
    if ask.answer == Answer.YES:
        _refuse_reserved_there(request, ask)


def _refuse_no_longer_asked(request: BedRequest, ask: Ask) -> None:
    if not request.is_open or ask.closed_at:
        raise Refusal(f"{ask.request} no longer waits for an answer from {ask.unit}.")


def _refuse_reserved_there(request: BedRequest, ask: Ask) -> None:
    if request.reservations.live().filter(unit=ask.unit_id).exists():
        raise Refusal(f"A bed on {ask.unit} is reserved for {request}. Release it first.")


@transaction.atomic
def reserve(*, request: BedRequest, bed: Bed, by: Principal, version: int | None = None) -> Reservation:
    """Holds a bed of a unit that said yes, until the time that the rule gives. No one else can take it until then.

    Refuses a bed that is taken, naming who took it, one for the other sex, and one of a unit that has not said yes.
    """
    held_bed = lock_beds_of(request, by, bed)[bed.pk]
    locked = REQUESTS.begin(request, "reserve", by, version)
    refuse_unless_free(held_bed)
    offer = locked.asks.yes().filter(unit=held_bed.unit_id).first()
    if offer is None:
        raise Refusal(f"{held_bed.unit} has not said yes to {locked}. Ask it first, and record its answer.")
    refuse_the_other_sex(held_bed, locked.person)
    REQUESTS.finish(locked)
    held = Reservation.objects.create(
        bed=held_bed, unit_id=held_bed.unit_id, request=locked, reserved_by=by.actor, reserved_at=clock.now(),
        until=clocks.held_until(), explanation=offer.explanation,
    )  # fmt: skip
    notices.reserved(held, locked)
    return held


@transaction.atomic
def release(*, request: BedRequest, why: str, by: Principal, version: int | None = None) -> BedRequest:
    """The bed is free again at once, also where its time had run out. A unit may have taken back its yes meanwhile:
    where none is left, the bed search goes on.
    """
    lock_beds_of(request, by)
    locked = REQUESTS.begin(request, "release", by, version)
    held = reservation_of(locked)
    if held.is_live:
        end_reservation(held, ReservationEnd.RELEASED, by, why)
    REQUESTS.finish(locked)
    return locked if locked.asks.yes().exists() else REQUESTS.move(locked, "lose_offers", by)


def reservation_of(request: BedRequest) -> Reservation:
    """The one that it has, or had last."""
    held = request.reservations.select_related("bed__unit").first()
    if held is None:
        raise Refusal(f"No bed is reserved for {request}. Reserve one first.")
    return held


@transaction.atomic
def extend(
    *, request: BedRequest, until: dt.datetime, why: str, by: Principal, version: int | None = None
) -> Reservation:
    """Held longer, with the reason. Refuses one that has ended, a time that is not later, and one too far off."""
    lock_beds_of(request, by)
    held = reservation_of(lock(request, EDIT, by, version))
    if not held.is_live:
        raise Refusal(f"This reservation ended at {time_of_day(held.until)}. Reserve again.")
    refuse_unless_after("Reserved until", until, held.until)
    refuse_after("Reserved until", until, clocks.latest_hold(), "7 days from now")
    held.until, held.why_extended = until, why
    held.save()
    return held


@transaction.atomic
def withdraw(
    *, request: BedRequest, why: str, explanation: str = "", by: Principal, version: int | None = None
) -> BedRequest:
    """The bed search ends, for a reason of WithdrawnWhy. A bed held for it is free again."""
    return _end(request, "withdraw", by, version, why_withdrawn=why, explanation=explanation)


@transaction.atomic
def community_alternative(
    *, request: BedRequest, community: str, explanation: str = "", by: Principal, version: int | None = None
) -> BedRequest:
    """Care at home was agreed on instead of a bed."""
    return _end(request, "choose_community", by, version, community=community, explanation=explanation)


def _end(request: BedRequest, verb: str, by: Principal, version: int | None, **changes: Any) -> BedRequest:
    lock_beds_of(request, by)
    locked = REQUESTS.begin(request, verb, by, version)
    close_what_is_open(locked, by)
    return REQUESTS.finish(locked, **changes, visible_to_units=[])


def show_to(locked: BedRequest, units: Iterable[int]) -> BedRequest:
    """To the wards of these units, and of no others."""
    return save(locked, visible_to_units=sorted(set(units)))


def close_what_is_open(request: BedRequest, by: Principal) -> None:
    """No bed is held and no answer waited for, for a request that ends."""
    for held in request.reservations.live():
        end_reservation(held, ReservationEnd.RELEASED, by, "The request was closed")
    notices.withdrawn(request)


@transaction.atomic
def reopen(*, request: BedRequest, by: Principal, version: int | None = None) -> BedRequest:
    """The bed search begins again. What units said before no longer counts: they are asked again.

    A unit's yes was the response, and stays it. Where the end of the request was the only one, it has none again: the
    young person waits as they did before, and the clock is the one that it came with.

    Refuses when another request for the young person is live.
    """
    locked = REQUESTS.begin(request, "reopen", by, version)
    refuse_second(locked.person, by)
    for ask in locked.asks.filter(closed_at=None):
        ask.closed_at = clock.now()
        ask.save()
    responded_at = None if locked.responded_at == locked.closed_at else locked.responded_at
    return REQUESTS.finish(locked, why_withdrawn="", community="", explanation="", responded_at=responded_at)

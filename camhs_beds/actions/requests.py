"""A request for a bed: logging it, asking units, recording what they say, and holding a bed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, Func

from camhs_beds import clocks, matching
from camhs_beds.actions import notices
from camhs_beds.actions.locking import (
    end_reservation,
    lock_beds_of,
    locked_request,
    move,
    ready,
    refuse_the_other_sex,
    refuse_unless_free,
)
from camhs_beds.candidates import matches_for
from camhs_beds.models import Ask, Bed, BedRequest, Reservation, Stay
from camhs_beds.policy import BED_REQUEST
from camhs_beds.refusals import (
    AnsweredAlready,
    AskedAlready,
    AssessedAlready,
    EighteenOnTheDay,
    HasAStay,
    HeldTooLong,
    LiveRequest,
    MustBeLater,
    NobodyAsked,
    NoLongerAsked,
    NoReservation,
    NotAnOffer,
    NotSuitable,
    NotYet,
    PersonOfAnotherPathway,
    ReservationEnded,
    ReservedThere,
    WhyThisUnit,
)
from camhs_beds.vocabulary import Answer, ReservationEnd, State
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.roles import Pathway
from partnership.arithmetic import clock
from partnership.arithmetic.ages import age_on
from partnership.organisations.models import Unit
from partnership.people.models import Person
from partnership.records.models.sequence import next_reference
from partnership.records.states import lock

ADULT = 18


def live_request_of(*, person: Person, by: Principal) -> BedRequest | None:
    """What to go on with instead of a new request; asked before the form is filled."""
    return permitted(by, BED_REQUEST[Action.VIEW], BedRequest).filter(person=person, closed_at=None).first()


@transaction.atomic
def log(*, person: Person, asked: Mapping[str, Any], by: Principal) -> BedRequest:
    """A new request. ``asked`` holds the columns of what was asked; ``wanted_on`` is today unless it says otherwise.

    Refuses a second live request (LiveRequest), a young person who is in a unit (HasAStay), and one who is 18 or over
    on the day wanted unless ``asked["age_checked"]`` (EighteenOnTheDay).
    """
    BED_REQUEST[Action.NEW].demand(by)
    asked = {"wanted_on": clock.today(), **asked}
    if person.pathway != Pathway.CAMHS:
        raise PersonOfAnotherPathway
    if asked["received_at"] > clock.now():
        raise NotYet("Date received")
    refuse_second(person, by)
    refuse_an_adult(person, asked["wanted_on"], checked=bool(asked.get("age_checked")))
    return BedRequest.objects.create(
        reference=next_reference("CB"), person=person, responsible_trust=person.responsible_trust,
        logged_by=by.actor, logged_at=clock.now(), **clocks.due(asked["received_at"], asked["response"]), **asked,
    )  # fmt: skip


def refuse_an_adult(person: Person, wanted_on: dt.date, *, checked: bool) -> None:
    if age_on(person.date_of_birth, wanted_on) >= ADULT and not checked:
        raise EighteenOnTheDay(wanted_on)


def refuse_second(person: Person, by: Principal, other_than: BedRequest | None = None) -> None:
    live = live_request_of(person=person, by=by)
    if live and live != other_than:
        raise LiveRequest(live)
    if stay := Stay.objects.open().filter(person=person).select_related("unit").first():
        raise HasAStay(stay)


@transaction.atomic
def ask_information(*, request: BedRequest, what: str, by: Principal, version: int | None = None) -> BedRequest:
    """The referring team is asked for ``what`` before a bed is looked for."""
    locked = ready(request, "ask_information", by, version)
    return move(locked, "ask_information", by, information_wanted=what)


@transaction.atomic
def receive_information(*, request: BedRequest, by: Principal, version: int | None = None) -> BedRequest:
    return move(ready(request, "receive_information", by, version), "receive_information", by)


@transaction.atomic
def record_assessment(*, request: BedRequest, on: dt.date, by: Principal, version: int | None = None) -> BedRequest:
    """The access assessment has been done. A day that is recorded already is put right by a correction."""
    locked = locked_request(request, by, version)
    if locked.assessed_on:
        raise AssessedAlready(locked.assessed_on)
    if on > clock.today():
        raise NotYet("Date of the access assessment")
    locked.assessed_on = on
    locked.save()
    locked.refresh_from_db()
    return locked


@transaction.atomic
def ask_units(
    *, request: BedRequest, units: Iterable[Unit], why_chosen: str = "", by: Principal, version: int | None = None
) -> list[Ask]:
    """Asks several units at once; each keeps the place that it had in the list, and why.

    Refuses no unit at all (NobodyAsked), one that a hard rule excludes (NotSuitable), one whose answer stands or is
    waited for (AskedAlready), and a choice without the first of the list unless ``why_chosen`` says why (WhyThisUnit).
    """
    chosen = list({unit.pk: unit for unit in units}.values())
    if not chosen:
        raise NobodyAsked
    locked = locked_request(request, by, version)
    if locked.state not in (State.SEARCHING, State.OFFER_MADE):
        locked = move(ready(locked, "search", by), "search", by)
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
        if standing := request.asks.awaiting_or_yes().filter(unit=unit).first():
            raise AskedAlready(standing)
    tried = set(request.asks.values_list("unit", flat=True))
    first = next((match for match in ranked.values() if not match.excluded and match.unit.pk not in tried), None)
    if first and first.unit.pk not in {unit.pk for unit in chosen} and not why_chosen:
        raise WhyThisUnit(first.unit)


def refuse_unsuitable(unit: Unit, match: matching.Match | None) -> None:
    """``match`` is what the list of units says of this one; None, where it does not stand in it."""
    if match is None or match.excluded:
        raise NotSuitable(unit, list(match.excluded) if match else ["it is not a unit of the Partnership"])


def _ask(request: BedRequest, match: matching.Match, why_chosen: str, by: Principal) -> Ask:
    return Ask.objects.create(
        request=request, unit=match.unit, asked_by=by.actor, asked_at=clock.now(), rank=match.rank,
        explanation=match.explanation, why_chosen=why_chosen,
    )  # fmt: skip


def show_to(request: BedRequest, units: Iterable[int]) -> None:
    request.visible_to_units = sorted(set(units))
    request.save()
    request.refresh_from_db()


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
    """What the unit says: by its ward, or by the bed team that telephoned. ``decided_by`` is whoever decided there.

    It may still be changed: a yes as long as no bed is reserved on it, a no until the unit is asked again
    (AskedAlready). Refuses an answer that nobody waits for any more (NoLongerAsked), and one that is given already
    (AnsweredAlready). Every answer is a new version of the request, so that none is overwritten unseen.
    """
    locked = locked_request(ask.request, by, version, Action.DECIDE)
    ask = lock(ask, BED_REQUEST[Action.DECIDE], by)
    _refuse_to_answer(locked, ask, answer)
    ask.answer, ask.why_no, ask.note, ask.decided_by = answer, why_no, note, decided_by
    ask.answered_by, ask.answered_at = by.actor, clock.now()
    ask.save()
    offered = _some_unit_offers(locked)
    if locked.state == State.SEARCHING and offered:
        move(locked, "offer", by)
    elif locked.state == State.OFFER_MADE and not offered:
        move(locked, "lose_offers", by)
    else:
        locked.save()
    notices.answered(ask)
    return ask


def _some_unit_offers(request: BedRequest) -> bool:
    """Whether any unit's yes stands. A ward sees no answer but its own, so the database says it (migration 0003)."""
    offers = Func("pk", function="camhs_beds_some_unit_offers", output_field=BooleanField())
    return bool(BedRequest.objects.filter(pk=request.pk).values_list(offers, flat=True).get())


@transaction.atomic
def stop_asking(*, ask: Ask, by: Principal) -> Ask:
    """The unit is not asked any more: nobody waits for its answer, and its ward does not see the request for it."""
    locked = locked_request(ask.request, by)
    ask = lock(ask, BED_REQUEST[Action.DECIDE], by)
    if not locked.is_open or ask.closed_at:
        raise NoLongerAsked(ask)
    if locked.reservations.live().filter(unit=ask.unit_id).exists():
        raise ReservedThere(ask)
    ask.closed_at = clock.now()
    ask.save()
    show_to(locked, locked.asks.filter(closed_at=None).values_list("unit", flat=True))
    notices.withdrawn(locked, ask.unit)
    if locked.state == State.OFFER_MADE and not locked.asks.yes().exists():
        move(locked, "lose_offers", by)
    return ask


def _refuse_to_answer(request: BedRequest, ask: Ask, answer: str) -> None:
    if not request.is_open or ask.closed_at:
        raise NoLongerAsked(ask)
    if ask.answer == answer:
        raise AnsweredAlready(ask)
    if ask.answer == Answer.NO and (again := request.asks.awaiting_or_yes().filter(unit=ask.unit_id).first()):
        raise AskedAlready(again)
    if ask.answer == Answer.YES and request.reservations.live().filter(unit=ask.unit_id).exists():
        raise ReservedThere(ask)


@transaction.atomic
def reserve(*, request: BedRequest, bed: Bed, by: Principal, version: int | None = None) -> Reservation:
    """Holds a bed of a unit that said yes, until the time that the rule gives. Nobody else can take it until then.

    Refuses a bed that somebody else has (BedTaken, naming them), one for the other sex (BedForOthers), and a unit
    that has not said yes (NotAnOffer).
    """
    held_bed = lock_beds_of(request, by, bed)[bed.pk]
    locked = locked_request(request, by)
    refuse_unless_free(held_bed)
    locked = ready(locked, "reserve", by, version)
    offer = locked.asks.yes().filter(unit=held_bed.unit_id).first()
    if offer is None:
        raise NotAnOffer(held_bed, locked)
    refuse_the_other_sex(held_bed, locked.person)
    locked = move(locked, "reserve", by)
    held = Reservation.objects.create(
        bed=held_bed, unit_id=held_bed.unit_id, request=locked, reserved_by=by.actor, reserved_at=clock.now(),
        until=clocks.held_until(), explanation=offer.explanation,
    )  # fmt: skip
    notices.reserved(held, locked)
    return held


@transaction.atomic
def release(*, request: BedRequest, why: str, by: Principal, version: int | None = None) -> BedRequest:
    """The bed is free again at once, also where its time had run out. A unit may have taken back its yes meanwhile:
    where none stands, a bed is looked for again.
    """
    lock_beds_of(request, by)
    locked = ready(request, "release", by, version)
    held = _reservation(locked)
    if held.is_live:
        end_reservation(held, ReservationEnd.RELEASED, by, why)
    locked = move(locked, "release", by)
    return locked if locked.asks.yes().exists() else move(locked, "lose_offers", by)


def _reservation(request: BedRequest) -> Reservation:
    held = request.reservations.select_related("bed__unit").first()
    if held is None:
        raise NoReservation(request)
    return held


@transaction.atomic
def extend(
    *, request: BedRequest, until: dt.datetime, why: str, by: Principal, version: int | None = None
) -> Reservation:
    """Held longer, with the reason. Refuses one that has ended (ReservationEnded), a time that is not later, and one
    that is too far off (HeldTooLong).
    """
    lock_beds_of(request, by)
    locked = locked_request(request, by, version)
    held = _reservation(locked)
    if not held.is_live:
        raise ReservationEnded(held.until)
    if until <= held.until:
        raise MustBeLater("Reserved until", held.until)
    if until > (latest := clocks.latest_hold()):
        raise HeldTooLong(latest)
    held.until, held.why_extended = until, why
    held.save()
    return held


@transaction.atomic
def withdraw(
    *, request: BedRequest, why: str, explanation: str = "", by: Principal, version: int | None = None
) -> BedRequest:
    """Nobody looks for a bed any more, for a reason of WithdrawnWhy. A bed held for it is free again."""
    return _end(request, "withdraw", by, version, why_withdrawn=why, explanation=explanation)


@transaction.atomic
def community_alternative(
    *, request: BedRequest, community: str, explanation: str = "", by: Principal, version: int | None = None
) -> BedRequest:
    """Care at home was agreed on instead of a bed."""
    return _end(request, "choose_community", by, version, community=community, explanation=explanation)


def _end(request: BedRequest, verb: str, by: Principal, version: int | None, **changes: Any) -> BedRequest:
    lock_beds_of(request, by)
    locked = ready(request, verb, by, version)
    close_what_is_open(locked, by)
    return move(locked, verb, by, **changes, visible_to_units=[])


def close_what_is_open(request: BedRequest, by: Principal) -> None:
    """No bed is held and no answer waited for, for a request that ends."""
    for held in request.reservations.live():
        end_reservation(held, ReservationEnd.RELEASED, by, "The request was closed")
    notices.withdrawn(request)


@transaction.atomic
def reopen(*, request: BedRequest, by: Principal, version: int | None = None) -> BedRequest:
    """A bed is looked for again. What units said before does not count any more: they are asked anew.

    A unit's yes was the response, and stays it. Where the end of the request was the only one, it has none again: the
    young person waits as they did before, and the clock is the one that it came with.

    Refuses when another request for the young person is live (LiveRequest).
    """
    locked = ready(request, "reopen", by, version)
    refuse_second(locked.person, by)
    for ask in locked.asks.filter(closed_at=None):
        ask.closed_at = clock.now()
        ask.save()
    responded_at = None if locked.responded_at == locked.closed_at else locked.responded_at
    return move(
        locked, "reopen", by, why_withdrawn="", community="", explanation="", responded_at=responded_at
    )  # fmt: skip

"""Notifications to the bed team, wards and managers. No message names the young person."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from camhs_beds.models import Ask, BedRequest, OutOfAreaPlacement, Reservation
from camhs_beds.policy import BED_REQUEST, OUT_OF_AREA
from partnership.access.models import Grant, User
from partnership.access.policy import Policy
from partnership.access.roles import CAMHS_CLINICAL_LEAD, TRUST_MANAGER, WARD_STAFF
from partnership.organisations.models import Unit
from partnership.work.actions.notifications import notify, resolve

ASKED, ANSWERED, RESERVED, GONE, TO_APPROVE, DECIDED = (
    "bed_asked", "bed_answered", "bed_reserved", "bed_gone", "out_of_area_to_approve", "out_of_area_decided",
)  # fmt: skip
TO_WARDS = (ASKED, RESERVED, GONE)


def ward_of(unit: Unit) -> Iterable[User]:
    """The people who work on this unit today."""
    grants = Grant.objects.active().filter(role=WARD_STAFF.code, unit=unit)
    return User.objects.filter(pk__in=grants.values("user"))


def asked(asks: Iterable[Ask]) -> None:
    for ask in asks:
        _notify(ward_of(ask.unit), ask.request, ASKED, f"{ask.unit} is asked for a bed for {ask.request}.")


def answered(ask: Ask) -> None:
    text = f"{ask.unit} answered {ask.request}: {ask.get_answer_display().lower()}."
    if ask.asked_by_id != ask.answered_by_id:
        _notify([ask.asked_by], ask.request, ANSWERED, text)


def reserved(held: Reservation, request: BedRequest) -> None:
    """Tells the ward of the bed, and the other wards that were asked: they are not needed for now."""
    _notify(ward_of(held.bed.unit), request, RESERVED, f"{held.bed} is reserved for {request}.")
    for ask in request.asks.current().exclude(unit=held.unit_id).exclude(answer="no").select_related("unit"):
        _notify(ward_of(ask.unit), request, GONE, f"{request} has a bed reserved elsewhere.")


def withdrawn(request: BedRequest, unit: Unit | None = None) -> None:
    """One ward, or every ward, no longer sees the request: clears its notifications, which would lead nowhere."""
    for kind in TO_WARDS:
        resolve(about=request.reference, kind=kind, to=ward_of(unit) if unit else None)


def to_approve(placement: OutOfAreaPlacement) -> None:
    """Asks the managers of the responsible trust and the clinical leads."""
    trust = placement.request.responsible_trust
    managers = User.objects.at_work(TRUST_MANAGER.code, trust=trust) if trust else User.objects.none()
    leads = User.objects.at_work(CAMHS_CLINICAL_LEAD.code)
    people = {*managers, *leads} - {placement.asked_by}
    _send(people, OUT_OF_AREA, placement, TO_APPROVE, f"{placement} waits for your approval.")


def decided(placement: OutOfAreaPlacement) -> None:
    resolve(about=placement.reference, kind=TO_APPROVE)
    text = f"{placement} is now “{placement.get_state_display()}”."
    _send([placement.asked_by], OUT_OF_AREA, placement, DECIDED, text)


def _notify(people: Iterable[User], request: BedRequest, kind: str, text: str) -> None:
    _send(people, BED_REQUEST, request, kind, text)


def _send(
    people: Iterable[User], policy: Policy, record: BedRequest | OutOfAreaPlacement, kind: str, text: str
) -> None:
    page = "out-of-area-overview" if isinstance(record, OutOfAreaPlacement) else "request-overview"
    url = reverse(f"camhs_beds:{page}", args=[record.reference])
    notify(to=people, policy=policy, kind=kind, about=record.reference, url=url, text=text)

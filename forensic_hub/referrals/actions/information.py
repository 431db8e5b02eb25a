"""Asking the referrer for what is missing, chasing it, and receiving it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from forensic_hub.referrals.actions import notices
from forensic_hub.referrals.actions.moving import finish, resave
from forensic_hub.referrals.models import Chase, InformationRequest, Referral, RequestedItem
from forensic_hub.referrals.states import EDIT, REFERRALS
from forensic_hub.referrals.vocabulary import Paper
from partnership.access.jobs import mail
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.arithmetic.working_days import add_working_days
from partnership.records.events import with_last_change
from partnership.records.states import lock


@transaction.atomic
def ask(
    *,
    referral: Referral,
    papers: Collection[str],
    other: str = "",
    sent_to: str,
    message: str,
    chase_every: int,
    by: Principal,
    version: int | None = None,
) -> InformationRequest:
    """Sends a request by email and stops the clock. ``chase_every`` is in working days (InformationRequest.ChaseEvery).

    Refuses a request for nothing.
    """
    if not papers and not other:
        raise Refusal("Select at least 1 item you need")
    locked = REFERRALS.begin(referral, "ask", by, version)
    now = clock.now()
    request = InformationRequest.objects.create(
        referral=locked, sent_to=sent_to, message=message, sent_by=by.actor, sent_at=now, chase_every=chase_every,
        chase_on=add_working_days(clock.today(), chase_every),
    )  # fmt: skip
    for paper in sorted(set(papers)):
        RequestedItem.objects.create(request=request, paper=paper)
    if other:
        RequestedItem.objects.create(request=request, other=other)
    finish(locked)
    _send(request, by)
    return request


@transaction.atomic
def chase(*, request: InformationRequest, by: Principal, note: str = "", send: bool = True) -> Chase:
    """Records a reminder, by email unless ``send`` is False, and puts the next one off by as many working days.

    Refuses when nothing is outstanding any more.
    """
    locked = lock(request.referral, EDIT, by)
    request = _open_request(locked, request)
    number = request.chases.count() + 1
    made = Chase.objects.create(request=request, number=number, note=note, chased_by=by.actor, chased_at=clock.now())
    request.chase_on = add_working_days(clock.today(), request.chase_every)
    request.save()
    if send:
        _send(request, by, "Reminder: ")
    notices.chased(made, locked)
    return made


@transaction.atomic
def receive(
    *,
    request: InformationRequest,
    items: Collection[RequestedItem],
    enough: bool,
    by: Principal,
    version: int | None = None,
) -> Referral:
    """Notes what has arrived. Once everything has, or ``enough`` has, the clock runs again.

    Refuses items of another request, and a request that has ended.
    """
    locked = REFERRALS.begin(request.referral, "receive", by, version)
    request = _open_request(locked, request)
    _mark(request, items)
    locked.papers = sorted(
        {*locked.papers, *request.items.exclude(received_on=None).values_list("paper", flat=True)} - {""}
    )
    if enough or not request.items.filter(received_on=None).exists():
        _end(request, InformationRequest.Ending.RECEIVED, by)
        return finish(locked)
    return resave(locked)


@transaction.atomic
def stop_asking(*, request: InformationRequest, why: str, by: Principal, version: int | None = None) -> Referral:
    """The request is cancelled, with a reason; the clock runs again from now."""
    locked = REFERRALS.begin(request.referral, "stop_asking", by, version)
    request = _open_request(locked, request)
    request.why_cancelled = why
    _end(request, InformationRequest.Ending.CANCELLED, by)
    return finish(locked)


def message_for(referral: Referral, papers: Collection[str], other: str, message: str) -> str:
    """The email as it will be sent. It names the referral by its reference alone, never the person."""
    labels = [paper.label for paper in Paper if paper in papers]
    wanted = "\n".join(f"- {label}" for label in [*labels, *([other] if other else [])])
    asked = f"About referral {referral.reference}, we need:\n\n{wanted}\n"
    return f"{asked}\n{message}\n" if message else asked


def _open_request(locked: Referral, request: InformationRequest) -> InformationRequest:
    open_request = locked.information_requests.open().filter(pk=request.pk).first()
    if open_request is None:
        raise Refusal(with_last_change(locked, f"No information is outstanding for {locked}."))
    return open_request


def _mark(request: InformationRequest, items: Collection[RequestedItem]) -> None:
    asked = {item.pk: item for item in request.items.all()}
    if not {item.pk for item in items} <= set(asked):
        raise Refusal("This was not asked for in the request. Open the referral again to see what was.")
    for arrived in (asked[item.pk] for item in items):
        if arrived.received_on is None:
            arrived.received_on = clock.today()
            arrived.save()


def _end(request: InformationRequest, ending: str, by: Principal) -> None:
    request.ending, request.ended_by, request.ended_at = ending, by.user, clock.now()
    request.save()


def _send(request: InformationRequest, by: Principal, prefix: str = "") -> None:
    items = request.items.all()
    text = message_for(
        request.referral,
        [item.paper for item in items if item.paper],
        "".join(item.other for item in items),
        request.message,
    )
    subject = f"{prefix}Information needed for referral {request.referral.reference}"
    mail.send(subject=subject, body=text, to=request.sent_to, unsent=notices.unsent(request, by))

"""Taking back what one has just done, within ten minutes, where there is a move that does so."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from forensic_hub.referrals.actions import assessments, corrections, documents, duty, information, referrals
from forensic_hub.referrals.actions.moving import finish
from forensic_hub.referrals.models import Assessment, Document, InformationRequest, Note, Referral
from forensic_hub.referrals.states import AS_BEFORE_IT_WAS_WITHDRAWN, DECIDE, EDIT, REFERRALS, undo_withdrawal_to
from forensic_hub.referrals.vocabulary import State
from partnership.access.principal import Principal
from partnership.records.corrections import Correction
from partnership.records.events import context_of, moment_of
from partnership.records.states import lock
from partnership.records.undo import TooLateToUndo, refuse_unless_just_done

WHY = "Undone by the person who did it, within 10 minutes"


@transaction.atomic
def accepting(*, referral: Referral, by: Principal) -> Referral:
    """It waits for triage again."""
    locked = REFERRALS.begin(referral, "undo_accept", by)
    if _last_change(locked, by).state != State.NEW:
        raise TooLateToUndo
    return finish(locked, accepted_at=None)


@transaction.atomic
def withdrawing(*, referral: Referral, by: Principal) -> Referral:
    """It goes on where it was, its booking and its panel with it. A request for information stays cancelled."""
    locked = lock(referral, EDIT, by)
    before = _last_change(locked, by)
    if locked.state != State.WITHDRAWN or before.state == State.WITHDRAWN:
        raise TooLateToUndo
    target = AS_BEFORE_IT_WAS_WITHDRAWN[State(before.state)]
    REFERRALS.begin_locked(locked, undo_withdrawal_to(target), by)
    if target == State.ASSESSMENT_BOOKED:
        _book_as_it_was(locked)
    referrals.reopen_closure(locked, WHY, by)
    return finish(locked, panel_id=before.panel_id)


@transaction.atomic
def assigning(*, referral: Referral, by: Principal) -> Referral:
    """The owner is again who it was before this person took, gave back or assigned it, if nothing came between."""
    locked = referrals.lock_open(referral, EDIT, by)
    before = _last_change(locked, by)
    if locked.owner_id == before.owner_id:
        raise TooLateToUndo
    if before.owner_id not in (None, by.user_id):
        DECIDE.demand(by)
    duty.refuse_stranger(before.owner)
    return referrals.give(locked, before.owner, by)


@transaction.atomic
def asking(*, request: InformationRequest, by: Principal) -> Referral:
    """The request is cancelled. What was emailed stays sent."""
    refuse_unless_just_done(request.sent_by_id, request.sent_at, by)
    return information.stop_asking(request=request, why=WHY, by=by)


@transaction.atomic
def booking(*, assessment: Assessment, by: Principal) -> Referral:
    refuse_unless_just_done(assessment.booked_by_id, assessment.booked_at, by)
    return assessments.cancel_booking(assessment=assessment, why=WHY, by=by)


@transaction.atomic
def writing(*, note: Note, by: Principal) -> Note:
    """The note is struck out."""
    refuse_unless_just_done(note.written_by_id, note.written_at, by)
    return corrections.correct(row=note, changes={"text": ""}, why=Correction.Why.OTHER, explanation=WHY, by=by)


@transaction.atomic
def adding(*, document: Document, by: Principal) -> Document:
    """The document is removed from sight; the checklist stays as it is."""
    refuse_unless_just_done(document.uploaded_by_id, document.uploaded_at, by)
    return documents.remove(document=document, why=WHY, by=by)


def _book_as_it_was(referral: Referral) -> None:
    """Bookings follow one another, so the last is the one that was cancelled with the referral."""
    booking = referral.assessments.filter(status=Assessment.Status.CANCELLED).latest("pk")
    booking.status, booking.why_cancelled = Assessment.Status.BOOKED, ""
    booking.save()


def _last_change(locked: Referral, by: Principal) -> Any:
    """The referral as it was before its last change. Refuses unless this person has just made that change."""
    events = Referral.pgh_event_model.objects.filter(pgh_obj=locked)  # type: ignore[attr-defined]
    last = list(events.select_related("pgh_context", "owner").order_by("-pgh_id")[:2])
    if len(last) < 2:
        raise TooLateToUndo
    now, before = last
    refuse_unless_just_done(context_of(now).get("user"), moment_of(now), by)
    return before

"""Booking an access assessment and recording what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from forensic_hub.referrals.actions.moving import finish, resave
from forensic_hub.referrals.actions.panels import next_panel
from forensic_hub.referrals.models import Assessment, Referral
from forensic_hub.referrals.states import REFERRALS
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.arithmetic.words import day
from partnership.records.days import refuse_before, refuse_future
from partnership.records.events import with_last_change


@dataclass(frozen=True, kw_only=True)
class Booking:
    """Who is to assess, when, where and how (AssessmentHow); after the target date, why then."""

    assessor_name: str
    planned_at: dt.datetime
    place: str
    how: str
    second_assessor_name: str = ""
    why_after_target: str = ""


@transaction.atomic
def book(*, referral: Referral, booking: Booking, by: Principal, version: int | None = None) -> Assessment:
    """Refuses a time that has passed, or one after the target date without a reason."""
    locked = REFERRALS.begin(referral, "book", by, version)
    _refuse_time(locked, booking)
    booked = Assessment.objects.create(referral=locked, **vars(booking), booked_by=by.actor, booked_at=clock.now())
    finish(locked)
    return booked


@transaction.atomic
def rebook(*, assessment: Assessment, booking: Booking, by: Principal, version: int | None = None) -> Assessment:
    """Another time, place or assessor for an open booking. Refuses as ``book`` does."""
    locked, booked = _begin(assessment, "cancel_booking", by, version)
    _refuse_time(locked, booking)
    for name, value in vars(booking).items():
        setattr(booked, name, value)
    booked.save()
    resave(locked)
    return booked


@transaction.atomic
def cancel_booking(*, assessment: Assessment, why: str, by: Principal, version: int | None = None) -> Referral:
    locked, booking = _begin(assessment, "cancel_booking", by, version)
    booking.status, booking.why_cancelled = Assessment.Status.CANCELLED, why
    booking.save()
    return finish(locked)


@transaction.atomic
def record(
    *,
    assessment: Assessment,
    took_place_on: dt.date,
    outcome: str,
    recommended_setting: str,
    gender_specific: bool | None,
    risks: Collection[str],
    summary: str,
    by: Principal,
    version: int | None = None,
) -> Referral:
    """The outcome of an assessment that took place; the referral goes on the next panel's agenda.

    Refuses a day that has not come, or one before the referral was received.
    """
    locked, booking = _begin(assessment, "assess", by, version)
    refuse_day(locked, took_place_on)
    booking.took_place_on, booking.outcome, booking.recommended_setting = took_place_on, outcome, recommended_setting
    booking.gender_specific, booking.risks, booking.summary = gender_specific, sorted(set(risks)), summary
    _close(booking, Assessment.Status.TOOK_PLACE, locked, by)
    return finish(locked, panel=next_panel())


@transaction.atomic
def not_complete(*, assessment: Assessment, why: str, note: str, by: Principal, version: int | None = None) -> Referral:
    """It could not be completed, for a reason of NotCompletedWhy: due again, its clock still running."""
    locked, booking = _begin(assessment, "not_complete", by, version)
    booking.why_not_completed, booking.not_completed_note = why, note
    _close(booking, Assessment.Status.NOT_COMPLETED, locked, by)
    return finish(locked)


def refuse_day(referral: Referral, took_place_on: dt.date) -> None:
    refuse_future("Date it took place", took_place_on)
    refuse_before("Assessment date", took_place_on, referral.received_on, "the date received")


def is_after_target(referral: Referral, planned_at: dt.datetime) -> bool:
    return referral.due_on is not None and clock.local(planned_at).date() > referral.due_on


def _refuse_time(referral: Referral, booking: Booking) -> None:
    if booking.planned_at <= clock.now():
        raise Refusal("Date of assessment must be in the future")
    if is_after_target(referral, booking.planned_at) and not booking.why_after_target:
        raise Refusal(f"This assessment is after the target date, {day(referral.due_on)}. Enter the reason")


def _begin(assessment: Assessment, verb: str, by: Principal, version: int | None) -> tuple[Referral, Assessment]:
    """The referral, its move begun, and its one open booking. Refuses a booking that has ended."""
    locked = REFERRALS.begin(assessment.referral, verb, by, version)
    booking = locked.assessments.filter(pk=assessment.pk, status=Assessment.Status.BOOKED).first()
    if booking is None:
        raise Refusal(with_last_change(locked, f"This booking of {locked} has ended."))
    return locked, booking


def _close(booking: Assessment, status: str, referral: Referral, by: Principal) -> None:
    booking.status, booking.target_on = status, referral.due_on
    booking.recorded_by, booking.recorded_at = by.user, clock.now()
    booking.save()

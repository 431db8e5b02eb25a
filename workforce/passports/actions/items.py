"""Recording a check or training, and revoking one that was recorded in error or counts no longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.records.days import refuse_before, refuse_future
from partnership.records.states import lock, save
from workforce.passports.actions.needs import last_day, work_out
from workforce.passports.models import Item, Passport
from workforce.passports.policy import PASSPORT
from workforce.staff.models import Subject
from workforce.staff.vocabulary import Kind

EDIT = PASSPORT[Action.EDIT]


@transaction.atomic
def record(
    *,
    passport: Passport,
    kind: str,
    done_on: dt.date,
    by: Principal,
    level: int = 1,
    subject: Subject | None = None,
    number: str = "",
    expires_on: dt.date | None = None,
    facts: Sequence[Sequence[str]] = (),
) -> Passport:
    """Adds a check or training to the passport, issued by the trust of ``by``.

    ``expires_on`` is given where the evidence names it, a visa or a registration; else the rule of that day says it.
    Refuses a day that has not come, and a last day before it.
    """
    refuse_future("Date", done_on)
    refuse_before("Expiry date", expires_on, done_on, "the date of the check")
    locked = lock(passport, EDIT, by)
    Item.objects.create(
        passport=locked, kind=kind, subject=subject, level=level, done_on=done_on, number=number,
        expires_on=expires_on or last_day(kind, subject, level, done_on, by.employer), facts=[list(f) for f in facts],
        issuer=by.employer, recorded_by=by.actor, recorded_at=clock.now(),
    )  # fmt: skip
    return save(work_out(locked))


@dataclass(frozen=True)
class Completed:
    """A course that one person completed, as a row of a file says."""

    passport: Passport
    subject: Subject
    level: int
    done_on: dt.date
    provider: str


@transaction.atomic
def record_completed(*, completed: Sequence[Completed], by: Principal) -> list[Item]:
    """Adds what many people completed, each passport worked out once. Gives the items in the order given."""
    locked = {passport.pk: lock(passport, EDIT, by) for passport in {one.passport for one in completed}}
    made = Item.objects.bulk_create(
        Item(
            passport=locked[one.passport.pk], kind=Kind.TRAINING, subject=one.subject, level=one.level,
            done_on=one.done_on, facts=[["Provider", one.provider]], issuer=by.employer,
            expires_on=last_day(Kind.TRAINING, one.subject, one.level, one.done_on, by.employer),
            recorded_by=by.actor, recorded_at=clock.now(),
        )
        for one in completed
    )  # fmt: skip
    for passport in locked.values():
        save(work_out(passport))
    return made


@transaction.atomic
def record_training(
    *, passport: Passport, subject: Subject, level: int, done_on: dt.date, provider: str, by: Principal
) -> Passport:
    """Refuses a level that the subject does not have."""
    if level > subject.levels:
        raise Refusal(f"{subject} has no level {level}. Choose one from 1 to {subject.levels}")
    facts = [("Provider", provider)]
    return record(passport=passport, kind=Kind.TRAINING, subject=subject, level=level, done_on=done_on, facts=facts,
                  by=by)  # fmt: skip


@transaction.atomic
def revoke(*, item: Item, why: str, by: Principal) -> Passport:
    """From now on the item counts for nothing. Only the trust that issued it may revoke it, and only once."""
    locked = lock(item.passport, EDIT, by)
    item = locked.items.select_for_update().get(pk=item.pk)
    if item.issuer_id != by.trust_id:
        raise Refusal(f"{item.issuer} issued this. Only it can revoke it")
    if item.revoked_at:
        raise Refusal("This has already been revoked")
    item.revoked_at, item.revoked_by, item.why_revoked = clock.now(), by.actor, why
    item.save()
    return save(work_out(locked))

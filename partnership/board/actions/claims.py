"""What the owner of a claim says about it, and how far "around" reaches."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.board.models import Claim, ClaimNote, Tolerance
from partnership.board.policy import CLAIM, answers_for
from partnership.board.refusals import NotTheOwner, ToleranceStartsTooEarly
from partnership.organisations.actions import dated


@transaction.atomic
def say_why(*, claim: Claim, text: str, by: Principal) -> ClaimNote:
    """Refuses whoever does not answer for it (NotTheOwner). What was said before stays to be seen."""
    CLAIM[Action.EDIT].demand(by)
    if not answers_for(by, claim):
        raise NotTheOwner(claim)
    return ClaimNote.objects.create(claim=claim, text=text, written_by=by.actor, written_at=clock.now())


@transaction.atomic
def set_tolerance(*, per_cent: Decimal, starts_on: dt.date, source: str, by: Principal) -> Tolerance:
    """From a day on. Refuses a day before the present one began (ToleranceStartsTooEarly)."""
    CLAIM[Action.DECIDE].demand(by)
    current = permitted(by, CLAIM[Action.DECIDE], Tolerance).get(valid_until=None)
    try:
        return dated.succeed(row=current, on=starts_on, per_cent=per_cent, source=source)
    except (dated.AlreadyEnded, dated.EndsBeforeItBegins) as error:
        raise ToleranceStartsTooEarly(str(error)) from error

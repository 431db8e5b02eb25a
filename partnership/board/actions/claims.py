"""What the owner of a claim notes about it, and how far "around" reaches."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock, words
from partnership.board.models import Claim, ClaimNote, Tolerance
from partnership.board.policy import CLAIM, answers_for
from partnership.records import dated


@transaction.atomic
def add_note(*, claim: Claim, text: str, by: Principal) -> ClaimNote:
    """Refuses everyone who does not answer for it. Earlier notes stay to be read."""
    CLAIM[Action.EDIT].demand(by)
    if not answers_for(by, claim):
        raise Refusal(f"Only the {words.in_a_sentence(claim.owner_label)} or a programme lead can say why it differs.")
    return ClaimNote.objects.create(claim=claim, text=text, written_by=by.actor, written_at=clock.now())


@transaction.atomic
def set_tolerance(*, per_cent: Decimal, starts_on: dt.date, source: str, by: Principal) -> Tolerance:
    """From a day on. Refuses a day before the present one began."""
    CLAIM[Action.DECIDE].demand(by)
    present = permitted(by, CLAIM[Action.DECIDE], Tolerance).get(valid_until=None)
    return dated.succeed(row=present, on=starts_on, per_cent=per_cent, source=source)

"""A member of staff asks for a correction of their passport, and HR answers."""

from __future__ import annotations

from django.db import transaction

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.arithmetic.working_days import add_working_days
from workforce.passports.models import CorrectionRequest, Passport
from workforce.passports.policy import PASSPORT

ANSWERED_IN = 10
"""Working days. The law gives one month (UK GDPR, article 12)."""


@transaction.atomic
def ask(*, passport: Passport, wrong: str, should_be: str, by: Principal) -> CorrectionRequest:
    """Only for one's own passport; raises DoesNotExist for any other."""
    own = permitted(by, PASSPORT[Action.NOTE], Passport).get(pk=passport.pk)
    due_on = add_working_days(clock.today(), ANSWERED_IN)
    return CorrectionRequest.objects.create(
        passport=own, wrong=wrong, should_be=should_be, asked_at=clock.now(), due_on=due_on
    )


@transaction.atomic
def respond(*, request: CorrectionRequest, is_corrected: bool, answer: str, by: Principal) -> Passport:
    """Says whether the passport was corrected, and what was done or why not. Refuses a second answer."""
    PASSPORT[Action.EDIT].demand(by)
    rows = permitted(by, PASSPORT[Action.EDIT], CorrectionRequest).select_for_update(of=("self",))
    locked = rows.select_related("passport").get(pk=request.pk)
    if locked.answered_at:
        raise Refusal("This request has been answered already")
    locked.answered_at, locked.answered_by = clock.now(), by.actor
    locked.is_corrected, locked.answer = is_corrected, answer
    locked.save()
    return locked.passport

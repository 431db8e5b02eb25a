"""Saying that one has seen what changed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.board.models import Look
from partnership.board.policy import TRUST_TODAY


@transaction.atomic
def seen(*, until: dt.datetime, by: Principal) -> Look:
    """What changed in one's own trust up to ``until``, the moment of the page; never later than now."""
    TRUST_TODAY[Action.EDIT].demand(by)
    assert by.trust_id is not None, "everyone who holds this works in a trust"
    return Look.objects.create(user=by.actor, trust_id=by.trust_id, at=min(until, clock.now()))

"""Taking back that a request was withdrawn, or that care at home was agreed on, within ten minutes."""

from __future__ import annotations

from django.db import transaction

from camhs_beds.actions.requests import refuse_second
from camhs_beds.models import BedRequest
from camhs_beds.states import EDIT, REQUESTS
from camhs_beds.vocabulary import State
from partnership.access.principal import Principal
from partnership.records.events import context_of
from partnership.records.states import lock
from partnership.records.undo import TooLateToUndo, refuse_unless_just_done


@transaction.atomic
def ending(*, request: BedRequest, by: Principal) -> BedRequest:
    """The request is open again with the answers that it had; a bed that was held for it stays free.

    Refuses anyone but the person who ended it, and anyone after ten minutes (TooLateToUndo).
    """
    locked = lock(request, EDIT, by)
    events = BedRequest.pgh_event_model.objects.filter(pgh_obj_id=locked.pk)  # type: ignore[attr-defined]
    ended = events.select_related("pgh_context").order_by("-pgh_id").first()
    if locked.state not in (State.WITHDRAWN, State.COMMUNITY) or locked.closed_at is None:
        raise TooLateToUndo
    refuse_unless_just_done(context_of(ended).get("user"), locked.closed_at, by)
    refuse_second(locked.person, by)
    before = events.filter(closed_at=None).order_by("-pgh_id").first()
    asked = locked.asks.filter(closed_at=None)
    REQUESTS.move(
        locked, "reopen", by, why_withdrawn="", community="", explanation="", responded_at=before.responded_at,
        visible_to_units=sorted(set(asked.values_list("unit", flat=True))),
    )  # fmt: skip
    return REQUESTS.move(locked, "offer", by) if asked.yes().exists() else locked

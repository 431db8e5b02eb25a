"""The raw history of a row: its events and what the context says of each."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from partnership.access.models import User
from partnership.arithmetic.words import moment


def context_of(event: Any) -> dict[str, Any]:
    """Who, in which role, when on the portal's clock, and by which verb: ids and codes only."""
    return event.pgh_context.metadata if event.pgh_context else {}


def moment_of(event: Any) -> dt.datetime:
    at = context_of(event).get("at")
    return dt.datetime.fromisoformat(at) if at else event.pgh_created_at


def since(events: models.QuerySet, moment: dt.datetime) -> models.QuerySet:
    """Those after a moment of the portal's clock, with that of each as ``at``. The database writes its own time, which
    is no earlier: it narrows them down first."""
    said = Cast(KeyTextTransform("at", "pgh_context__metadata"), models.DateTimeField())
    at = Coalesce(said, "pgh_created_at")
    return events.filter(pgh_created_at__gt=moment).annotate(at=at).filter(at__gt=moment).select_related("pgh_context")


def who_changed_last(record: models.Model) -> str:
    """A sentence such as "Leo Lead changed it on 16 April 2018 at 9:32am.", or nothing when the history is silent."""
    events = record.pgh_event_model.objects.filter(pgh_obj_id=record.pk)  # type: ignore[attr-defined]
    event = events.select_related("pgh_context").order_by("-pgh_id").first()
    user = User.objects.filter(pk=context_of(event).get("user")).first() if event else None
    return f"{user} changed it on {moment(moment_of(event))}." if user else ""


def with_last_change(record: models.Model, sentence: str) -> str:
    """A sentence that says how the record is now, followed by who changed it last."""
    return f"{sentence} {who_changed_last(record)}".strip()

"""Makes a row of any table with a canary in each of its columns that can hold one."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from partnership.access.models import User
from partnership.arithmetic import clock
from tests.laws.canaries import Canaries

LONGEST_WORD = 9


def fill(model: type[models.Model], canaries: Canaries, **given: Any) -> models.Model:
    """Saves a row: what is ``given`` as it is, every other column by its kind."""
    row = model(**given)
    names = {field.removesuffix("_id") for field in given}
    for field in model._meta.concrete_fields:
        if field.name not in names and not field.generated and not (field.primary_key and not _is_key(field)):
            setattr(row, field.attname, _value(field, canaries))
    row.save(force_insert=True)
    return row


def _is_key(field: models.Field) -> bool:
    return isinstance(field, models.UUIDField)


def _value(field: models.Field, canaries: Canaries) -> Any:
    """By kind: what may be empty and is no text stays empty, a choice is the first, a foreign key the first row."""
    match field:
        case models.UUIDField():
            return uuid.uuid4()
        case models.ForeignKey():
            return None if field.null else _first(field.related_model)
        case _ if field.choices:
            return field.choices[0][0]
        case models.EmailField():
            return canaries.email()
        case models.CharField() | models.TextField():
            return canaries.word() if (field.max_length or 200) >= LONGEST_WORD else ""
        case models.JSONField():
            return [{"page": canaries.word(), "answers": [[canaries.word(), canaries.word()]]}]
        case ArrayField():
            return []
        case models.DateTimeField():
            return None if field.null else clock.now()
        case models.DateField():
            return canaries.day()
        case models.BooleanField():
            return field.get_default()
        case _:
            return field.get_default() if field.has_default() else (None if field.null else 1)


def _first(model: type[models.Model]) -> Any:
    if model is User:
        return User.objects.order_by("pk").values_list("pk", flat=True)[0]
    return model._default_manager.order_by("pk").values_list("pk", flat=True)[0]

"""What every record has."""

from __future__ import annotations

import pgtrigger
from django.db import models

from partnership.access.refusals import Refusal


class ChangedSinceOpened(Refusal):
    """An edit was made on an older version of the record than the one that stands now."""

    def __init__(self, record: Record):
        super().__init__(f"{record} has changed since you opened it.")
        self.record = record


class Record(models.Model):
    """A reference that people can say on the phone and a version that the database counts up at each change."""

    reference = models.CharField(max_length=20, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Trigger(
                name="version",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func="NEW.version = OLD.version + 1; RETURN NEW;",
            )
        ]

    def __str__(self) -> str:
        return self.reference

    def refuse_if_changed_since(self, version: int | None) -> None:
        """Call on the locked row, with the version that the person's form was made on."""
        if version is not None and version != self.version:
            raise ChangedSinceOpened(self)

"""What every record has."""

from __future__ import annotations

import pgtrigger
from django.db import models

from partnership.access.refusals import Refusal


class ChangedSinceOpened(Refusal):
    """An edit was made on an older version of the record than the present one."""

    def __init__(self, record: Versioned):
        super().__init__(f"{record} has changed since you opened it.")
        self.record = record


class Versioned(models.Model):
    """A row with a version, which the database counts up at each change."""

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

    def refuse_if_changed_since(self, version: int | None) -> None:
        """Call on the locked row, with the version that the person's form was made on."""
        if version is not None and version != self.version:
            raise ChangedSinceOpened(self)


class Record(Versioned):
    """A version, and a reference that people can say on the phone."""

    reference = models.CharField(max_length=20, unique=True, editable=False)

    class Meta(Versioned.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.reference

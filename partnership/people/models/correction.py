from django.db import models

from partnership.people.models.person import Person
from partnership.records.corrections import Correction


class PersonCorrection(Correction):
    """One corrected value of a person's record, seen by whoever sees the person."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="corrections")

    class Meta:
        ordering = ["-corrected_at", "-pk"]

"""References: a prefix, the calendar year and a number that is never used twice."""

from __future__ import annotations

from django.db import connection, models

from partnership.arithmetic import clock


class Sequence(models.Model):
    """The last number given out for a prefix in a year."""

    prefix = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="sequence_once_a_year")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last:04d}"


def next_reference(prefix: str, year: int | None = None) -> str:
    """The next reference, like FR-2018-0043. Holds the sequence until the transaction ends, so no number is skipped."""
    year = year or clock.today().year
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_sequence (prefix, year, last) VALUES (%s, %s, 1) "
            "ON CONFLICT (prefix, year) DO UPDATE SET last = records_sequence.last + 1 RETURNING last",
            [prefix, year],
        )
        return f"{prefix}-{year}-{cursor.fetchone()[0]:04d}"

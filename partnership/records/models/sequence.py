"""References: a prefix, mostly the calendar year, and a number that is never used twice."""

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
    return f"{prefix}-{year}-{_next(prefix, year):04d}"


def next_numbered(prefix: str) -> str:
    """The next reference of a kind that does not begin anew each year, like EP-000124."""
    return f"{prefix}-{_next(prefix, 0):06d}"


def _next(prefix: str, year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_sequence (prefix, year, last) VALUES (%s, %s, 1) "
            "ON CONFLICT (prefix, year) DO UPDATE SET last = records_sequence.last + 1 RETURNING last",
            [prefix, year],
        )
        return cursor.fetchone()[0]

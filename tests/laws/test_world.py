"""The world is worth walking: it has a row of everything for everyone, and each row can be told from every other."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from partnership.access.policy import TABLES
from tests.laws.canaries import tokens_of
from tests.laws.declaring import names


def test_world_has_rows_of_every_scoped_table(world):
    assert [label for label in TABLES if len(world.of(label)) < 2] == []


def test_world_has_a_row_in_and_out_of_reach_of_each_trust(world):
    for label, table in TABLES.items():
        if table.trust:
            trusts = {getattr(row, f"{table.trust}_id") for row in world.of(label)}
            assert trusts >= {trust.pk for trust in world.trusts}, label


def test_world_has_a_canary_in_every_column_that_people_write_in(world):
    """A new text column is not under the laws until it holds one."""
    mute = []
    for label, table in TABLES.items():
        if hasattr(table.model_class, "pgh_tracked_model"):
            continue  # a copy, made by the database, of what its table holds
        for column in _written_by_people(table.model_class):
            if not any(set(tokens_of([getattr(row, column.attname)])) & world.owners.keys() for row in world.of(label)):
                mute.append(f"{label}.{column.name}")
    assert not set(mute) - names("codes"), "\n".join(sorted(set(mute) - names("codes")))


def _written_by_people(model):
    for column in model._meta.concrete_fields:
        text = isinstance(column, (models.CharField, models.TextField, models.JSONField)) or (
            isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField)
        )
        if text and not column.choices and not isinstance(column, (ArrayField, models.FileField)):
            yield column

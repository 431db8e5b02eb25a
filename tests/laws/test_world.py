"""The world is worth walking: it has a row of everything for everyone, and each row can be told from every other."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from partnership.access.policy import TABLES
from tests.laws import files_in_and_out, of_board, of_measures, of_programmes, of_savings
from tests.laws.canaries import tokens_of


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
    assert not set(mute) - CODES, "\n".join(sorted(set(mute) - CODES))


def _written_by_people(model):
    for column in model._meta.concrete_fields:
        text = isinstance(column, (models.CharField, models.TextField, models.JSONField)) or (
            isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField)
        )
        if text and not column.choices and not isinstance(column, (ArrayField, models.FileField)):
            yield column


# Codes that the portal writes, sums of files, days that a clock works out, and rules and panels: about nobody.
CODES = {
    "camhs_beds.Bed.removed_on", "camhs_beds.Bed.slug", "camhs_beds.BedRule.source", "camhs_beds.BedRule.valid_until",
    "camhs_beds.OutOfService.expected_end_on", "camhs_beds.PressureRule.source", "camhs_beds.PressureRule.valid_until",
    "camhs_beds.UnitProfile.valid_from", "camhs_beds.UnitProfile.valid_until",
    "referrals.Panel.meets_on", "referrals.Referral.counted_from_on", "referrals.Referral.day_zero_on",
    "referrals.Referral.due_on", "referrals.Referral.paused_since", "referrals.TargetRule.valid_from",
    "records.Read.role",
    "referrals.DecisionMaker.ended_on", "referrals.Document.sha256", "referrals.Referral.transfer_due_on",
    "referrals.ReferralCorrection.field", "referrals.TargetRule.source", "referrals.TargetRule.valid_until",
    "referrals.Upload.sha256", "work.Draft.became", "work.Draft.kind", "work.Draft.role", "work.Draft.step",
    "work.Notification.about", "work.Notification.kind", "work.Notification.policy", "work.Notification.url",
    "work.SavedFilter.list_name", "work.SavedFilter.query", "work.SavedFilter.role", "work.SavedFilter.words",
    *files_in_and_out.CODES,
    *of_programmes.CODES,
    *of_savings.CODES,
    *of_board.CODES,
    *of_measures.CODES,
}  # fmt: skip

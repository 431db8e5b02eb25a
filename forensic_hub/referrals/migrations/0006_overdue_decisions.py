"""A decision is overdue once its panel has met: the counts say so as the list does."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("forensic_hub.referrals.migrations.0004_counts").COUNTS.replace("CREATE", "CREATE OR REPLACE", 1)
LATE = "referral.transfer_due_on < today)"
FROM = "FROM referrals_referral AS referral"
COUNTS = BEFORE.replace(LATE, "panel.meets_on < today OR " + LATE).replace(
    FROM, FROM + "\n        LEFT JOIN referrals_panel AS panel ON panel.id = referral.panel_id"
)


class Migration(migrations.Migration):
    dependencies = [("referrals", "0005_withdrawal_undone")]

    operations = [migrations.RunSQL(COUNTS, BEFORE)]

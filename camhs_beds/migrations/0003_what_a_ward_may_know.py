"""One yes or no each about a request, for a ward, which sees only its own unit's answers and held beds."""

from django.db import migrations

SOME_UNIT_OFFERS = """
CREATE FUNCTION camhs_beds_some_unit_offers(of_request bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    asking text := current_setting('app.role', true);
    asking_unit text := current_setting('app.unit', true);
    offered boolean;
BEGIN
    PERFORM set_config('app.role', 'system', true), set_config('app.unit', '', true);
    offered := EXISTS (
        SELECT FROM camhs_beds_ask WHERE request_id = of_request AND answer = 'yes' AND closed_at IS NULL
    );
    PERFORM set_config('app.role', asking, true), set_config('app.unit', asking_unit, true);
    RETURN offered;
END $$;
"""

A_BED_IS_HELD = """
CREATE FUNCTION camhs_beds_a_bed_is_held(of_request bigint, at timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    asking text := current_setting('app.role', true);
    asking_unit text := current_setting('app.unit', true);
    held boolean;
BEGIN
    PERFORM set_config('app.role', 'system', true), set_config('app.unit', '', true);
    held := EXISTS (
        SELECT FROM camhs_beds_reservation WHERE request_id = of_request AND ended_at IS NULL AND until > at
    );
    PERFORM set_config('app.role', asking, true), set_config('app.unit', asking_unit, true);
    RETURN held;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("camhs_beds", "0002_reference_data")]

    operations = [
        migrations.RunSQL(SOME_UNIT_OFFERS, "DROP FUNCTION camhs_beds_some_unit_offers(bigint)"),
        migrations.RunSQL(A_BED_IS_HELD, "DROP FUNCTION camhs_beds_a_bed_is_held(bigint, timestamptz)"),
    ]

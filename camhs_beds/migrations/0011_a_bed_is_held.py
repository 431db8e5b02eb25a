"""Whether a bed is held for a request, and nothing else: asked for a ward, which sees the beds held at its own unit."""

from django.db import migrations

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
    dependencies = [("camhs_beds", "0010_some_unit_offers")]

    operations = [migrations.RunSQL(A_BED_IS_HELD, "DROP FUNCTION camhs_beds_a_bed_is_held(bigint, timestamptz)")]

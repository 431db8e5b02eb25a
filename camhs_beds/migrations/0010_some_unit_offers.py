"""Whether any unit offers a bed for a request, and nothing else: asked for a ward, which sees its own answer alone."""

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


class Migration(migrations.Migration):
    dependencies = [("camhs_beds", "0009_row_security")]

    operations = [migrations.RunSQL(SOME_UNIT_OFFERS, "DROP FUNCTION camhs_beds_some_unit_offers(bigint)")]

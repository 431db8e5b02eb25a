"""A member of staff may know who has seen their passport: in which role, of which trust and when, and no names."""

from django.db import migrations

WHO_LOOKED = """
CREATE FUNCTION passports_who_looked() RETURNS TABLE (at timestamptz, role varchar, trust_id bigint, how varchar)
LANGUAGE plpgsql AS $$
DECLARE
    asking text := current_setting('app.role', true);
    me bigint := nullif(current_setting('app.user', true), '')::bigint;
    mine varchar;
BEGIN
    SELECT passport.reference INTO mine
    FROM passports_passport AS passport JOIN staff_staffmember AS person ON person.id = passport.staff_member_id
    WHERE person.user_id = me;
    PERFORM set_config('app.role', 'system', true);
    RETURN QUERY
        SELECT seen.at, seen.role, seen.trust_id, seen.how FROM records_read AS seen
        WHERE seen.references @> ARRAY[mine] AND seen.user_id <> me ORDER BY seen.at DESC, seen.id DESC;
    PERFORM set_config('app.role', asking, true);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("passports", "0002_reference_data"), ("records", "0001_initial")]

    operations = [migrations.RunSQL(WHO_LOOKED, "DROP FUNCTION passports_who_looked()")]

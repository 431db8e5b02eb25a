"""What some have to know no longer, others may have to do still: ``to_people`` are those, nobody named is everybody."""

from django.db import migrations

RESOLVE = """
CREATE FUNCTION work_resolve_notifications(
    about_record text, of_kind text, at_moment timestamptz, to_people bigint[]
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    asking text := current_setting('app.role', true);
BEGIN
    PERFORM set_config('app.role', 'system', true);
    UPDATE work_notification SET resolved_at = at_moment
     WHERE about = about_record AND kind = of_kind AND resolved_at IS NULL
       AND (to_people IS NULL OR recipient_id = ANY (to_people));
    PERFORM set_config('app.role', asking, true);
END $$;
DROP FUNCTION work_resolve_notifications(text, text, timestamptz);
"""
BEFORE = """
CREATE FUNCTION work_resolve_notifications(about_record text, of_kind text, at_moment timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    asking text := current_setting('app.role', true);
BEGIN
    PERFORM set_config('app.role', 'system', true);
    UPDATE work_notification SET resolved_at = at_moment
     WHERE about = about_record AND kind = of_kind AND resolved_at IS NULL;
    PERFORM set_config('app.role', asking, true);
END $$;
DROP FUNCTION work_resolve_notifications(text, text, timestamptz, bigint[]);
"""


class Migration(migrations.Migration):
    dependencies = [("work", "0006_row_security")]

    operations = [migrations.RunSQL(RESOLVE, BEFORE)]

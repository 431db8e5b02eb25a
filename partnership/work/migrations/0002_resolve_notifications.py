"""One change to other people's notifications: that they are resolved. It shows nothing and changes nothing else.

``to_people`` are those who no longer have to know; NULL is everyone.
"""

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
"""


class Migration(migrations.Migration):
    dependencies = [("work", "0001_initial")]

    operations = [
        migrations.RunSQL(RESOLVE, "DROP FUNCTION work_resolve_notifications(text, text, timestamptz, bigint[])")
    ]

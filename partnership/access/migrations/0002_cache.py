from django.db import migrations

CREATE = """
    CREATE TABLE access_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
    CREATE INDEX access_cache_expires ON access_cache (expires);
"""


class Migration(migrations.Migration):
    """The table of Django's database cache, as ``createcachetable`` would make it: wrong codes are counted there."""

    dependencies = [("access", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, "DROP TABLE access_cache")]

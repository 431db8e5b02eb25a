from django.db import migrations

from partnership.board import reference


def load(apps, schema_editor):
    """Before row-level security is on, which binds the owner of the tables too."""
    reference.load(apps)


class Migration(migrations.Migration):
    dependencies = [("board", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

from django.db import migrations

from camhs_beds import reference


def load(apps, schema_editor):
    """Before row-level security is on, which binds the owner of the tables too."""
    reference.load(apps)


class Migration(migrations.Migration):
    dependencies = [("camhs_beds", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

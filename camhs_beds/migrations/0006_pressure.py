from django.db import migrations

from camhs_beds import reference


def load(apps, schema_editor):
    """Before row-level security stands, which binds the owner of the table too."""
    reference.load_pressure(apps)


class Migration(migrations.Migration):
    dependencies = [("camhs_beds", "0005_pressure_and_how_long_a_ward_sees")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

from django.db import migrations

from workforce.passports import reference


def load(apps, schema_editor):
    reference.load(apps)


class Migration(migrations.Migration):
    dependencies = [("passports", "0001_initial"),
        ("staff", "0002_reference_data")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

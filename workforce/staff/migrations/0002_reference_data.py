from django.db import migrations

from workforce.staff import reference


def load(apps, schema_editor):
    reference.load(apps)


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

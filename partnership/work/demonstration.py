"""Starting the demonstration again."""

from __future__ import annotations

from django.apps import apps
from django.db import connections

# Kept by a reset: what migrations loaded, and Django's own tables.
REFERENCE_APPS = {"organisations", "contenttypes", "auth"}


def empty() -> None:
    """Empties every table but the reference data, as the owner: the portal's own role may not remove a record."""
    owner = connections["owner"]
    there = set(owner.introspection.table_names())
    tables = sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in REFERENCE_APPS
        and model._meta.db_table in there
        and not getattr(model, "is_reference", False)
    )
    with owner.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(map(owner.ops.quote_name, tables))} RESTART IDENTITY")

"""Writes a migration for each app whose declared row-level security differs from its migrations."""

from __future__ import annotations

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.writer import MigrationWriter

from partnership.access.row_security import RowSecurity, declared


class Command(BaseCommand):
    help = "Freezes the row-level security declared in policy.py into migrations, as makemigrations does for models."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a migration is missing")

    def handle(self, *args, check: bool, **options) -> None:
        loader = MigrationLoader(None)
        changed = {app: changes for app in declared() if (changes := self.changes(loader, app))}
        if not changed:
            self.stdout.write("Row-level security is up to date.")
        elif check:
            raise CommandError(f"Row-level security has changed in: {', '.join(changed)}. Run manage.py makepolicies.")
        for app, operations in changed.items() if not check else ():
            self.write(loader, app, operations)

    def changes(self, loader: MigrationLoader, app: str) -> list[RowSecurity]:
        frozen = {
            operation.table: operation.statements
            for (label, _), migration in sorted(loader.disk_migrations.items())
            if label == app
            for operation in migration.operations
            if isinstance(operation, RowSecurity)
        }
        return [RowSecurity(table, lines) for table, lines in declared()[app].items() if frozen.get(table) != lines]

    def write(self, loader: MigrationLoader, app: str, operations: list[RowSecurity]) -> None:
        leaves = loader.graph.leaf_nodes(app)
        if not leaves:
            raise CommandError(f"{app} has no migrations yet. Run manage.py makemigrations {app} first.")
        leaf = leaves[0]
        number = int(leaf[1].split("_")[0]) + 1
        migration = type("Migration", (Migration,), {"dependencies": [leaf]})(f"{number:04d}_row_security", app)
        migration.operations = operations
        writer = MigrationWriter(migration)
        with open(writer.path, "w", encoding="utf-8") as file:
            file.write(writer.as_string())
        self.stdout.write(f"{apps.get_app_config(app).name}: {migration.name}, {len(operations)} tables")

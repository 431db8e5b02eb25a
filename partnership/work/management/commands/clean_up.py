"""Deletes what no one needs any more: to be run each night."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from partnership.access.scope import as_the_system
from partnership.work.cleanup import CLEANUPS


class Command(BaseCommand):
    help = "Deletes old drafts, files that belong to nothing, spent form tokens. Never a record."

    def handle(self, *args, **options) -> None:
        for cleanup in CLEANUPS.values():
            with as_the_system(f"clean up {cleanup.what}"):
                count = cleanup.act()
            self.stdout.write(f"{cleanup.what}: {count} {cleanup.done}")

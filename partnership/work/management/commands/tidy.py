"""Throws away what nobody needs any more: to be run each night."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from partnership.access.scope import as_the_system
from partnership.work.chores import CHORES


class Command(BaseCommand):
    help = "Deletes old drafts, files that belong to nothing, spent form tokens. Never a record."

    def handle(self, *args, **options) -> None:
        for chore in CHORES.values():
            with as_the_system(f"tidy {chore.what}"):
                count = chore.act()
            self.stdout.write(f"{chore.what}: {count} deleted")

"""Writes docs/reference from what the portal declares, or says which of its pages are stale."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from partnership.work import reference_pages


class Command(BaseCommand):
    help = "Writes docs/reference: who may do what, the addresses, the state tables and the tables."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is stale")

    def handle(self, *args, check: bool, **options) -> None:
        stale = reference_pages.stale()
        if check and stale:
            pages = ", ".join(str(reference_pages.place(page).name) for page in stale)
            raise CommandError(
                f"Stale in docs/reference: {pages}. Run manage.py write_reference and commit what it wrote."
            )
        for page in stale:
            reference_pages.place(page).parent.mkdir(parents=True, exist_ok=True)
            reference_pages.place(page).write_text(reference_pages.written(page), "utf-8")
        self.stdout.write(f"Written: {', '.join(stale)}." if stale else "The reference pages are up to date.")

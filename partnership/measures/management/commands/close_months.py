"""Counts the months that are over, and the present one as far as it has come."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from partnership.access.scope import as_the_system
from partnership.arithmetic import months
from partnership.measures.actions import closing, reminding
from partnership.measures.registry import find


class Command(BaseCommand):
    help = "Stores each measure's months that are over, once, and the present month so far. Run it every night."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", metavar="2018-03", help="count a closed month again, after a late correction")
        parser.add_argument("--measure", metavar="SLUG", help="which measure to count again")
        parser.add_argument("--why", metavar="REASON", help="why it is counted again, as it will be read")

    def handle(self, *args, again: str | None, measure: str | None, why: str | None, **options) -> None:
        if again is None:
            with as_the_system("months are closed"):
                closed, reminded = closing.close_everything(), reminding.remind_owners()
            self.stdout.write(f"{closed} months were closed. Commentary was asked for on {reminded} measures.")
        else:
            self.count_again(again, measure or "", why or "")

    def count_again(self, again: str, slug: str, why: str) -> None:
        month, measure = months.read_month(again), find(slug)
        if month is None:
            raise CommandError("Write the month as 2018-03.")
        if measure is None or measure.is_manual:
            raise CommandError("Name a measure that the portal counts, with --measure.")
        if not why:
            raise CommandError("Say why it is counted again, with --why.")
        with as_the_system("a month is counted again"):
            changed = closing.count_again(measure=measure, month=month, why=why)
        self.stdout.write(f"{len(changed)} values changed.")

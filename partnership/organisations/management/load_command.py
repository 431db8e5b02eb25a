from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError

from partnership.organisations.national_files.loading import NationalFile, RowsRefused
from partnership.organisations.national_files.reading import FileRefused


class LoadCommand(BaseCommand):
    """Load one kind of national file and report on every row that was not taken."""

    file: ClassVar[type[NationalFile]]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="FILE", help="a csv file")
        parser.add_argument("--source", help="where the rows come from, kept with each; else the file's name")
        parser.add_argument("--all-or-nothing", action="store_true", help="take no row if one is refused")

    def handle(self, *, path: Path, source: str | None, all_or_nothing: bool, **options: Any) -> None:
        try:
            report = self.file(source or path.name).load(path, all_or_nothing=all_or_nothing)
        except FileRefused as error:
            raise CommandError(str(error)) from error
        except RowsRefused as error:
            self._print(error.report)
            raise CommandError(str(error)) from error
        self._print(report)

    def _print(self, report: Any) -> None:
        for refusal in report.refusals:
            self.stdout.write(str(refusal))
        self.stdout.write(str(report))

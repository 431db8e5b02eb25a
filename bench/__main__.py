"""`./portal bench [name …]`: pages of a real server against a bare page of the same server, in the same run.

Loads a database of its own for each size, once; the larger holds ten times the history of the smaller. Prints a table
to read and to put into docs/performance.md. Names narrow it to some pages; `--scales 1 10` makes it quick.
"""

import argparse
import os
import sys
from collections.abc import Iterator

# ruff: noqa: E402, T201 - a command, and settings come before anything that reads them
os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
os.environ["BENCH_DATABASE"] = "bench_run"

import django

django.setup()

from django.core.management import call_command
from django.db import connections

from bench import databases, server, tables
from bench.pages import NAMES, Measured, measure
from slp_portal.local_database import serving
from slp_portal.settings.places import VAR

TENTH, FULL = 28, 280


def main() -> None:
    asked = arguments()
    call_command("write_assets")
    call_command("collectstatic", interactive=False, verbosity=0)
    with serving(VAR):
        found = {scale: run(scale, asked) for scale in asked.scales}
    print(tables.of(found))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./portal bench", description="Measures pages against a bare one.")
    parser.add_argument("names", nargs="*", metavar="name", help=f"pages to measure: {', '.join(NAMES)}")
    parser.add_argument("--scales", nargs="+", type=int, default=[TENTH, FULL], metavar="N", help="of load_demo")
    parser.add_argument("--times", type=int, default=200, help="how often each page is asked for")
    parser.add_argument("--seconds", type=float, default=5, help="how long sixteen ask at a time")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"There is no page called {', '.join(sorted(unknown))}. There are: {', '.join(NAMES)}.")
    return asked


def told(measured: Iterator[tuple[str, Measured]]) -> Iterator[tuple[str, Measured]]:
    """Says how far it has come."""
    for name, one in measured:
        print(f"{one.title}: {one.queries} queries, {one.ratio:.2f} of the bare page", file=sys.stderr, flush=True)
        yield name, one


def run(scale: int, asked: argparse.Namespace) -> tuple[databases.Size, dict[str, Measured]]:
    with databases.copy_of(scale) as database:
        try:
            size = databases.size_of(database)
            with server.serving(database) as port:
                return size, dict(told(measure(port, tuple(asked.names) or NAMES, asked.times, asked.seconds)))
        finally:
            connections.close_all()


if __name__ == "__main__":
    main()

"""The demonstration: the same made-up people, places and records each time."""

from __future__ import annotations

import importlib
import random
from argparse import ArgumentParser
from collections.abc import Iterator
from types import ModuleType

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.module_loading import module_has_submodule

from partnership.access.models import User
from partnership.work import demonstration

SEED = 2018


class Command(BaseCommand):
    """Each app's ``demo.py`` has ``load(scale, chance)``, called in the order of INSTALLED_APPS, all or nothing.

    What looks at every app's records is done in ``load_last()``, once they are all there.
    """

    help = "Loads the demonstration's people, places and records. Never next to real ones."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--reset", action="store_true", help="empty the database of everything but reference data first"
        )
        parser.add_argument("--if-empty", action="store_true", help="do nothing where someone can already sign in")
        parser.add_argument("--scale", type=int, default=1, help="how many times the usual made-up history (default 1)")

    def handle(self, *args, reset: bool, if_empty: bool, scale: int, **options) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "This is not a demonstration: its data would be mixed with real people's. Nothing was loaded."
            )
        if scale < 1:
            raise CommandError("The scale must be 1 or more.")
        if reset:
            call_command("prepare_database", verbosity=0)  # an older version's database could not be loaded again
            demonstration.empty()
        elif User.objects.exists():
            if if_empty:
                return
            raise CommandError("There are people in this database already. Use --reset to start again.")
        with transaction.atomic():
            for module in self.modules():
                module.load(scale=scale, chance=random.Random(SEED))
            for module in self.modules():
                if hasattr(module, "load_last"):
                    module.load_last()
        self.stdout.write(self.style.SUCCESS("The demonstration is loaded."))

    def modules(self) -> Iterator[ModuleType]:
        for config in apps.get_app_configs():
            if module_has_submodule(config.module, "demo"):
                yield importlib.import_module(f"{config.name}.demo")

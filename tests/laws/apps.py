"""Laws about apps themselves: that none is missing where the laws and the checks look. Each returns its breaches."""

from __future__ import annotations

import glob
import itertools
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from partnership.access.policy import TABLES
from partnership.access.routes import every_route
from slp_portal.settings.places import BASE
from tests.apps import our_apps
from tests.laws.declaring import NAME, app_of, given_by, module_of

NO_APPS = {"tests", "var"}


def app_on_disk_is_installed(root: Path = BASE) -> list[str]:
    """A folder with models or an ``apps.py`` is an app: one that is not installed is under no law."""
    installed = {Path(app.path) for app in our_apps()}
    return [
        f"{folder.relative_to(root)} is no installed app: add it to INSTALLED_APPS"
        for folder in sorted(set(_folders_of_apps(root)))
        if folder not in installed
    ]


def _folders_of_apps(root: Path) -> Iterator[Path]:
    for folder in root.iterdir():
        if folder.is_dir() and not folder.name.startswith(".") and folder.name not in NO_APPS:
            yield from (found.parent for name in ("apps.py", "models", "models.py") for found in folder.rglob(name))


def app_says_what_the_laws_need() -> list[str]:
    """An app with pages or tables of its own gives the laws what they ask of it."""
    with_pages = {app_of(route) for route in every_route()}
    with_tables = {table.model_class._meta.app_config.name for table in TABLES.values()}
    return [
        f"{app.name} has pages or tables and the laws know nothing of it: write {module_of(app.name)} with"
        f" {NAME} = ForTheLaws(…), which tests/laws/declaring.py explains"
        for app in our_apps()
        if app.name in with_pages | with_tables and not given_by(app.name)
    ]


def apps_are_kept_apart(importlinter: dict[str, Any]) -> list[str]:
    """Of two apps at most one may import the other, and a contract of import-linter's says which."""
    layers = [list(_layers(contract)) for contract in importlinter["contracts"] if contract["type"] == "layers"]
    names, roots = [app.name for app in our_apps()], importlinter["root_packages"]
    return [
        *(f"{name} is in no root package of import-linter" for name in names if not _place_of(name, roots)),
        *(
            f"{one} and {other} may import each other: give both a layer of import-linter's"
            for one, other in itertools.combinations(names, 2)
            if not any(_are_apart(one, other, places) for places in layers)
        ),
    ]


def _layers(contract: dict[str, Any]) -> Iterator[str]:
    for layer in contract["layers"]:
        yield from (name.strip(" ()") for name in layer.split("|"))


def _are_apart(one: str, other: str, places: list[str]) -> bool:
    here, there = _place_of(one, places), _place_of(other, places)
    return bool(here and there and here != there)


def _place_of(app: str, places: list[str]) -> str:
    return next((place for place in places if f"{app}.".startswith(f"{place}.")), "")


def actions_are_typed(mypy: dict[str, Any], root: Path = BASE) -> list[str]:
    """mypy looks at every app's actions."""
    looked_at = {found for pattern in mypy["files"] for found in glob.glob(pattern, root_dir=root)}
    return [
        f"mypy does not look at {place}: add it to its files"
        for app in our_apps()
        for place in _actions_of(Path(app.path), root)
        if not {place, *(str(above) for above in Path(place).parents)} & looked_at
    ]


def _actions_of(app: Path, root: Path) -> list[str]:
    """Of an app in this repository; ``root`` is its top."""
    if not app.is_relative_to(root):
        return []
    found = [app / "actions", app / "actions.py"]
    return [str(place.relative_to(root)) for place in found if place.exists()]


def settings_of(tool: str) -> dict[str, Any]:
    """What pyproject.toml says of a tool."""
    return tomllib.loads((BASE / "pyproject.toml").read_text("utf-8"))["tool"][tool]

"""The rules that hold until someone sets others."""

import csv
from pathlib import Path

HERE = Path(__file__).parent


def load(apps) -> None:
    """Once, from a migration: from then on rules are changed on their page."""
    _load(apps, "BedRule", "rules.csv")
    _load(apps, "PressureRule", "pressure.csv")


def _load(apps, model: str, name: str) -> None:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            apps.get_model("camhs_beds", model).objects.create(**row)

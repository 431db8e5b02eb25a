"""The rules that hold until somebody sets others."""

import csv
from pathlib import Path

HERE = Path(__file__).parent


def load(apps) -> None:
    """Once, from a migration: from then on rules are changed on their page."""
    with (HERE / "rules.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            apps.get_model("camhs_beds", "BedRule").objects.create(**row)

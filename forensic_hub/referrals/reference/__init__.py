"""The hub's own reference data: legal statuses, and the targets that hold until others are set."""

import csv
from pathlib import Path

HERE = Path(__file__).parent


def load(apps) -> None:
    """Once, from a migration: from then on targets are changed on their page."""
    for position, row in enumerate(_rows("legal_statuses.csv"), start=1):
        flags = {name: row.pop(name) == "yes" for name in ("is_restricted", "is_prison_transfer")}
        apps.get_model("referrals", "LegalStatus").objects.create(position=position, **flags, **row)
    for row in _rows("target_rules.csv"):
        apps.get_model("referrals", "TargetRule").objects.create(**row)


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

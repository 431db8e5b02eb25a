"""Every figure that was published of the Partnership's first year, and how far "around" reaches to begin with."""

import csv
import datetime as dt
from pathlib import Path

HERE = Path(__file__).parent
FIRST_TOLERANCE = {
    "per_cent": "2.5",
    "valid_from": dt.date(2017, 4, 1),
    "source": "Half of the smallest step in which such figures are spoken of",
}


def load(apps) -> None:
    """Once, from a migration: a published figure never changes, the tolerance is changed on its page."""
    claims = apps.get_model("board", "Claim")
    with (HERE / "claims.csv").open(encoding="utf-8", newline="") as file:
        for position, row in enumerate(csv.DictReader(file), start=1):
            claims.objects.create(position=position, **{name: text for name, text in row.items() if text})
    apps.get_model("board", "Tolerance").objects.create(**FIRST_TOLERANCE)

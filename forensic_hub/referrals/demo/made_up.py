"""Made-up people and places to refer from. Nobody is meant by any name."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

import nhs_number

from partnership.organisations.models import Borough
from partnership.people.models.person import HomeArea, Sex

FEMALE = (
    "Abena", "Aisha", "Alma", "Bel", "Carys", "Chidi", "Dilys", "Efua", "Elif", "Farida", "Gwenda", "Hermia", "Ines",
    "Jael", "Kezia", "Leila", "Maud", "Nadira", "Odile", "Perdita", "Rahel", "Sunniva", "Thandi", "Una", "Vashti",
    "Wilma", "Zaria",
)  # fmt: skip
MALE = (
    "Abel", "Bashir", "Caspian", "Dov", "Emrys", "Femi", "Gideon", "Hakan", "Idris", "Jabari", "Kit", "Lorcan",
    "Magnus", "Naveed", "Osric", "Piran", "Quentin", "Rafferty", "Sorley", "Tobiah", "Ugo", "Valen", "Wystan", "Yusuf",
    "Zeph",
)  # fmt: skip
# Words that are nobody's surname in particular.
LAST = tuple(
    first + second
    for first in ("Ash", "Brack", "Cold", "Dun", "Elder", "Fern", "Gorse", "Hale", "Ivy", "Kel", "Lark", "Marsh", "Oak")
    for second in ("bourne", "croft", "dale", "field", "garth", "hurst", "leigh", "mere", "stow", "wick")
)
SECTORS = {
    "bexley": "DA7 5",
    "bromley": "BR1 3",
    "greenwich": "SE10 9",
    "croydon": "CR0 2",
    "lambeth": "SE5 9",
    "lewisham": "SE13 6",
    "southwark": "SE15 4",
    "kingston-upon-thames": "KT1 2",
    "merton": "SW19 3",
    "richmond-upon-thames": "TW9 1",
    "sutton": "SM1 4",
    "wandsworth": "SW11 5",
}
ETHNIC_GROUPS = "AAAABCDEFGHJKLMMMNNNPPRSZ"
FIRST_TEST_NUMBER = 999_100_000


def numbers(chance: random.Random) -> Iterator[str]:
    """NHS numbers of the range that is never issued, each once."""
    digits = FIRST_TEST_NUMBER
    while True:
        digits += chance.randint(1, 3)
        check = nhs_number.calculate_checksum(str(digits))
        if check is not None and check < 10:
            yield f"{digits}{check}"


class Population:
    """Makes people up, one after the other: ``details`` are those of ``people.actions.Details``."""

    def __init__(self, chance: random.Random):
        self.chance = chance
        self.numbers = numbers(chance)
        self.boroughs = list(Borough.objects.select_related("trust").order_by("slug"))
        self.used: set[tuple[str, str, dt.date]] = set()

    def details(self, borough: str | None = None, area: str = HomeArea.BOROUGH, **given: Any) -> dict[str, Any]:
        sex = given.get("sex") or self.chance.choices((Sex.MALE, Sex.FEMALE), (82, 18))[0]
        made = {
            "first_name": self.chance.choice(FEMALE if sex == Sex.FEMALE else MALE),
            "last_name": self.chance.choice(LAST),
            "date_of_birth": dt.date(1950, 1, 1) + dt.timedelta(days=self.chance.randint(0, 17_800)),
            "sex": sex,
            "ethnic_group": self.chance.choice(ETHNIC_GROUPS),
            "nhs_number": next(self.numbers) if self.chance.random() < 0.85 else None,
            "home_area": area,
        }
        if area == HomeArea.BOROUGH:
            made["home_borough"] = self.borough(borough)
        key = (made["first_name"], made["last_name"], made["date_of_birth"])
        if key in self.used:
            return self.details(borough, area, **given)
        self.used.add(key)
        return made | given

    def borough(self, slug: str | None) -> Borough:
        if slug is None:
            return self.chance.choice(self.boroughs)
        return next(borough for borough in self.boroughs if borough.slug == slug)

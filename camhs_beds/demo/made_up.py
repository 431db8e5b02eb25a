"""Made-up young people. Nobody is meant by any name."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

import nhs_number

from partnership.access.roles import Pathway
from partnership.organisations.models import Borough
from partnership.people.models import Person
from partnership.people.models.person import HomeArea, Sex
from partnership.records.models import Sequence

FEMALE = (
    "Adaeze", "Anwen", "Bea", "Calla", "Delphi", "Elowen", "Fen", "Giulia", "Hana", "Isolde", "Juno", "Kaia", "Lumi",
    "Maren", "Noor", "Ottilie", "Priyanka", "Runa", "Safiya", "Tamsin", "Ulla", "Willow", "Xanthe", "Yara", "Zadie",
)  # fmt: skip
MALE = (
    "Arlo", "Bram", "Cai", "Dara", "Ezra", "Finn", "Gus", "Hari", "Ivo", "Jonty", "Kofi", "Luca", "Milo", "Nico",
    "Odin", "Pax", "Rafi", "Seb", "Taj", "Usman", "Vik", "Wilf", "Xavi", "Yann", "Zain",
)  # fmt: skip
LAST = tuple(
    first + second
    for first in (
        "Alder",
        "Bram",
        "Cress",
        "Dew",
        "Fal",
        "Gale",
        "Hazel",
        "Juni",
        "Linn",
        "Moss",
        "Pine",
        "Reed",
        "Thorn",
    )
    for second in ("bank", "brook", "combe", "den", "ford", "holm", "ridge", "shaw", "ton", "wood")
)
SECTORS = {
    "bexley": "DA7 4",
    "bromley": "BR1 2",
    "greenwich": "SE10 0",
    "croydon": "CR0 1",
    "lambeth": "SE5 8",
    "lewisham": "SE13 5",
    "southwark": "SE15 5",
    "kingston-upon-thames": "KT1 1",
    "merton": "SW19 2",
    "richmond-upon-thames": "TW9 2",
    "sutton": "SM1 2",
    "wandsworth": "SW11 4",
}
FIRST_TEST_NUMBER = 999_400_000
YEAR = 365.25


def numbers(chance: random.Random) -> Iterator[str]:
    """NHS numbers of the range that is never issued, each once."""
    digits = FIRST_TEST_NUMBER
    while True:
        digits += chance.randint(1, 3)
        check = nhs_number.calculate_checksum(str(digits))
        if check is not None and check < 10:
            yield f"{digits}{check}"


class YoungPeople:
    """Makes young people up, one after the other, unsaved; and gives out references in the order of their years."""

    def __init__(self, chance: random.Random):
        self.chance = chance
        self.numbers = numbers(chance)
        self.boroughs = {borough.slug: borough for borough in Borough.objects.select_related("trust").order_by("slug")}
        self.last = {(one.prefix, one.year): one.last for one in Sequence.objects.all()}

    def make(self, on: dt.datetime, **given: Any) -> Person:
        """Aged 13 to 17 on that day; a girl more often than not, as on most units."""
        sex = given.pop("sex", None) or self.chance.choices((Sex.FEMALE, Sex.MALE), (68, 32))[0]
        borough = self.boroughs[given.pop("borough", None) or self.chance.choice(list(self.boroughs))]
        age = dt.timedelta(days=self.chance.randint(int(13.1 * YEAR), int(17.4 * YEAR)))
        made = {
            "reference": given.pop("reference", None) or self.reference("PX", on.year),
            "pathway": Pathway.CAMHS, "sex": sex, "made_at": on,
            "first_name": self.chance.choice(FEMALE if sex == Sex.FEMALE else MALE),
            "last_name": self.chance.choice(LAST), "date_of_birth": (on - age).date(),
            "nhs_number": next(self.numbers), "ethnic_group": self.chance.choice("AAAABCDEFGHJKLMMMNNNPPRSZ"),
            "home_area": HomeArea.BOROUGH, "home_borough": borough, "home_sector": SECTORS[borough.slug],
            "responsible_trust": borough.trust,
        }  # fmt: skip
        return Person(**{**made, **given})

    def reference(self, prefix: str, year: int) -> str:
        self.last[prefix, year] = self.last.get((prefix, year), 0) + 1
        return f"{prefix}-{year}-{self.last[prefix, year]:04d}"

    def give_out_numbers(self) -> None:
        """Whoever comes next goes on from here."""
        for (prefix, year), last in self.last.items():
            Sequence.objects.update_or_create(prefix=prefix, year=year, defaults={"last": last})

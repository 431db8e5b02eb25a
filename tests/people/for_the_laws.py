"""The people cared for, in the world of the laws: each app that cares for somebody makes its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from partnership.organisations.models import Borough, Organisation
from partnership.records.models.sequence import next_reference
from tests.laws.building import A_WEEK, Builder
from tests.laws.declaring import Data, ForTheLaws, Given
from tests.laws.forms import day, today
from tests.laws.world import World

ABOUT_A_PERSON = {
    "first_name": "Ann", "last_name": "Other", "date_of_birth_day": "3", "date_of_birth_month": "2",
    "date_of_birth_year": "1961", "knows_nhs_number": "no", "sex": "female", "ethnic_group": "Z",
    "home": "no_fixed_address",
}  # fmt: skip
"""What a form about a person asks, answered."""


def a_person(builder: Builder, given: Given) -> Given:
    return {
        "reference": next_reference("PX"),
        "nhs_number": builder.canaries.nhs_number(),
        "date_of_birth": builder.canaries.birth(),
        "home_sector": builder.canaries.sector(),
        "version": 1,
    }


def by_trust(builder: Builder) -> Iterator[tuple[Organisation | None, Given]]:
    """Each trust, and none, with where somebody lives for whom it is responsible."""
    boroughs = {borough.trust_id: borough for borough in Borough.objects.order_by("-pk")}
    for trust in [*builder.world.trusts, None]:
        at_home = {"home_area": "borough", "home_borough": boroughs[trust.pk]} if trust else {"home_area": "outside"}
        yield trust, {"responsible_trust": trust, **at_home}


def nobody_there_is(world: World, row: Any) -> Data:
    """What one types who looks for a person before adding them."""
    return {"last_name": "Nobody"} | day("date_of_birth", today() - 999 * A_WEEK)


FOR_THE_LAWS = ForTheLaws(
    columns={"people.Person": a_person},
    guards_rows={"person.list", "person.new"},
    exceptions={"sql_is_written_by_django": {"partnership/people/lookup.py": "a lock on what is not there yet"}},
)

"""Where a unit stands to the Partnership and to a young person's home."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from camhs_beds.vocabulary import Kind
from partnership.organisations.distance import miles
from partnership.organisations.models import OutwardCode, Unit
from partnership.people.models import Person

A_TENTH = Decimal("0.1")


def kind_of(unit: Unit, on: dt.date) -> Kind:
    """What a stay in this unit is that begins on this day, by the unit's two facts on that day."""
    facts = Unit.objects.with_facts_on(on).get(pk=unit.pk)
    if facts.run_by_partnership:
        return Kind.PARTNERSHIP
    return Kind.OTHER_IN_AREA if facts.in_south_london else Kind.OUT_OF_AREA


def miles_from_home(person: Person, unit: Unit) -> Decimal | None:
    """A straight line from the middle of the home outward code to the site; None where the home is not known."""
    return miles_to(person, [unit])[unit.pk]


def miles_to(person: Person, units: Iterable[Unit]) -> dict[int, Decimal | None]:
    """From home to each of these units, by their numbers, in one question."""
    home = OutwardCode.objects.filter(code=person.home_outcode or "").first()
    if home is None:
        return {unit.pk: None for unit in units}
    return {unit.pk: Decimal(miles(home.coordinates, unit.site.coordinates)).quantize(A_TENTH) for unit in units}

"""People who are cared for; all of them made up."""

import datetime as dt

import factory

from partnership.access.roles import Pathway
from partnership.arithmetic import clock
from partnership.organisations.models import Borough
from partnership.people.models import Person
from partnership.records.models.sequence import next_reference
from tests.factories.base import Factory

WEIGHTS = range(10, 1, -1)


def nhs_number(n: int) -> str:
    """The n-th number of the range 999, kept for tests, whose check digit adds up (modulus 11)."""
    start = f"999{n:06d}"
    check = -sum(int(digit) * weight for digit, weight in zip(start, WEIGHTS, strict=True)) % 11
    return nhs_number(n + 500_000) if check == 10 else f"{start}{check}"


class PersonFactory(Factory):
    class Meta:
        model = Person

    class Params:
        borough = "lambeth"

    reference = factory.LazyFunction(lambda: next_reference("PX"))
    pathway = Pathway.FORENSIC
    nhs_number = factory.Sequence(nhs_number)
    first_name = factory.Sequence(lambda n: f"Robin{n}")
    last_name = factory.Sequence(lambda n: f"Example{n}")
    date_of_birth = dt.date(1985, 5, 14)
    sex = "female"
    home_area = factory.LazyAttribute(lambda person: "borough" if person.borough else "outside")
    home_borough = factory.LazyAttribute(
        lambda person: Borough.objects.get(slug=person.borough) if person.borough else None
    )
    responsible_trust = factory.LazyAttribute(lambda person: person.home_borough.trust if person.home_borough else None)
    made_at = factory.LazyFunction(clock.now)

"""M26: passports that are ready, of the Partnership, by trust and by staff group."""

import datetime as dt
from decimal import Decimal

from partnership.access.scope import as_the_system
from tests.factories import workforce as make
from workforce.passports.measures import ready

APRIL = dt.date(2018, 4, 1)


def test_ready_counts_those_whose_needs_are_all_met(db):
    make.ready(make.passport("slam"))
    make.ready(make.passport("slam"), dt.date(2018, 4, 15))
    make.passport("oxleas")

    with as_the_system("a test counts"):
        found = {(figure.by, figure.part): figure for figure in ready(APRIL)}

    assert (found["", ""].numerator, found["", ""].denominator) == (1, 3)
    assert found["trust", "slam"].value == Decimal(50)
    assert found["trust", "oxleas"].value == 0
    assert found["staff-group", "central"].denominator == 3


def test_ready_of_nobody_tells_nothing(db):
    with as_the_system("a test counts"):
        assert list(ready(APRIL)) == []

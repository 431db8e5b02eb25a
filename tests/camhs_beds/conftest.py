import pytest

from partnership.access.scope import acting_as
from tests.factories import beds as make


@pytest.fixture
def cedar(db):
    return make.UnitFactory(name="Cedar Unit", trust="swlstg")


@pytest.fixture
def beth(db):
    """A bed coordinator, acting."""
    somebody = make.bed_coordinator(first_name="Beth", last_name="Beds")
    with acting_as(somebody):
        yield somebody


@pytest.fixture
def wren(cedar):
    """Of the ward of Cedar Unit, acting."""
    somebody = make.ward(cedar, first_name="Wren", last_name="Ward")
    with acting_as(somebody):
        yield somebody

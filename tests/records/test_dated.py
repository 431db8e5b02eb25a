from datetime import date

import pytest

from partnership.access.refusals import Refusal
from partnership.organisations.models import UnitFact
from partnership.records import dated
from tests.organisations.factories import UnitFactFactory

pytestmark = pytest.mark.django_db

BEGUN, CHANGED = date(2015, 4, 1), date(2018, 4, 16)


def test_end_of_an_open_row_leaves_its_past_as_it_was():
    fact = UnitFactFactory(valid_from=BEGUN)
    assert dated.end(row=fact, on=CHANGED).valid_until == CHANGED
    assert UnitFact.objects.on(date(2018, 4, 15)).filter(unit=fact.unit).exists()
    assert not UnitFact.objects.on(CHANGED).filter(unit=fact.unit).exists()


def test_end_on_the_day_it_began_takes_a_mistake_back():
    fact = UnitFactFactory(valid_from=CHANGED)
    dated.end(row=fact, on=CHANGED)
    assert not UnitFact.objects.on(CHANGED).filter(unit=fact.unit).exists()
    assert UnitFactFactory(unit=fact.unit, valid_from=BEGUN).pk


def test_end_of_an_ended_row_is_refused_with_a_sentence():
    fact = UnitFactFactory(valid_from=BEGUN, valid_until=CHANGED)
    with pytest.raises(Refusal, match="ends on 16 April 2018"):
        dated.end(row=fact, on=CHANGED)


def test_end_of_a_row_that_has_just_ended_is_refused():
    opened_twice = UnitFactFactory(valid_from=BEGUN)
    dated.end(row=opened_twice, on=CHANGED)
    assert opened_twice.valid_until is None
    with pytest.raises(Refusal, match="cannot be changed"):
        dated.end(row=opened_twice, on=CHANGED)


def test_end_before_the_row_begins_is_refused_with_a_sentence():
    fact = UnitFactFactory(valid_from=CHANGED)
    with pytest.raises(Refusal, match="16 April 2018"):
        dated.end(row=fact, on=BEGUN)


def test_succeed_changes_what_holds_from_a_day_and_nothing_before_it():
    fact = UnitFactFactory(valid_from=BEGUN, holds=False)
    later = dated.succeed(row=fact, on=CHANGED, holds=True, source="A letter of 1 April 2018")
    assert UnitFact.objects.on(date(2018, 4, 15)).get(unit=fact.unit).holds is False
    assert UnitFact.objects.on(CHANGED).get(unit=fact.unit) == later
    assert (later.holds, later.kind, later.source) == (True, fact.kind, "A letter of 1 April 2018")


def test_succeed_of_an_ended_row_adds_nothing():
    fact = UnitFactFactory(valid_from=BEGUN, valid_until=CHANGED)
    with pytest.raises(Refusal, match="cannot be changed"):
        dated.succeed(row=fact, on=CHANGED, holds=True)
    assert UnitFact.objects.filter(unit=fact.unit).count() == 1


def test_succeed_twice_in_a_day_leaves_the_second_word():
    fact = UnitFactFactory(valid_from=BEGUN, holds=False)
    slip = dated.succeed(row=fact, on=CHANGED, holds=True)
    meant = dated.succeed(row=slip, on=CHANGED, holds=False)
    assert UnitFact.objects.on(CHANGED).get(unit=fact.unit) == meant

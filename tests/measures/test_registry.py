"""A measure is declared once."""

import dataclasses
from decimal import Decimal

import pytest

from partnership.measures import registry
from partnership.measures.measures import READY_FOR_DISCHARGE
from partnership.measures.registry import DeclaredTwice, Figure, find, register_measure


@pytest.fixture
def declared(monkeypatch):
    monkeypatch.setattr(registry, "MEASURES", dict(registry.MEASURES))
    return registry.MEASURES


@pytest.mark.parametrize("changes", [{"code": "M99"}, {"slug": "another"}, {}])
def test_measure_with_the_slug_or_code_of_another_is_refused(declared, changes):
    with pytest.raises(DeclaredTwice):
        register_measure(dataclasses.replace(READY_FOR_DISCHARGE, **changes))


def test_measure_is_found_by_slug_and_by_code(declared):
    assert find("M31") is find(READY_FOR_DISCHARGE.slug) is READY_FOR_DISCHARGE
    assert find("M03") is None


def test_every_measure_has_a_code_of_the_catalogue_and_a_keeper_who_may():
    from partnership.access.policy import Action
    from partnership.measures.policy import MEASURE

    for measure in registry.every_measure():
        assert measure.owner in MEASURE[Action.EDIT].cells, measure
        assert measure.first_month.day == 1
        assert measure.is_manual or measure.formula


def test_figure_of_nothing_has_no_value():
    assert Figure.share(0, 0).value is None
    assert Figure.average(None, 0).value is None
    assert Figure.share(1, 8).value == Decimal("12.5")
    assert Figure.count(0).value == 0

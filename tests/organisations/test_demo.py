from datetime import date

import pytest

from partnership.organisations import demo
from partnership.organisations.distance import miles
from partnership.organisations.models import OutwardCode, SiteProvider, Unit

pytestmark = pytest.mark.django_db

MONDAY = date(2018, 4, 16)


@pytest.fixture(autouse=True)
def places():
    demo.load()


def test_load_gives_the_wards_with_their_type_and_beds():
    units = {unit.name: (unit.provider.short_name, unit.type_label, unit.commissioned_beds) for unit in _units()}
    assert units == {
        "Alder Ward": ("Oxleas", "Medium secure", 16),
        "Birch Unit": ("SLaM", "Psychiatric intensive care (PICU)", 8),
        "Cedar Unit": ("SWLStG", "General adolescent", 12),
        "Croft Secure": ("Croft", "Low secure", 20),
        "Eastmere Young People": ("Eastmere", "Eating disorders", 16),
        "Elm Unit": ("Oxleas", "General adolescent", 10),
        "Hawthorn Ward": ("SLaM", "Medium secure", 15),
        "Highfell Young People": ("Highfell", "Psychiatric intensive care (PICU)", 18),
        "Juniper Ward": ("SWLStG", "Low secure", 14),
        "Northmoor Secure": ("Northmoor", "Medium secure", 40),
        "Northmoor Young People": ("Northmoor", "General adolescent", 24),
        "Rowan Unit": ("SLaM", "Eating disorders", 10),
        "Westlode Young People": ("Westlode", "General adolescent", 20),
        "Willow House": ("SLaM", "Step-down accommodation", 6),
    }


def test_load_keeps_run_by_the_partnership_and_in_south_london_apart():
    facts = {unit.name: (unit.run_by_partnership, unit.in_south_london) for unit in _units()}
    assert facts["Croft Secure"] == (False, True)
    away = {name for name, fact in facts.items() if fact == (False, False)}
    assert away == {
        "Northmoor Secure",
        *(f"{place} Young People" for place in ("Eastmere", "Highfell", "Northmoor", "Westlode")),
    }
    assert {fact for name, fact in facts.items() if name not in {"Croft Secure", *away}} == {(True, True)}


def test_load_of_units_of_the_partnership_puts_them_at_sites_of_their_trust():
    for unit in _units().filter(provider__kind="trust"):
        assert SiteProvider.objects.on(MONDAY).get(site=unit.site).organisation == unit.provider, unit


def test_load_gives_true_distances():
    lambeth, northmoor = OutwardCode.objects.get(code="SW9"), Unit.objects.get(slug="northmoor-secure")
    assert 60 < miles(lambeth.coordinates, northmoor.site.coordinates) < 64


def test_load_twice_adds_nothing():
    before = list(_units().values())
    demo.load()
    assert list(_units().values()) == before


def _units():
    return Unit.objects.with_facts_on(MONDAY).select_related("provider", "site")

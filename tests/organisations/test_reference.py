"""The places that every portal begins with, as the migrations leave them."""

from datetime import date

import pytest

from partnership.organisations.distance import miles
from partnership.organisations.models import (
    PARTNERSHIP_TRUSTS,
    Borough,
    Organisation,
    OutwardCode,
    Site,
    SiteProvider,
)

pytestmark = pytest.mark.django_db


def test_partnership_trusts_are_the_three_in_their_fixed_order():
    trusts = Organisation.objects.partnership_trusts()
    assert [trust.short_name for trust in trusts] == ["Oxleas", "SLaM", "SWLStG"]
    assert tuple(trust.ods_code for trust in trusts) == PARTNERSHIP_TRUSTS


def test_boroughs_each_have_a_trust_of_the_partnership_and_a_board():
    boroughs = Borough.objects.select_related("trust", "icb")
    assert boroughs.count() == 12
    assert all(borough.trust.is_partnership_trust for borough in boroughs)
    assert {borough.icb.short_name for borough in boroughs} == {"South East London", "South West London"}
    assert sum(borough.population for borough in boroughs) == 3_297_800


def test_boroughs_of_each_trust_are_the_ones_it_serves():
    served = {
        trust.short_name: [borough.name for borough in trust.boroughs.all()]
        for trust in Organisation.objects.partnership_trusts()
    }
    assert served == {
        "Oxleas": ["Bexley", "Bromley", "Greenwich"],
        "SLaM": ["Croydon", "Lambeth", "Lewisham", "Southwark"],
        "SWLStG": ["Kingston upon Thames", "Merton", "Richmond upon Thames", "Sutton", "Wandsworth"],
    }


def test_croydon_is_served_from_the_south_east_and_lies_in_the_south_west():
    croydon = Borough.objects.get(name="Croydon")
    assert (croydon.trust.short_name, croydon.icb.short_name) == ("SLaM", "South West London")


def test_sites_each_have_a_provider_on_the_partnerships_first_day():
    provided = SiteProvider.objects.on(date(2017, 4, 1))
    assert provided.count() == Site.objects.count() == 50


def test_sites_in_a_borough_lie_near_others_of_it():
    for site in Site.objects.exclude(borough=None):
        assert 51.28 < site.latitude < 51.5, site
        assert -0.34 < site.longitude < 0.16, site


def test_outward_codes_reach_the_whole_south_east():
    assert OutwardCode.objects.count() == 875
    assert OutwardCode.objects.filter(code__in=["SE5", "EC1A", "CR0", "TN5", "NN1", "OX1"]).count() == 6


def test_miles_from_camberwell_to_the_bethlem_are_seven():
    home, hospital = OutwardCode.objects.get(code="SE5"), Site.objects.get(ods_code="RV505")
    assert round(miles(home.coordinates, hospital.coordinates), 1) == 7.0

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from partnership.organisations.models import Borough, Organisation, OutwardCode, Unit, UnitFact
from tests.organisations.factories import OrganisationFactory, SiteFactory, UnitFactFactory, UnitFactory

pytestmark = pytest.mark.django_db

NAN, FAR = float("nan"), 99.999999


@pytest.mark.parametrize(
    ("make", "constraint"),
    [
        (lambda: OrganisationFactory(kind="trust", ods_code="RWK9"), "partnership_is_three_trusts"),
        (lambda: OrganisationFactory(kind="trust", ods_code=None), "partnership_is_three_trusts"),
        (lambda: Organisation.objects.filter(ods_code="RV5").update(kind="nhs"), "partnership_is_three_trusts"),
        (lambda: OrganisationFactory(ods_code="rwk"), "organisation_has_an_ods_code"),
        (lambda: OrganisationFactory(slug="oxleas"), "slug"),
        (lambda: Borough.objects.filter(slug="bexley").update(gss_code="E06000001"), "borough_is_of_london"),
        (lambda: SiteFactory(latitude=-0.09, longitude=51.4), "site_is_in_the_british_isles"),
        (lambda: SiteFactory(latitude=FAR), "site_is_in_the_british_isles"),
        (lambda: SiteFactory(latitude=NAN), "site_is_in_the_british_isles"),
        (lambda: SiteFactory(postcode="NN15DG"), "site_has_a_postcode"),
        (lambda: SiteFactory(closed_on=date(2015, 3, 31)), "site_closes_after_it_opens"),
        (lambda: SiteFactory(ods_code="rv505"), "site_has_an_ods_code"),
        (lambda: OutwardCode.objects.create(code="SE-5", latitude=51.4, longitude=0), "outward_code_is_one"),
        (lambda: OutwardCode.objects.create(code="SE99", latitude=0, longitude=51.4), "is_in_the_british_isles"),
        (lambda: UnitFactory(security_level=""), "unit_is_of_a_kind_of_its_service_line"),
        (lambda: UnitFactory(camhs_type="picu"), "unit_is_of_a_kind_of_its_service_line"),
        (lambda: UnitFactory(service_line="camhs"), "unit_is_of_a_kind_of_its_service_line"),
        (lambda: UnitFactory(youngest=18, oldest=13), "unit_ages_run_upwards"),
        (lambda: UnitFactory(closed_on=date(2015, 3, 31)), "unit_closes_after_it_opens"),
    ],
)
def test_what_must_never_be_true_is_refused_by_the_database(make, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make()


def test_with_facts_on_a_day_gives_each_unit_both_facts_and_none_where_nobody_has_said():
    unit, unknown = UnitFactory(), UnitFactory()
    UnitFactFactory(unit=unit, kind=UnitFact.Kind.RUN_BY_PARTNERSHIP, holds=False)
    UnitFactFactory(unit=unit, kind=UnitFact.Kind.IN_SOUTH_LONDON, holds=False, valid_until=date(2018, 1, 1))
    UnitFactFactory(unit=unit, kind=UnitFact.Kind.IN_SOUTH_LONDON, holds=True, valid_from=date(2018, 1, 1))
    on_new_years_day = Unit.objects.with_facts_on(date(2018, 1, 1))
    assert _facts(on_new_years_day.get(pk=unit.pk)) == (False, True)
    assert _facts(on_new_years_day.get(pk=unknown.pk)) == (None, None)
    assert _facts(Unit.objects.with_facts_on(date(2017, 12, 31)).get(pk=unit.pk)) == (False, False)


def test_with_facts_on_a_day_of_many_units_asks_once(django_assert_num_queries):
    for _ in range(3):
        UnitFactFactory()
    with django_assert_num_queries(1):
        assert [_facts(unit) for unit in Unit.objects.with_facts_on(date(2018, 4, 16))]


def test_open_on_a_day_leaves_out_what_is_shut_or_not_yet_open():
    UnitFactory(name="Shut", closed_on=date(2018, 4, 16))
    UnitFactory(name="To come", opened_on=date(2018, 4, 17))
    UnitFactory(name="Open")
    assert [unit.name for unit in Unit.objects.open_on(date(2018, 4, 16))] == ["Open"]


def test_type_label_of_either_service_line_is_what_people_ask_for():
    assert UnitFactory.build(security_level="step_down").type_label == "Step-down accommodation"
    assert UnitFactory.build(service_line="camhs", security_level="", camhs_type="picu").type_label.startswith("Psych")


def _facts(unit):
    return unit.run_by_partnership, unit.in_south_london

"""A free bed at home for someone out of area: the question to the database says what the matching says."""

import datetime as dt

import pytest

from camhs_beds.candidates import matches_for
from camhs_beds.coming_home import beds_for, with_a_bed_at_home
from camhs_beds.matching import Group
from camhs_beds.models import Bed, Confirmation, OutOfAreaPlacement, UnitProfile
from partnership.arithmetic import clock
from tests.factories import beds as make
from tests.factories.access import UserFactory
from tests.factories.base import aside

CASES = {
    "it suits": {},
    "another type": {"unit": {"camhs_type": "eating_disorder"}},
    "too young for it": {"unit": {"youngest": 16}},
    "a birthday too late": {"unit": {"oldest": 14}},
    "no upper age": {"unit": {"oldest": None}},
    "for the other sex": {"unit": {"sex": "male"}},
    "a bed for the other sex": {"bed": {"sex": "male"}},
    "a legal status not taken": {"profile": {"legal_statuses": ["s3"]}},
    "a legal status taken": {"profile": {"legal_statuses": ["s2"]}},
    "no single-sex area": {"needs": ["single_sex"]},
    "a single-sex area": {"needs": ["single_sex"], "profile": {"legal_statuses": ["s2"], "single_sex_area": True}},
    "closed for good": {"unit": {"closed_on": dt.date(2018, 4, 1)}},
    "takes nobody today": {"accepting": "no"},
    "took nobody when its ward was last believed": {"accepting": "no", "ago": dt.timedelta(hours=13)},
    "takes with conditions": {"accepting": "conditions"},
}


@pytest.mark.parametrize("case", CASES)
def test_bed_at_home_is_one_that_the_matching_finds_suitable_now(beth, case):
    given = CASES[case]
    unit = make.UnitFactory(name="Cedar Unit", beds=1, **given.get("unit", {}))
    request = make.BedRequestFactory(needs=given.get("needs", []), state="admitted_out_of_area")
    with aside():
        Bed.objects.filter(unit=unit).update(**given.get("bed", {"sex": "any"}))
        if "profile" in given:
            UnitProfile.objects.create(unit=unit, valid_from=dt.date(2018, 1, 1), source="a test", **given["profile"])
        if "accepting" in given:
            Confirmation.objects.create(
                unit=unit, at=clock.now() - given.get("ago", dt.timedelta()), by=UserFactory(),
                accepting=given["accepting"], reasons=["acuity"],
                observations=0, expected_discharges=0, available=1, reserved=0, occupied=0, on_leave=0,
                out_of_service=0,
            )  # fmt: skip
        stay = make.StayFactory(person=request.person, unit=make.UnitFactory(name="Far Unit", trust=None))
        OutOfAreaPlacement.objects.create(
            reference="OA-2018-0001", request=request, why="no_bed", unit=stay.unit, price=640, family_told=True,
            return_plan="Home", asked_by=UserFactory(), asked_at=clock.now(), state="placed", stay=stay,
            review_on=clock.today(),
        )  # fmt: skip
    suits = [m.unit for m in matches_for(request) if m.group is Group.NOW]
    assert [bed.unit for bed in beds_for(request, Bed.objects.all())] == suits
    assert [p.home_unit for p in with_a_bed_at_home(OutOfAreaPlacement.objects.all())] == [str(u) for u in suits]

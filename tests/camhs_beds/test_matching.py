"""Which units suit, in which order, and why: without a database."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from camhs_beds.matching import Candidate, FreeBed, Group, Wanted, rank

MAY = dt.datetime(2018, 5, 1, tzinfo=dt.UTC)
GIRL = Wanted(age=15, sex="female", unit_type="general_adolescent", legal_status="s3")


def unit(name="Cedar Unit", **given) -> Candidate:
    usual = {
        "unit_type": "general_adolescent", "type_label": "General adolescent", "youngest": 13, "oldest": 17,
        "sex": "mixed", "run_by_partnership": True, "in_south_london": True, "miles": Decimal("4.0"),
        "free": [FreeBed("Bed 1", "any", MAY)], "legal_status_words": {"s3": "Section 3"},
    }  # fmt: skip
    return Candidate(unit=name, **{**usual, **given})


def order(*units: Candidate, wanted: Wanted = GIRL) -> list[str]:
    return [match.unit for match in rank(wanted, units)]


def test_rank_says_why_of_each():
    [match] = rank(GIRL, [unit(single_sex_area=True)])
    assert match.group is Group.NOW
    assert match.reasons == (
        "Meets the type of unit: general adolescent", "Takes ages 13 to 17", "Takes section 3",
        "Has a single-sex area", "Run by a Partnership trust", "4 miles from home",
        "1 bed free, the longest since 1 May 2018",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"unit_type": "picu", "type_label": "PICU"}, "Another type"),
        ({"youngest": 16}, "takes ages 16 to 17, and the young person is 15"),
        ({"legal_statuses": ["s2"]}, "does not take section 3"),
        ({"sex": "male"}, "for male young people only"),
        ({"takes_admissions": False, "why_not": "staffing"}, "Not admitting today (staffing)"),
        ({"free": []}, "No bed is free"),
        ({"free": [FreeBed("Bed 1", "male", MAY)]}, "No bed is free"),
    ],
)
def test_rank_excludes_by_each_hard_rule_and_says_which(given, why):
    [match] = rank(GIRL, [unit(**given)])
    assert match.group is Group.NOT
    assert any(why in reason for reason in match.excluded)


def test_rank_excludes_a_unit_without_a_single_sex_area_where_one_is_needed():
    [match] = rank(Wanted(15, "female", "general_adolescent", "s3", needs=["single_sex"]), [unit()])
    assert match.excluded == ("It has no single-sex area",)


def test_rank_warns_of_the_mix_as_a_count_and_excludes_nobody():
    wanted = Wanted(15, "female", "general_adolescent", "s3", needs=["autism"], risks=["sexually_vulnerable"])
    [match] = rank(wanted, [unit(mix={"sexual_risk": 1})])
    assert match.group is Group.NOW
    assert match.warnings == (
        "Has not said that it can meet: autism: discuss",
        "1 young person with “sexual safety: risk to others” already on the unit: discuss",
    )


@pytest.mark.parametrize(
    ("given", "warned"),
    [
        ({}, ("Never confirmed: telephone first",)),
        (
            {"takes_admissions": False, "why_not": "staffing", "confirmed_at": MAY},
            ("Not confirmed since 1 May 2018 at 1:00am: telephone first", "Was not admitting then (staffing)"),
        ),
    ],
)
def test_rank_warns_of_a_word_that_is_too_old_with_its_age_and_excludes_nobody(given, warned):
    [match] = rank(GIRL, [unit(is_fresh=False, **given)])
    assert (match.group, match.warnings) == (Group.NOW, warned)


def test_rank_puts_the_partnership_first_then_south_london_then_the_nearest_then_the_longest_free():
    far, near = unit("Far", miles=Decimal(9)), unit("Near")
    longer = unit("Longer", free=[FreeBed("Bed 1", "any", MAY - dt.timedelta(days=3))])
    others = unit("Others", run_by_partnership=False, miles=Decimal(1))
    away = unit("Away", run_by_partnership=False, in_south_london=False, miles=Decimal(0))
    assert order(away, others, far, near, longer) == ["Longer", "Near", "Far", "Others", "Away"]


def test_rank_puts_what_is_free_soon_after_what_is_free_now():
    soon = unit("Soon", free=[], expected_on=[dt.date(2018, 4, 18)], miles=Decimal(0))
    found = rank(GIRL, [soon, unit("Now", miles=None)])
    assert [(match.unit, match.group, match.rank) for match in found] == [
        ("Now", Group.NOW, 1),
        ("Soon", Group.SOON, 2),
    ]


UNITS = st.builds(
    unit,
    name=st.uuids().map(str),
    youngest=st.integers(10, 18),
    sex=st.sampled_from(["mixed", "female", "male"]),
    run_by_partnership=st.booleans(),
    takes_admissions=st.booleans(),
    miles=st.none() | st.decimals(0, 200, places=1),
)


ON_A_BUSY_MACHINE = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@ON_A_BUSY_MACHINE
@given(st.lists(UNITS, max_size=8))
def test_rank_keeps_every_unit_and_never_calls_an_excluded_one_suitable(units):
    found = rank(GIRL, units)
    assert sorted(match.unit for match in found) == sorted(one.unit for one in units)
    assert [match.rank for match in found] == list(range(1, len(units) + 1))
    assert all((match.group is Group.NOT) == bool(match.excluded) for match in found)
    groups = [list(Group).index(match.group) for match in found]
    assert groups == sorted(groups)


@ON_A_BUSY_MACHINE
@given(st.lists(UNITS, max_size=6), st.randoms())
def test_rank_does_not_depend_on_the_order_in_which_it_is_told(units, chance):
    shuffled = units[:]
    chance.shuffle(shuffled)
    assert order(*units) == order(*shuffled)

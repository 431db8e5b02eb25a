"""The targets: what holds, what held, and how a change is made."""

import datetime as dt

import pytest

from forensic_hub.referrals.models import TargetRule
from partnership.access.scope import as_the_system
from tests.factories.forensic import ReferralFactory

TARGETS = "/manage/targets/"


@pytest.fixture
def change(leo) -> str:
    """The page that changes the triage target of an urgent referral."""
    with as_the_system("a test looks"):
        return f"{TARGETS}{TargetRule.objects.get(step='triage', priority='urgent').pk}/change/"


def typed(**other):
    days = {"starts_on_day": "1", "starts_on_month": "4", "starts_on_year": "2018"}
    return {"amount": "1", "unit": "working", "source": "The three trusts, 16 April 2018", **days, **other}


def test_targets_are_shown_to_an_officer_without_a_way_to_change_them(hana):
    seen = hana.get(TARGETS)

    assert "Triage, urgent" in seen.text
    assert "2 working days" in seen.text
    assert "Change Triage, urgent" not in seen.links


def test_target_form_with_something_missing_says_what(leo, change):
    seen = leo.send(change, {})

    assert seen.errors == [
        "Enter the number of days", "Select what the days are counted in", "Enter the date it applies from",
        "Enter the source",
    ]  # fmt: skip


@pytest.mark.parametrize("amount", ["0", "367", "two", "-1", "9" * 40])
def test_target_of_an_impossible_number_is_refused(leo, change, amount):
    assert leo.send(change, typed(amount=amount)).errors[0].startswith("Number of days must be")


def test_target_is_read_over_with_the_referrals_that_it_moves(leo, change):
    ReferralFactory(priority="urgent")
    ReferralFactory(priority="routine")

    seen = leo.send(change, typed())

    assert seen.h1 == "Check the new target before saving"
    assert "1 open referral will get a new due date." in seen.text


def test_target_saved_moves_what_is_open_and_keeps_the_old_one(leo, change):
    referral = ReferralFactory(priority="urgent")

    seen = leo.send(change, typed(confirmed="yes"))

    assert "Triage, urgent: 1 working days from 1 April 2018." in seen.text
    assert "2 working days" in seen.text
    with as_the_system("a test looks"):
        referral.refresh_from_db()
    assert referral.due_on == dt.date(2018, 4, 17)


def test_target_before_the_present_one_says_which_day_it_began(leo, change):
    seen = leo.send(change, typed(starts_on_year="2016", confirmed="yes"))

    assert "The last change takes effect on 1 April 2017. Enter that date or a later one" in seen.text


def test_target_is_not_changed_by_an_officer(hana, change):
    assert hana.get(change).status == 403

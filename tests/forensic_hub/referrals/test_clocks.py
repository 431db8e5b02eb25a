"""Vectors of the clocks. 16 April 2018 is a Monday; 7 May 2018 is a bank holiday."""

import datetime as dt

import pytest

from forensic_hub.referrals import clocks
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.models.referral import LACKS_DAY_ZERO
from forensic_hub.referrals.vocabulary import State, Step
from partnership.access.scope import as_the_system
from tests.factories.forensic import (
    InformationRequestFactory,
    RecordedAssessmentFactory,
    ReferralFactory,
    TargetRuleFactory,
    UserFactory,
    legal_status,
)

pytestmark = pytest.mark.django_db


def april(day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(2018, 4, day, hour, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("state", "priority", "received", "due"),
    [
        (State.NEW, "urgent", april(16), dt.date(2018, 4, 18)),
        (State.NEW, "urgent", april(12), dt.date(2018, 4, 16)),
        (State.NEW, "routine", april(16), dt.date(2018, 4, 23)),
        (State.NEW, "routine", dt.datetime(2018, 3, 28, 9, tzinfo=dt.UTC), dt.date(2018, 4, 6)),
        (State.ASSESSMENT_DUE, "urgent", april(16), dt.date(2018, 4, 23)),
        (State.ASSESSMENT_DUE, "routine", april(16), dt.date(2018, 5, 14)),
        (State.ASSESSMENT_BOOKED, "routine", april(16), dt.date(2018, 5, 14)),
        (State.AWAITING_DECISION, "urgent", april(16), None),
        (State.BED_SEARCH, "urgent", april(16), None),
        (State.WITHDRAWN, "urgent", april(16), None),
    ],
)
def test_clock_of_a_state_and_priority_is_due_by_the_target(state, priority, received, due):
    assert ReferralFactory(state=state, priority=priority, received_at=received).due_on == due


def test_clock_received_just_before_midnight_in_london_counts_from_that_day():
    received = dt.datetime(2018, 4, 15, 22, 59, tzinfo=dt.UTC)
    assert ReferralFactory(priority="urgent", received_at=received).counted_from_on == dt.date(2018, 4, 15)


def test_clock_received_just_after_midnight_in_london_counts_from_the_new_day():
    received = dt.datetime(2018, 4, 15, 23, 1, tzinfo=dt.UTC)
    assert ReferralFactory(priority="urgent", received_at=received).counted_from_on == dt.date(2018, 4, 16)


@pytest.mark.parametrize(
    ("priority", "asked", "answered", "due"),
    [
        ("urgent", april(16), april(16), dt.date(2018, 4, 18)),
        ("urgent", april(16), april(18), dt.date(2018, 4, 20)),
        ("routine", april(20), dt.datetime(2018, 4, 23, 9, tzinfo=dt.UTC), dt.date(2018, 4, 24)),
        # Over the bank holiday of 7 May: the two working days left run on after it was answered.
        ("routine", april(19), dt.datetime(2018, 5, 4, 9, tzinfo=dt.UTC), dt.date(2018, 5, 9)),
    ],
)
def test_clock_with_a_pause_leaves_it_out(priority, asked, answered, due):
    referral = ReferralFactory(priority=priority, received_at=april(16))
    InformationRequestFactory(
        referral=referral, sent_at=asked, ended_at=answered, ended_by=UserFactory(), ending="received"
    )
    with as_the_system("read"):
        assert clocks.columns(referral, State.NEW)["due_on"] == due


def test_clock_while_information_is_waited_for_stands_still():
    request = InformationRequestFactory(sent_at=april(16))
    with as_the_system("read"):
        columns = clocks.columns(request.referral, State.WAITING)
    assert (columns["due_on"], columns["paused_since"]) == (None, dt.date(2018, 4, 16))


def test_clock_received_before_any_target_was_set_has_no_due_day():
    referral = ReferralFactory(received_at=dt.datetime(2016, 12, 1, 9, tzinfo=dt.UTC))
    assert (referral.clock, referral.due_on) == (Step.TRIAGE, None)


def test_clock_under_a_target_that_ended_uses_the_one_in_force_when_it_was_received():
    with as_the_system("another target from 10 April"):
        old = clocks.rule(Step.TRIAGE, "routine", dt.date(2018, 4, 1))
        type(old).objects.filter(pk=old.pk).update(valid_until=dt.date(2018, 4, 10))
    TargetRuleFactory(amount=1, valid_from=dt.date(2018, 4, 10))

    before, after = (ReferralFactory(received_at=april(day)) for day in (9, 10))

    assert (before.due_on, after.due_on) == (dt.date(2018, 4, 16), dt.date(2018, 4, 11))


def test_overdue_is_past_the_due_day_and_not_paused(clock):
    late, today = (ReferralFactory(priority="urgent", received_at=april(day)) for day in (10, 12))
    paused = ReferralFactory(priority="urgent", received_at=april(2), state=State.WAITING)
    paused.paused_since = dt.date(2018, 4, 3)
    assert (late.days_left, today.days_left, paused.days_left) == (-4, 0, None)
    assert (late.is_overdue, today.is_overdue, paused.is_overdue) == (True, False, False)


DAY_ZERO = dt.date(2018, 4, 2)


def transfer(**given) -> Referral:
    stated = {"day_zero_on": DAY_ZERO, "day_zero_why": "The referral reached us", "day_zero_at": april(16)}
    usual = {"legal_status": legal_status("s47-49"), "received_at": april(2), **stated}
    return ReferralFactory(**{**usual, "day_zero_by": UserFactory(), **given})


def test_transfer_clock_counts_14_days_to_the_first_assessment():
    referral = transfer()
    assert (referral.transfer_clock, referral.transfer_due_on) == (Step.FIRST_ASSESSMENT, dt.date(2018, 4, 16))
    assert referral.transfer_days_left == 0


@pytest.mark.parametrize(
    ("assessed", "due"),
    [(dt.date(2018, 4, 10), dt.date(2018, 4, 24)), (dt.date(2018, 4, 16), dt.date(2018, 4, 30)),
     (dt.date(2018, 4, 25), dt.date(2018, 4, 30))],
)  # fmt: skip
def test_transfer_clock_after_the_assessment_counts_14_more_days_but_28_in_all(assessed, due):
    assert clocks_after(assessed) == (Step.TRANSFER, due)


def clocks_after(assessed):
    with as_the_system("read"):
        return clocks.transfer_step(DAY_ZERO, assessed)


def test_transfer_clock_reads_the_first_assessment_that_took_place():
    referral = transfer(state=State.AWAITING_DECISION)
    RecordedAssessmentFactory(referral=referral, took_place_on=dt.date(2018, 4, 10))
    RecordedAssessmentFactory(referral=referral, took_place_on=dt.date(2018, 4, 12))
    with as_the_system("read"):
        assert clocks.columns(referral, referral.state)["transfer_due_on"] == dt.date(2018, 4, 24)


@pytest.mark.parametrize(
    "given",
    [{"whereabouts": "hospital"}, {"state": State.WITHDRAWN}, {"legal_status": None}],
    ids=["not in prison", "closed", "another section"],
)
def test_transfer_clock_of_nobody_else_runs(given):
    if "legal_status" in given:
        given = {"legal_status": legal_status("s37")}
    assert transfer(**given).transfer_clock == ""


@pytest.mark.parametrize(
    ("code", "has_one"), [("s47", True), ("s47-49", True), ("s48", True), ("s48-49", True), ("s37", False)]
)
def test_transfer_clock_is_of_sections_47_and_48(code, has_one):
    assert ReferralFactory(legal_status=legal_status(code)).has_transfer_clock is has_one


def test_lacks_day_zero_where_nobody_started_the_clock_on_the_row_and_in_a_query():
    waiting = ReferralFactory(legal_status=legal_status("s48"))
    others = transfer(), ReferralFactory()
    with as_the_system("read"):
        assert list(Referral.objects.filter(LACKS_DAY_ZERO)) == [waiting]
    assert waiting.lacks_day_zero
    assert not any(other.lacks_day_zero for other in others)

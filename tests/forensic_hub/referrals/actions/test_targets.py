import datetime as dt

import pytest

from forensic_hub.referrals import clocks
from forensic_hub.referrals.actions import targets
from forensic_hub.referrals.models import TargetRule
from forensic_hub.referrals.vocabulary import State, Step
from partnership.access.refusals import NotPermitted, Refusal
from tests.factories import forensic as make

TODAY = dt.date(2018, 4, 16)


def set_target(by, step=Step.TRIAGE, priority="routine", starts_on=TODAY, **given) -> TargetRule:
    rule = clocks.rule(step, priority, TODAY)
    return targets.set_target(
        rule=rule, starts_on=starts_on, by=by, **{"amount": 1, "unit": "working", "source": "The board"} | given
    )


def test_set_target_moves_the_open_referrals_received_since_and_no_others(as_lead):
    since = make.ReferralFactory(priority="routine")
    before = make.ReferralFactory(priority="routine", received_at=dt.datetime(2018, 4, 13, 9, tzinfo=dt.UTC))
    urgent = make.ReferralFactory(priority="urgent")
    assert list(targets.affected(Step.TRIAGE, "routine", TODAY)) == [since]

    set_target(as_lead)

    for referral in (since, before, urgent):
        referral.refresh_from_db()
    assert since.due_on == dt.date(2018, 4, 17)
    assert before.due_on == dt.date(2018, 4, 20)
    assert urgent.due_on == dt.date(2018, 4, 18)


def test_set_target_leaves_the_old_one_to_be_read(as_lead):
    old = clocks.rule(Step.TRIAGE, "routine", TODAY)
    new = set_target(as_lead)
    old.refresh_from_db()
    assert (old.valid_until, old.amount, new.valid_from, new.amount) == (TODAY, 5, TODAY, 1)


def test_set_target_that_begins_before_the_present_one_is_refused(as_lead):
    with pytest.raises(Refusal, match="takes effect on 1 April 2017"):
        set_target(as_lead, starts_on=dt.date(2017, 3, 31))


def test_set_target_of_the_transfer_moves_its_clock(as_lead):
    referral = make.ReferralFactory(
        legal_status=make.legal_status("s47"), day_zero_on=TODAY, day_zero_why="Received",
        day_zero_by=as_lead.user, day_zero_at=dt.datetime(2018, 4, 16, 8, tzinfo=dt.UTC), state=State.ASSESSMENT_DUE,
    )  # fmt: skip
    set_target(as_lead, Step.FIRST_ASSESSMENT, "", amount=7, unit="calendar")
    referral.refresh_from_db()
    assert referral.transfer_due_on == dt.date(2018, 4, 23)


def test_set_target_by_an_officer_is_refused(as_officer):
    with pytest.raises(NotPermitted):
        set_target(as_officer)

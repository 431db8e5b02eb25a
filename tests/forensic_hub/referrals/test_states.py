"""Every state, every verb, every role: the table says what may happen, and the action and the database hold to it."""

import datetime as dt

import pytest
from django.db import InternalError

from forensic_hub.referrals.actions import triage
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.states import REFERRALS
from forensic_hub.referrals.vocabulary import CLOSED, State
from partnership.access.refusals import Refusal
from partnership.access.roles import EVERY_ROLE, HUB_LEAD, HUB_OFFICER
from partnership.access.scope import acting_as, as_the_system
from partnership.arithmetic import clock
from partnership.records.states import NotReady, WrongState
from partnership.records.undo import WITHIN
from partnership.work.reference_pages.states import states
from tests.factories.access import principal
from tests.factories.forensic import DecisionFactory, PanelFactory, ReferralFactory

pytestmark = pytest.mark.django_db

ROLES = sorted(EVERY_ROLE, key=str)
NEEDS_A_DECISION = {"correct_to_agreed", "correct_to_turned_down", "correct_to_deferred"}
NEEDS_A_PANEL = {"agree", "turn_down", "defer"}
NEEDS_ANOTHER_PANEL = {"put_on"}


@pytest.fixture
def referrals():
    """One in each state."""
    return {state: ReferralFactory(state=state) for state in State}


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_verb_by_a_role_in_a_state_is_done_or_refused_as_the_table_says(role, referrals):
    somebody = principal(role)
    with acting_as(somebody):
        for state, referral in referrals.items():
            for move in REFERRALS.transitions:
                allowed = (
                    role in move.needs.cells and state in move.sources
                    and move.verb not in NEEDS_A_DECISION | NEEDS_A_PANEL | NEEDS_ANOTHER_PANEL
                )  # fmt: skip
                try:
                    REFERRALS.begin(referral, move.verb, somebody)
                    done = True
                except Refusal:
                    done = False
                assert done == allowed, (role, state, move.verb)


def test_verb_from_the_wrong_state_names_the_state_and_who_moved_it(referrals, officer, lead):
    with acting_as(lead):
        triage.accept(referral=referrals[State.NEW], by=lead)
    with acting_as(officer), pytest.raises(WrongState) as refused:
        triage.accept(referral=referrals[State.NEW], by=officer)

    assert refused.value.sentence == (
        "FR-2018-0001 is now “Assessment due”. Leo Lead changed it on 16 April 2018 at 9:00am."
    )


def test_decision_is_corrected_only_where_there_is_one(referrals, lead):
    with acting_as(lead), pytest.raises(NotReady, match="No panel has decided"):
        REFERRALS.begin(referrals[State.BED_SEARCH], "correct_to_deferred", lead)


def test_decision_waits_for_the_day_of_its_panel(officer):
    referral = ReferralFactory(state=State.AWAITING_DECISION)
    later = ReferralFactory(state=State.AWAITING_DECISION, panel=PanelFactory(meets_on=dt.date(2018, 4, 17)))
    today = ReferralFactory(state=State.AWAITING_DECISION, panel=PanelFactory())

    with acting_as(officer):
        for verb in NEEDS_A_PANEL:
            with pytest.raises(NotReady, match="is on no panel’s list yet. Add a panel date first."):
                REFERRALS.begin(referral, verb, officer)
            with pytest.raises(NotReady, match="The panel meets on 17 April 2018. Record its decision on that day"):
                REFERRALS.begin(later, verb, officer)
            assert REFERRALS.begin(today, verb, officer)


def test_referral_is_moved_only_from_a_list_and_to_another_panel_that_is_to_come(officer):
    nowhere = ReferralFactory(state=State.AWAITING_DECISION)
    listed = ReferralFactory(state=State.AWAITING_DECISION, panel=PanelFactory())
    PanelFactory(meets_on=dt.date(2018, 4, 9))

    with acting_as(officer):
        with pytest.raises(NotReady, match="is on no panel’s list yet. Add a panel date first."):
            REFERRALS.begin(nowhere, "put_on", officer)
        with pytest.raises(NotReady, match="There is no other panel to come. Add a panel date first."):
            REFERRALS.begin(listed, "put_on", officer)
    PanelFactory(meets_on=dt.date(2018, 4, 23))
    with acting_as(officer):
        assert REFERRALS.begin(listed, "put_on", officer)


def test_decision_that_stands_is_corrected_by_the_lead_alone(officer, lead):
    decision = DecisionFactory()
    with as_the_system("the referral points at its decision"):
        Referral.objects.update(decision=decision)
    with acting_as(lead):
        assert REFERRALS.begin(decision.referral, "correct_to_deferred", lead)
    with acting_as(officer), pytest.raises(Refusal):
        REFERRALS.begin(decision.referral, "correct_to_deferred", officer)


@pytest.mark.parametrize("source", State)
def test_database_refuses_each_move_that_the_table_does_not_have(source):
    referral = ReferralFactory(state=source)
    moves = {(start, row.target) for row in REFERRALS.transitions for start in row.sources}
    for target in State:
        if (source, target) in moves or source == target:
            continue
        closed_at = clock.now() if target in CLOSED else None
        with pytest.raises(InternalError, match="Invalid transition"), as_the_system("past every action"):
            Referral.objects.filter(pk=referral.pk).update(state=target, closed_at=closed_at)


def test_verbs_are_held_by_the_hub_alone():
    holders = {role for move in REFERRALS.transitions for role in move.needs.cells}
    assert holders == {HUB_OFFICER, HUB_LEAD}


def test_offers_to_an_officer_are_the_buttons_of_the_state(officer):
    referral = ReferralFactory(state=State.NEW)
    assert [move.verb for move, _ in REFERRALS.offers(referral, officer)] == [
        "accept", "not_accept", "send_on", "ask", "withdraw",
    ]  # fmt: skip


def test_moves_that_take_something_back_say_until_when_and_by_whom():
    minutes = int(WITHIN.total_seconds() / 60)

    verbs = [move.verb for move in REFERRALS.transitions if move.verb.startswith("undo_")]

    rows = [row for row in states().splitlines() if any(f"(`{verb}`)" in row for verb in verbs)]

    assert len(rows) == len(verbs)
    assert all(row.endswith(f"| Within {minutes} minutes, by the person who did it |") for row in rows)

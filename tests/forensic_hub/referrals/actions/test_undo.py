"""Taking back an acceptance or a withdrawal."""

import pytest

from forensic_hub.referrals.actions import assessments, referrals, triage, undo
from forensic_hub.referrals.models import Assessment
from forensic_hub.referrals.vocabulary import State
from partnership.access.scope import acting_as, as_the_system
from partnership.records.undo import TooLateToUndo
from tests.factories.forensic import AssessmentFactory, InformationRequestFactory, PanelFactory, ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_they_are_made():
    """A referral in a state, with what is open on it in that state."""

    def make(state):
        if state == State.ASSESSMENT_BOOKED:
            return AssessmentFactory().referral
        if state == State.WAITING:
            return InformationRequestFactory().referral
        panel = PanelFactory() if state == State.AWAITING_DECISION else None
        return ReferralFactory(state=state, panel=panel)

    return make


def test_acceptance_undone_within_ten_minutes_waits_for_triage_with_its_clock(as_officer, clock):
    referral = ReferralFactory()
    due_on = referral.due_on
    triage.accept(referral=referral, by=as_officer)

    clock.forward(minutes=9)
    referral = undo.accepting(referral=referral, by=as_officer)

    assert (referral.state, referral.accepted_at, referral.due_on) == (State.NEW, None, due_on)


def test_acceptance_of_more_than_ten_minutes_ago_stands(as_officer, clock):
    referral = ReferralFactory()
    triage.accept(referral=referral, by=as_officer)

    clock.forward(minutes=11)

    with pytest.raises(TooLateToUndo):
        undo.accepting(referral=referral, by=as_officer)


def test_acceptance_by_somebody_else_stands(officer, lead):
    referral = ReferralFactory()
    with acting_as(lead):
        triage.accept(referral=referral, by=lead)

    with acting_as(officer), pytest.raises(TooLateToUndo):
        undo.accepting(referral=referral, by=officer)


def test_booking_just_cancelled_is_no_acceptance_to_undo(as_officer):
    booking = AssessmentFactory()
    assessments.cancel_booking(assessment=booking, why="Unwell", by=as_officer)

    with pytest.raises(TooLateToUndo):
        undo.accepting(referral=booking.referral, by=as_officer)


@pytest.mark.parametrize(
    ("state", "then"),
    [
        (State.NEW, State.NEW),
        (State.WAITING, State.NEW),
        (State.ASSESSMENT_DUE, State.ASSESSMENT_DUE),
        (State.ASSESSMENT_BOOKED, State.ASSESSMENT_BOOKED),
        (State.AWAITING_DECISION, State.AWAITING_DECISION),
        (State.BED_SEARCH, State.BED_SEARCH),
    ],
)
def test_withdrawal_undone_goes_on_where_it_was(as_officer, as_they_are_made, state, then):
    referral = as_they_are_made(state)
    panel = referral.panel
    referrals.withdraw(referral=referral, why="referrer", explanation="", by=as_officer)

    referral = undo.withdrawing(referral=referral, by=as_officer)

    assert (referral.state, referral.panel, referral.closed_at) == (then, panel, None)
    assert not referral.closures.filter(reopened_at=None).exists()


def test_withdrawal_undone_brings_the_booking_back(as_officer):
    booking = AssessmentFactory()
    referrals.withdraw(referral=booking.referral, why="referrer", explanation="", by=as_officer)

    undo.withdrawing(referral=booking.referral, by=as_officer)

    booking.refresh_from_db()
    assert (booking.status, booking.why_cancelled) == (Assessment.Status.BOOKED, "")


def test_withdrawal_of_more_than_ten_minutes_ago_stands(as_officer, clock):
    referral = ReferralFactory()
    referrals.withdraw(referral=referral, why="referrer", explanation="", by=as_officer)

    clock.forward(minutes=11)

    with pytest.raises(TooLateToUndo):
        undo.withdrawing(referral=referral, by=as_officer)


def test_withdrawal_is_not_undone_twice(as_officer):
    referral = ReferralFactory()
    referrals.withdraw(referral=referral, why="referrer", explanation="", by=as_officer)
    undo.withdrawing(referral=referral, by=as_officer)

    with pytest.raises(TooLateToUndo):
        undo.withdrawing(referral=referral, by=as_officer)


def test_withdrawal_by_somebody_else_stands(officer, lead):
    referral = ReferralFactory()
    with acting_as(lead):
        referrals.withdraw(referral=referral, why="referrer", explanation="", by=lead)

    with acting_as(officer), pytest.raises(TooLateToUndo):
        undo.withdrawing(referral=referral, by=officer)
    with as_the_system("a test looks"):
        referral.refresh_from_db()
    assert referral.state == State.WITHDRAWN

import datetime as dt

import pytest
from django.db import IntegrityError

from forensic_hub.referrals.actions import triage
from forensic_hub.referrals.vocabulary import State, Step
from partnership.arithmetic import clock as the_clock
from partnership.records.states import WrongState
from tests.factories import forensic as make


def test_accept_starts_the_assessment_clock_from_the_day_received(as_officer, clock):
    referral = make.ReferralFactory(priority="urgent")
    clock.forward(days=1)
    referral = triage.accept(referral=referral, by=as_officer)
    assert (referral.state, referral.clock, referral.due_on) == (
        State.ASSESSMENT_DUE, Step.ASSESSMENT, dt.date(2018, 4, 23),
    )  # fmt: skip
    assert referral.accepted_at == the_clock.now()


@pytest.mark.parametrize("why", ["criteria", "responsibility", "withdrawn", "duplicate"])
def test_not_accept_keeps_the_reason(why, as_officer):
    referral = triage.not_accept(referral=make.ReferralFactory(), why=why, explanation="Because.", by=as_officer)
    closure = referral.closures.get()
    assert (referral.state, referral.closed_at) == (State.NOT_ACCEPTED, the_clock.now())
    assert (closure.why, closure.explanation) == (why, "Because.")


def test_not_accept_with_an_unknown_reason_is_refused_by_the_database(as_officer):
    with pytest.raises(IntegrityError, match="closure_has_a_reason"):
        triage.not_accept(referral=make.ReferralFactory(), why="died", explanation="", by=as_officer)


def test_not_accept_while_information_is_awaited_ends_the_request(as_officer):
    request = make.InformationRequestFactory()
    triage.not_accept(referral=request.referral, why="criteria", explanation="", by=as_officer)
    request.refresh_from_db()
    assert request.ending == "cancelled"


def test_send_on_names_the_service(as_officer):
    referral = triage.send_on(
        referral=make.ReferralFactory(), service="Liaison and diversion", explanation="Nearer.", by=as_officer
    )
    closure = referral.closures.get()
    assert (referral.state, closure.how, closure.service) == (State.NOT_ACCEPTED, "sent_on", "Liaison and diversion")


def test_accept_while_information_is_awaited_is_refused(as_officer):
    with pytest.raises(WrongState):
        triage.accept(referral=make.InformationRequestFactory().referral, by=as_officer)

import datetime as dt

import pytest
from django.core import mail

from forensic_hub.referrals.actions import information
from forensic_hub.referrals.models import InformationRequest
from forensic_hub.referrals.vocabulary import State
from partnership.access.jobs import mail as queue
from partnership.access.refusals import Refusal
from partnership.access.scope import acting_as
from partnership.records.states import WrongState
from partnership.work.models import Notification
from tests.factories import forensic as make
from tests.jobs import work_off


def ask(by, referral=None, **given) -> InformationRequest:
    usual = {"papers": ["risk_assessment"], "sent_to": "a.example@example.nhs.uk", "message": "", "chase_every": 2}
    return information.ask(referral=referral or make.ReferralFactory(), by=by, **{**usual, **given})


def test_ask_pauses_the_clock_and_says_when_to_chase(as_officer):
    request = ask(as_officer, papers=["risk_assessment", "care_plan"], other="Prison medical notes")
    referral = request.referral
    referral.refresh_from_db()
    assert (referral.state, referral.paused_since, referral.due_on) == (State.WAITING, dt.date(2018, 4, 16), None)
    assert request.chase_on == dt.date(2018, 4, 18)
    assert sorted(map(str, request.items.all())) == ["Care plan", "Prison medical notes", "Risk assessment"]


def test_ask_for_nothing_is_refused(as_officer):
    with pytest.raises(Refusal, match="Select at least 1 item"):
        ask(as_officer, papers=[])
    assert not InformationRequest.objects.exists()


def test_ask_twice_is_refused(as_officer):
    referral = ask(as_officer).referral
    with pytest.raises(WrongState):
        ask(as_officer, referral)


def test_ask_sends_a_message_without_the_persons_name(as_officer):
    referral = make.ReferralFactory()
    ask(as_officer, referral, message="We need this by Friday.")
    work_off()
    (sent,) = mail.outbox
    assert sent.to == ["a.example@example.nhs.uk"]
    assert referral.reference in sent.subject
    assert "Risk assessment" in sent.body
    assert "We need this by Friday." in sent.body
    for name in (referral.person.first_name, referral.person.last_name, referral.person.nhs_number):
        assert name not in sent.subject + sent.body


def test_ask_by_an_email_that_cannot_be_sent_tells_the_sender_until_it_is_done(as_officer, monkeypatch):
    monkeypatch.setattr(mail.EmailMessage, "send", refuse_connection)
    monkeypatch.setattr(queue, "WAITS", ())
    request = ask(as_officer)
    work_off()

    with acting_as(as_officer):
        (told,) = Notification.objects.of(as_officer)
        assert told.text == (
            f"The email that asks for information for {request.referral} could not be sent. The clock is paused: "
            "phone the referrer, or stop waiting and ask again."
        )
        information.stop_asking(request=request, why="Not sent", by=as_officer)
        assert not Notification.objects.of(as_officer).unread().exists()


def refuse_connection(self):
    raise ConnectionRefusedError


def test_receive_of_everything_starts_the_clock_again_with_the_pause_left_out(as_officer, clock):
    request = ask(as_officer)
    clock.forward(days=3)
    referral = information.receive(request=request, items=request.items.all(), enough=False, by=as_officer)
    request.refresh_from_db()
    assert (referral.state, referral.paused_since) == (State.NEW, None)
    assert referral.due_on == dt.date(2018, 4, 26)
    assert request.ending == "received"
    assert "risk_assessment" in referral.papers


def test_receive_of_a_part_goes_on_waiting_until_it_is_enough(as_officer):
    request = ask(as_officer, papers=["risk_assessment", "care_plan"])
    first = request.items.get(paper="care_plan")

    referral = information.receive(request=request, items=[first], enough=False, by=as_officer)
    assert (referral.state, referral.papers) == (State.WAITING, ["care_plan"])
    assert [str(item) for item in request.items.filter(received_on=None)] == ["Risk assessment"]

    referral = information.receive(request=request, items=[], enough=True, by=as_officer)
    assert (referral.state, referral.missing_papers[0].value) == (State.NEW, "referral_letter")


def test_receive_of_another_requests_item_is_refused(as_officer):
    with pytest.raises(Refusal, match="not asked for in the request"):
        information.receive(request=ask(as_officer), items=[make.RequestedItemFactory()], enough=True, by=as_officer)


def test_chase_puts_the_next_one_off_and_counts(as_officer, clock):
    request = ask(as_officer)
    clock.forward(days=2)
    first, second = (information.chase(request=request, by=as_officer, note="Left a message") for _ in range(2))
    request.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    assert request.chase_on == dt.date(2018, 4, 20)


def test_chase_of_what_has_been_received_is_refused(as_officer):
    request = ask(as_officer)
    information.receive(request=request, items=[], enough=True, by=as_officer)
    with pytest.raises(Refusal, match="No information is outstanding for FR-2018-0001"):
        information.chase(request=request, by=as_officer)


def test_stop_asking_keeps_the_reason_and_starts_the_clock(as_officer):
    request = ask(as_officer)
    referral = information.stop_asking(request=request, why="We have it already.", by=as_officer)
    request.refresh_from_db()
    assert (referral.state, request.ending, request.why_cancelled) == (State.NEW, "cancelled", "We have it already.")

import pytest

from forensic_hub.referrals.actions import decisions, duty, information, notes, referrals, triage
from forensic_hub.referrals.vocabulary import State
from partnership.access.scope import acting_as
from partnership.work.models import Notification
from tests.factories import forensic as make
from tests.factories.access import trust_manager


def told(somebody) -> list[str]:
    with acting_as(somebody):
        return [notification.text for notification in Notification.objects.of(somebody).unread()]


def test_officer_who_is_given_a_referral_is_told_until_somebody_begins_on_it(officer, lead):
    referral = make.ReferralFactory()
    with acting_as(lead):
        referrals.assign(referral=referral, to=officer.user, by=lead)
    assert told(officer) == ["Leo Lead gave you FR-2018-0001."]
    with acting_as(lead):
        triage.accept(referral=referral, by=lead)
    assert told(officer) == []


def test_officer_whose_referral_is_given_to_somebody_else_need_not_know_any_more(officer, lead):
    referral = make.ReferralFactory()
    with acting_as(lead):
        referrals.assign(referral=referral, to=officer.user, by=lead)
        referrals.assign(referral=referral, to=lead.user, by=lead)
    assert told(officer) == []


def test_officer_whose_turn_it_was_is_told(officer, lead):
    person = make.PersonFactory()
    with acting_as(lead):
        duty.go_on_duty(by=lead, officer=officer.user)
        referrals.log(by=lead, person=person, asked=make.asked())
    assert told(officer) == ["Leo Lead gave you FR-2018-0001."]


def test_officer_who_takes_a_referral_is_not_told_of_it(officer):
    referral = make.ReferralFactory()
    with acting_as(officer):
        referrals.take(referral=referral, by=officer)
    assert told(officer) == []


@pytest.mark.parametrize(("times", "messages"), [(2, 0), (3, 1), (4, 1)])
def test_lead_is_told_once_after_the_third_chase(times, messages, officer, lead):
    request = make.InformationRequestFactory()
    with acting_as(officer):
        for _ in range(times):
            information.chase(request=request, by=officer, send=False)
    assert len(told(lead)) == messages


def test_lead_need_not_know_once_the_information_has_come(officer, lead):
    request = make.InformationRequestFactory()
    with acting_as(officer):
        for _ in range(3):
            information.chase(request=request, by=officer, send=False)
        information.receive(request=request, items=[], enough=True, by=officer)
    assert told(lead) == []


def test_owner_is_told_what_the_panel_decided(officer, lead):
    panel = make.quorate_panel()
    referral = make.ReferralFactory(state=State.AWAITING_DECISION, panel=panel, owner=officer.user)
    with acting_as(lead):
        decisions.record(referral=referral, panel=panel, outcome="defer", reason="Later", by=lead)
    assert told(officer) == ["FR-2018-0001: the panel on 16 April 2018 deferred its decision."]


def test_owner_is_told_of_a_trust_managers_note_without_the_persons_name(officer):
    referral = make.ReferralFactory(owner=officer.user)
    manager = trust_manager("slam")
    with acting_as(manager):
        notes.add(referral=referral, kind="note", text="We know this person.", by=manager)
    (message,) = told(officer)
    assert message == f"{manager.user} added a note to FR-2018-0001."
    assert referral.person.last_name not in message

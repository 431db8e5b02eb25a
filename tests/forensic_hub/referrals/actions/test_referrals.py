import datetime as dt

import pytest
from django.core.files.base import ContentFile

from forensic_hub.referrals.actions import documents, duty, referrals, triage
from forensic_hub.referrals.models import Document, Referral, Upload
from forensic_hub.referrals.vocabulary import State, Step
from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.roles import Pathway
from partnership.access.scope import acting_as
from partnership.arithmetic import clock as the_clock
from partnership.people.models import Person
from partnership.records.models.record import ChangedSinceOpened
from partnership.records.states import WrongState
from tests.factories import forensic as make
from tests.factories.access import hub_officer, trust, trust_manager
from tests.factories.people import PersonFactory


def log(by, person=None, **given) -> Referral:
    extra = {name: given.pop(name) for name in ("papers", "uploads", "hand_out", "answers") if name in given}
    return referrals.log(by=by, person=person or PersonFactory(), asked=make.asked(**given), **extra)


def test_log_gives_a_reference_the_trust_of_the_borough_and_the_clock(as_officer):
    referral = log(as_officer, PersonFactory(borough="merton"), priority="urgent", papers=["care_plan"])

    assert referral.reference == "FR-2018-0001"
    assert referral.responsible_trust == trust("swlstg")
    assert (referral.clock, referral.due_on) == (Step.TRIAGE, dt.date(2018, 4, 18))
    assert referral.logged_by == as_officer.user
    assert "care_plan" not in referral.missing_papers
    assert len(referral.missing_papers) == 4


def test_log_of_a_person_from_outside_leaves_responsibility_to_be_confirmed(as_officer):
    assert log(as_officer, PersonFactory(borough=None)).responsibility == "Responsibility to be confirmed"


def test_log_with_nobody_on_duty_is_unassigned(as_officer):
    referral = log(as_officer)
    assert referral.owner is None
    assert list(Referral.objects.unassigned()) == [referral]


def test_log_goes_round_those_on_duty(as_officer, clock):
    others = [hub_officer(), hub_officer()]
    for somebody in (as_officer, *others):
        duty.go_on_duty(by=as_officer, officer=somebody.user)
    owners = []
    for _ in range(6):
        clock.forward(minutes=1)
        owners.append(log(as_officer).owner)
    everybody = [as_officer.user, *(somebody.user for somebody in others)]
    assert owners == everybody * 2


def test_log_left_unassigned_takes_nobodys_turn(as_officer):
    duty.go_on_duty(by=as_officer)
    assert log(as_officer, hand_out=False).owner is None
    assert duty.on_duty().get().last_given_at is None


def test_log_passes_over_an_officer_whose_grant_has_ended(as_officer):
    gone = hub_officer()
    duty.go_on_duty(by=as_officer, officer=gone.user)
    gone.grant.ended_at, gone.grant.ended_by, gone.grant.why_ended = the_clock.now(), as_officer.user, "Left"
    gone.grant.save()
    assert log(as_officer).owner is None


def test_log_of_a_referral_received_tomorrow_is_refused(as_officer):
    with pytest.raises(Refusal, match="Date received must be today or in the past"):
        log(as_officer, received_at=the_clock.now() + dt.timedelta(minutes=1))
    assert not Referral.objects.exists()


def test_log_of_a_person_out_of_the_pathway_finds_nobody(as_officer):
    with pytest.raises(Person.DoesNotExist):
        log(as_officer, PersonFactory(pathway=Pathway.CAMHS))


def test_log_by_a_trust_manager_is_refused(db):
    manager = trust_manager("slam")
    with acting_as(manager), pytest.raises(NotPermitted):
        log(manager)


def test_log_with_uploads_makes_them_its_documents(as_officer):
    upload = documents.store_upload(file=ContentFile(b"%PDF-1.4 x", "letter.pdf"), paper="care_plan", by=as_officer)
    somebody_elses = make.UploadFactory()

    referral = log(as_officer, uploads=[upload.key, somebody_elses.key])

    assert [document.name for document in referral.documents.all()] == ["letter.pdf"]
    assert Document.objects.get().file.read() == b"%PDF-1.4 x"
    assert list(Upload.objects.all()) == [somebody_elses]


def test_take_of_an_unassigned_referral_makes_one_its_owner(as_officer):
    referral = referrals.take(referral=make.ReferralFactory(), by=as_officer)
    assert referral.owner == as_officer.user


def test_take_of_a_taken_referral_names_who_has_it(officer, lead):
    referral = make.ReferralFactory()
    with acting_as(lead):
        referrals.take(referral=referral, by=lead)
    with acting_as(officer), pytest.raises(Refusal, match="Leo Lead already has") as refused:
        referrals.take(referral=referral, by=officer)
    assert refused.value.sentence == (
        "Leo Lead already has FR-2018-0001. Leo Lead changed it on 16 April 2018 at 9:00am."
    )


def test_give_back_leaves_ones_own_unassigned_and_anothers_alone(officer, lead):
    own, anothers = make.ReferralFactory(owner=officer.user), make.ReferralFactory(owner=lead.user)
    with acting_as(officer):
        assert referrals.give_back(referral=own, by=officer).owner is None
        with pytest.raises(Refusal, match="Leo Lead already has"):
            referrals.give_back(referral=anothers, by=officer)


def test_assign_is_the_leads_and_only_to_somebody_of_the_hub(officer, lead):
    referral = make.ReferralFactory()
    with acting_as(officer), pytest.raises(NotPermitted):
        referrals.assign(referral=referral, to=officer.user, by=officer)
    with acting_as(lead):
        assert referrals.assign(referral=referral, to=officer.user, by=lead).owner == officer.user
        with pytest.raises(Refusal, match="is not a hub officer today"):
            referrals.assign(referral=referral, to=make.UserFactory(), by=lead)
        assert referrals.assign(referral=referral, to=None, by=lead).owner is None


def test_action_on_an_older_version_is_refused(as_officer):
    referral = make.ReferralFactory()
    referrals.take(referral=referral, by=as_officer)
    with pytest.raises(ChangedSinceOpened):
        triage.accept(referral=referral, by=as_officer, version=referral.version)


def test_withdraw_ends_what_was_open_and_says_why(as_officer):
    booking = make.AssessmentFactory()
    referral = referrals.withdraw(
        referral=booking.referral, why="released", explanation="Released by the court.", by=as_officer
    )
    booking.refresh_from_db()
    closure = referral.closures.get()
    assert (referral.state, referral.is_open, referral.due_on) == (State.WITHDRAWN, False, None)
    assert (closure.how, closure.why, closure.closed_by) == ("withdrawn", "released", as_officer.user)
    assert booking.status == "cancelled"


def test_withdraw_while_information_is_awaited_stops_the_chasing(as_officer):
    request = make.InformationRequestFactory()
    referrals.withdraw(referral=request.referral, why="other", explanation="", by=as_officer)
    request.refresh_from_db()
    assert request.ending == "cancelled"


def test_withdraw_twice_is_refused(as_officer):
    referral = make.ReferralFactory(state=State.WITHDRAWN)
    with pytest.raises(WrongState):
        referrals.withdraw(referral=referral, why="other", explanation="", by=as_officer)


@pytest.mark.parametrize("state", [State.NOT_ACCEPTED, State.WITHDRAWN])
def test_reopen_goes_on_as_new_and_counts_from_today(state, as_officer, clock):
    how = {"how": "withdrawn", "why": "other"} if state == State.WITHDRAWN else {}
    closure = make.ClosureFactory(referral=make.ReferralFactory(state=state, priority="urgent"), **how)
    clock.forward(days=14)

    referral = referrals.reopen(referral=closure.referral, why="New information.", by=as_officer)

    closure.refresh_from_db()
    assert (referral.state, referral.due_on) == (State.NEW, dt.date(2018, 5, 2))
    assert (referral.closed_at, referral.accepted_at, referral.decision) == (None, None, None)
    assert (closure.why_reopened, closure.reopened_by) == ("New information.", as_officer.user)


def test_reopen_of_an_open_referral_is_refused(as_officer):
    with pytest.raises(WrongState):
        referrals.reopen(referral=make.ReferralFactory(), why="", by=as_officer)

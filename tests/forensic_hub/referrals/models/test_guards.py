"""A referral is frozen as it was asked, and what was recorded stands, whoever tries to change it."""

import datetime as dt

import pytest
from django.db import IntegrityError, InternalError, transaction

from forensic_hub.referrals import models
from forensic_hub.referrals.models import ASKED, Attendance, Decision, Referral, ReferralCorrection
from forensic_hub.referrals.vocabulary import State
from partnership.access.scope import acting_as, as_the_system
from partnership.arithmetic import clock
from tests.factories import forensic as make

pytestmark = pytest.mark.django_db

DAY = dt.date(2018, 4, 2)
MOMENT = dt.datetime(2018, 4, 16, 8, tzinfo=dt.UTC)
LATER = MOMENT + dt.timedelta(hours=1)

OTHER = {
    "source": "court", "organisation_name": "Another", "referrer_name": "Another", "referrer_job": "Another",
    "referrer_phone": "020 7946 0000", "referrer_email": "another@example.nhs.uk",
    "received_at": "2018-04-01T09:00Z", "received_time_known": False, "priority": "urgent", "security_asked": "low",
    "reason": "Another", "needs": ["autism"], "moj_restrictions": "yes", "release_or_court_on": "2018-05-01",
    "whereabouts": "hospital", "place_name": "Another",
}  # fmt: skip


def other(name: str):
    if name == "person":
        return make.PersonFactory()
    if name == "organisation":
        return make.Organisation.objects.get(slug="west-london")
    return make.legal_status("s3") if name == "legal_status" else OTHER[name]


@pytest.mark.parametrize("name", ASKED)
def test_asked_column_of_a_sent_referral_is_frozen(name):
    referral = make.ReferralFactory(received_time_known=True)
    changed = {name: other(name)}
    with pytest.raises(InternalError, match="only through a correction"), as_the_system("past every action"):
        Referral.objects.filter(pk=referral.pk).update(**changed)


@pytest.mark.parametrize("name", ["reference", "answers", "logged_by", "logged_at"])
def test_column_that_no_correction_reaches_is_read_only(name):
    referral = make.ReferralFactory()
    value = {"reference": "FR-1999-0001", "answers": [1], "logged_by": make.UserFactory(), "logged_at": "2018-05-01"}
    with pytest.raises(InternalError, match="update"), as_the_system("past every action"):
        Referral.objects.filter(pk=referral.pk).update(**{name: value[name]})


def test_asked_column_with_a_correction_of_another_column_stays_frozen():
    referral = make.ReferralFactory()
    with pytest.raises(InternalError, match="only through a correction"), as_the_system("past every action"):
        make.ReferralCorrectionFactory(referral=referral, field="referral.source")
        Referral.objects.filter(pk=referral.pk).update(priority="urgent")


def test_asked_column_with_a_correction_of_another_referral_stays_frozen():
    referral = make.ReferralFactory()
    make.ReferralCorrectionFactory()
    with pytest.raises(InternalError, match="only through a correction"), as_the_system("past every action"):
        Referral.objects.filter(pk=referral.pk).update(priority="urgent")


def test_asked_column_with_its_own_correction_changes():
    referral = make.ReferralFactory()
    make.ReferralCorrectionFactory(referral=referral)
    with as_the_system("corrected"):
        assert Referral.objects.filter(pk=referral.pk).update(priority="urgent") == 1


@pytest.mark.parametrize("factory", [
    make.ReferralFactory, make.InformationRequestFactory, make.RequestedItemFactory, make.ChaseFactory,
    make.AssessmentFactory, make.DecisionFactory, make.ClosureFactory, make.NoteFactory, make.DocumentFactory,
    make.ReferralCorrectionFactory, make.PanelFactory, make.DecisionMakerFactory,
], ids=lambda factory: factory._meta.model.__name__)  # fmt: skip
def test_row_is_never_deleted(factory):
    row = factory()
    with as_the_system("past every action"):
        rows = type(row)._base_manager.filter(pk=row.pk)
        assert rows._raw_delete("default") == 0
        assert rows.exists()


@pytest.mark.parametrize("name", ["outcome", "setting", "reason"])
def test_decision_once_saved_is_locked(name):
    decision = make.DecisionFactory()
    with as_the_system("past every action"):
        changed = Decision.objects.filter(pk=decision.pk)
        assert changed.update(**{name: "low"}) == 0


def test_decision_of_a_panel_without_one_trust_is_refused_by_the_database():
    panel = make.PanelFactory()
    for slug in ("oxleas", "slam"):
        make.AttendanceFactory(panel=panel, of=slug)
    with pytest.raises(InternalError, match="not quorate"):
        make.DecisionFactory(panel=panel)
    assert make.DecisionFactory(panel=panel, outcome="defer", setting="")


def test_decision_is_corrected_in_the_database_by_the_lead_with_a_reason_alone(officer, lead):
    decision = make.DecisionFactory()
    again = {"referral": decision.referral, "panel": decision.panel, "outcome": "placement", "setting": "low",
             "reason": "Low", "recorded_at": "2018-04-16T10:00Z", "corrects": decision}  # fmt: skip
    reason = {"referral": decision.referral, "field": "decision", "row": decision.pk, "about": "Decision",
              "why": "other", "explanation": "Low", "corrected_at": "2018-04-16T10:00Z"}  # fmt: skip
    for somebody, with_reason, goes in ((officer, True, False), (lead, False, False), (lead, True, True)):
        with acting_as(somebody):
            sid = transaction.savepoint()
            if with_reason:
                ReferralCorrection.objects.create(corrected_by=somebody.user, **reason)
            if goes:
                assert Decision.objects.create(recorded_by=somebody.user, **again)
            else:
                with pytest.raises(InternalError, match="corrected by the hub lead"), transaction.atomic():
                    Decision.objects.create(recorded_by=somebody.user, **again)
            transaction.savepoint_rollback(sid)


def test_attendance_of_a_panel_that_has_decided_is_not_taken_off(officer):
    panel = make.quorate_panel()
    make.DecisionFactory(panel=panel)
    with pytest.raises(InternalError, match="with these people present"), acting_as(officer):
        Attendance.objects.filter(panel=panel).delete()


def test_assessment_once_recorded_is_frozen():
    assessment = make.RecordedAssessmentFactory()
    with pytest.raises(InternalError, match="only through a correction"), as_the_system("past every action"):
        models.Assessment.objects.filter(pk=assessment.pk).update(outcome="low")


def test_assessment_booked_can_be_changed():
    assessment = make.AssessmentFactory()
    with as_the_system("rebooked"):
        assert models.Assessment.objects.filter(pk=assessment.pk).update(place="Elsewhere") == 1


def test_assessment_is_booked_once_at_a_time():
    first = make.AssessmentFactory()
    with pytest.raises(IntegrityError, match="assessment_booked_once"):
        make.AssessmentFactory(referral=first.referral)


def test_information_is_asked_for_once_at_a_time():
    first = make.InformationRequestFactory()
    with pytest.raises(IntegrityError, match="information_request_open_once"):
        make.InformationRequestFactory(referral=first.referral)


@pytest.mark.parametrize("changes", [{"sent_to": "b@example.nhs.uk"}, {"sent_at": LATER}], ids=str)
def test_information_request_is_kept_as_sent(changes):
    request = make.InformationRequestFactory()
    with pytest.raises(InternalError, match="only through a correction"), as_the_system("past every action"):
        models.InformationRequest.objects.filter(pk=request.pk).update(**changes)


@pytest.mark.parametrize("changes", [
    {"ended_at": LATER}, {"ending": "cancelled"}, {"ending": "", "ended_by": None, "ended_at": None},
], ids=str)  # fmt: skip
def test_information_request_once_ended_is_frozen(changes):
    request = make.InformationRequestFactory(ending="received", ended_by=make.UserFactory(), ended_at=clock.now())
    with pytest.raises(InternalError, match="only through a correction"), as_the_system("past every action"):
        models.InformationRequest.objects.filter(pk=request.pk).update(**changes)


@pytest.mark.parametrize("changes", [{"why": "duplicate"}, {"explanation": "Another"}], ids=str)
def test_closure_is_kept_as_it_was_written(changes):
    closure = make.ClosureFactory()
    with pytest.raises(InternalError), as_the_system("past every action"):
        models.Closure.objects.filter(pk=closure.pk).update(**changes)


def test_closure_is_reopened_once():
    closure = make.ClosureFactory()
    reopened = {"reopened_by": closure.closed_by, "reopened_at": clock.now(), "why_reopened": "Too early"}
    with as_the_system("reopened"):
        assert models.Closure.objects.filter(pk=closure.pk).update(**reopened) == 1
    with pytest.raises(InternalError), as_the_system("past every action"):
        models.Closure.objects.filter(pk=closure.pk).update(why_reopened="For another reason")


def test_note_is_kept_as_written():
    note = make.NoteFactory()
    with pytest.raises(InternalError, match="only through a correction"), as_the_system("past every action"):
        models.Note.objects.filter(pk=note.pk).update(text="Something else")


def test_document_keeps_what_it_must_add_up_to():
    document = make.DocumentFactory()
    with pytest.raises(InternalError), as_the_system("past every action"):
        models.Document.objects.filter(pk=document.pk).update(sha256="1" * 64)


def test_day_zero_once_stated_is_frozen():
    referral = make.ReferralFactory(
        legal_status=make.legal_status("s47"), day_zero_on=DAY, day_zero_why="Received",
        day_zero_by=make.UserFactory(), day_zero_at="2018-04-02T09:00Z",
    )  # fmt: skip
    with pytest.raises(InternalError, match="only through a correction"), as_the_system("past every action"):
        Referral.objects.filter(pk=referral.pk).update(day_zero_on="2018-04-03")


@pytest.mark.parametrize("given", [
    {"referrer_email": ""}, {"needs": ["no such need"]}, {"received_at": MOMENT + dt.timedelta(days=1)},
    {"state": State.WITHDRAWN, "closed_at": None}, {"day_zero_on": DAY},
], ids=str)  # fmt: skip
def test_referral_that_cannot_be_is_refused_by_the_database(given):
    with pytest.raises(IntegrityError):
        make.ReferralFactory(**{"logged_at": MOMENT} | given)

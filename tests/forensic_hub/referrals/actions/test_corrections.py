import datetime as dt

import pytest

from forensic_hub.referrals.actions import corrections, decisions, notes, referrals, transfers
from forensic_hub.referrals.history import timeline
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.vocabulary import State, Step
from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.scope import acting_as
from partnership.arithmetic import clock as the_clock
from partnership.organisations.models import Borough
from partnership.records.corrections import NothingToCorrect
from partnership.records.models.record import ChangedSinceOpened
from tests.factories import forensic as make
from tests.factories.access import trust, trust_manager
from tests.factories.people import PersonFactory

REASON = {"why": "wrong_value", "explanation": "The letter says so."}


def correct(by, row, version=None, **changes):
    return corrections.correct(row=row, changes=changes, by=by, version=version, **REASON)


def test_correct_keeps_the_old_value_in_words_and_the_clock_follows(as_officer):
    referral = correct(as_officer, make.ReferralFactory(priority="routine"), priority="urgent")
    kept = referral.corrections.get()
    assert (referral.priority, referral.due_on) == ("urgent", dt.date(2018, 4, 18))
    assert (kept.about, kept.old_value, kept.new_value) == ("Priority", "Routine", "Urgent")
    assert (kept.why, kept.explanation, kept.corrected_by) == (*REASON.values(), as_officer.user)


def test_correct_several_values_keeps_each(as_officer):
    referral = correct(
        as_officer, make.ReferralFactory(), source="court", needs=["autism", "psychosis"],
        legal_status=make.legal_status("s3"), release_or_court_on=dt.date(2018, 5, 1),
    )  # fmt: skip
    assert {(kept.old_value, kept.new_value) for kept in referral.corrections.all()} == {
        ("Prison", "Court"), ("Not provided", "Autism, Psychosis"), ("Not provided", "1 May 2018"),
        ("Not detained", "Section 3: admission for treatment"),
    }  # fmt: skip


def test_correct_the_day_received_moves_what_is_counted_from_it(as_officer):
    earlier = the_clock.now() - dt.timedelta(days=3)
    referral = correct(as_officer, make.ReferralFactory(priority="urgent"), received_at=earlier)
    assert (referral.counted_from_on, referral.due_on) == (dt.date(2018, 4, 13), dt.date(2018, 4, 17))


def test_correct_the_person_takes_the_referral_to_the_right_trust(as_officer):
    referral = correct(as_officer, make.ReferralFactory(), person=PersonFactory(borough="merton"))
    assert referral.responsible_trust == trust("swlstg")


def test_correct_the_day_received_after_a_decision_was_corrected_is_no_reopening(as_lead):
    panel = make.quorate_panel()
    referral = make.ReferralFactory(
        state=State.AWAITING_DECISION, panel=panel, received_at=the_clock.now() - dt.timedelta(days=5),
        logged_at=the_clock.now(),
    )  # fmt: skip
    first = decisions.record(referral=referral, panel=panel, outcome="not_accepted", reason="No need.", by=as_lead)
    decisions.correct(
        decision=first, outcome="placement", setting="low", reason="Agreed.", by=as_lead, why="wrong_value",
        explanation="The minutes say otherwise.",
    )  # fmt: skip

    referral = correct(as_lead, referral, received_at=the_clock.now() - dt.timedelta(days=6))

    assert referral.counted_from_on == dt.date(2018, 4, 10)


def test_correct_the_day_received_after_a_reopening_still_counts_from_the_reopening(as_officer):
    referral = make.ReferralFactory(state=State.NEW, received_at=the_clock.now() - dt.timedelta(days=5))
    referrals.withdraw(referral=referral, why="referrer", explanation="", by=as_officer)
    referrals.reopen(referral=referral, why="It was too early.", by=as_officer)

    referral = correct(as_officer, referral, received_at=the_clock.now() - dt.timedelta(days=6))

    assert referral.counted_from_on == dt.date(2018, 4, 16)


def test_correct_the_day_received_to_after_what_was_done_with_it_is_refused(as_officer):
    days_ago = [the_clock.now() - dt.timedelta(days=n) for n in range(8)]
    referral = make.ReferralFactory(received_at=days_ago[7], logged_at=days_ago[5], state=State.AWAITING_DECISION)
    make.RecordedAssessmentFactory(referral=referral, took_place_on=days_ago[6].date())

    with pytest.raises(Refusal, match="the same as or before 11 April 2018 at 9:00am, when the referral was logged"):
        correct(as_officer, referral, received_at=days_ago[4])
    with pytest.raises(Refusal, match="the same as or before 10 April 2018, the date of the assessment"):
        correct(as_officer, referral, received_at=days_ago[5])
    assert correct(as_officer, referral, received_at=days_ago[6])


@pytest.mark.parametrize("changes", [{}, {"priority": "routine"}], ids=["nothing", "the same"])
def test_correct_nothing_is_refused(changes, as_officer):
    with pytest.raises(NothingToCorrect):
        correct(as_officer, make.ReferralFactory(priority="routine"), **changes)


def test_correct_what_no_correction_reaches_is_a_programmers_error(as_officer):
    with pytest.raises(ValueError, match="not corrected in owner"):
        correct(as_officer, make.ReferralFactory(), owner=as_officer.user)


def test_correct_to_a_day_to_come_is_refused(as_officer):
    with pytest.raises(Refusal, match="must be today or in the past"):
        correct(as_officer, make.ReferralFactory(), received_at=the_clock.now() + dt.timedelta(days=1))


def test_correct_an_older_version_is_refused(as_officer):
    referral = make.ReferralFactory()
    correct(as_officer, referral, version=1, priority="urgent")
    with pytest.raises(ChangedSinceOpened):
        correct(as_officer, referral, version=1, priority="routine")


def test_correct_a_recorded_assessment_keeps_the_old_value(as_officer):
    assessment = make.RecordedAssessmentFactory()
    assessment = correct(as_officer, assessment, outcome="low", recommended_setting="low")
    assert assessment.outcome == "low"
    assert assessment.referral.corrections.count() == 2


def test_correct_a_note_to_nothing_strikes_it_out(as_officer):
    note = correct(as_officer, make.NoteFactory(), text="")
    assert note.is_struck_out
    assert note.referral.corrections.get().old_value == "The ward was telephoned."


def test_correct_when_information_was_received_moves_the_clock(as_officer):
    referral = make.ReferralFactory(priority="urgent", received_at=dt.datetime(2018, 4, 9, 9, tzinfo=dt.UTC))
    request = make.InformationRequestFactory(
        referral=referral, sent_at=dt.datetime(2018, 4, 10, 9, tzinfo=dt.UTC), ending="received",
        ended_at=dt.datetime(2018, 4, 16, 7, tzinfo=dt.UTC), ended_by=as_officer.user,
    )  # fmt: skip
    correct(as_officer, request, ended_at=dt.datetime(2018, 4, 12, 9, tzinfo=dt.UTC))
    referral.refresh_from_db()
    assert referral.due_on == dt.date(2018, 4, 13)


@pytest.mark.parametrize(
    ("times", "refusal"),
    [
        ({"sent_at": dt.datetime(2018, 4, 8, 9, tzinfo=dt.UTC)}, "Time sent must be the same as or after 9 April 2018"),
        ({"ended_at": dt.datetime(2018, 4, 10, 8, tzinfo=dt.UTC)},
         "Time received or cancelled must be the same as or after 10 April 2018 at 10:00am, when it was sent"),
        ({"ended_at": dt.datetime(2018, 4, 17, tzinfo=dt.UTC)},
         "Time received or cancelled must be today or in the past"),
    ],
)  # fmt: skip
def test_correct_when_information_was_asked_for_out_of_order_is_refused(times, refusal, as_officer):
    referral = make.ReferralFactory(received_at=dt.datetime(2018, 4, 9, 9, tzinfo=dt.UTC))
    request = make.InformationRequestFactory(
        referral=referral, sent_at=dt.datetime(2018, 4, 10, 9, tzinfo=dt.UTC), ending="received",
        ended_at=dt.datetime(2018, 4, 16, 7, tzinfo=dt.UTC), ended_by=as_officer.user,
    )  # fmt: skip
    with pytest.raises(Refusal, match=refusal):
        correct(as_officer, request, **times)


def test_correct_by_a_trust_manager_is_refused(db):
    referral = make.ReferralFactory()
    manager = trust_manager("slam")
    with acting_as(manager), pytest.raises(NotPermitted):
        correct(manager, referral, priority="urgent")


def test_correct_person_moves_the_referrals_out_of_the_old_trusts_sight(officer):
    person = PersonFactory(borough="lambeth")
    opened = make.ReferralFactory(person=person)
    closed = make.ReferralFactory(person=person, state=State.WITHDRAWN)
    merton = Borough.objects.get(slug="merton")
    with acting_as(officer):
        corrections.correct_person(
            person=person, changes={"home_area": "borough", "home_borough": merton}, by=officer,
            version=person.version, **REASON,
        )  # fmt: skip
    with acting_as(trust_manager("slam")):
        assert not Referral.objects.exists()
    with acting_as(trust_manager("swlstg")):
        assert set(Referral.objects.all()) == {opened, closed}


def test_correct_person_to_no_borough_leaves_responsibility_to_be_confirmed(as_officer):
    referral = make.ReferralFactory()
    corrections.correct_person(
        person=referral.person, changes={"home_area": "outside", "home_borough": None}, by=as_officer, version=None,
        **REASON,
    )  # fmt: skip
    referral.refresh_from_db()
    assert referral.responsibility == "Responsibility to be confirmed"


def in_prison(**given) -> Referral:
    return make.ReferralFactory(legal_status=make.legal_status("s47-49"), **given)


def test_set_day_zero_starts_the_transfer_clock(as_officer):
    referral = transfers.set_day_zero(
        referral=in_prison(), day_zero=dt.date(2018, 4, 10), why="The form reached us.", by=as_officer
    )
    assert (referral.transfer_clock, referral.transfer_due_on) == (Step.FIRST_ASSESSMENT, dt.date(2018, 4, 24))
    assert (referral.day_zero_by, referral.day_zero_at) == (as_officer.user, the_clock.now())


def test_set_day_zero_twice_names_who_set_it(officer, lead):
    referral = in_prison()
    with acting_as(lead):
        transfers.set_day_zero(referral=referral, day_zero=dt.date(2018, 4, 10), why="Received", by=lead)
    with acting_as(officer), pytest.raises(Refusal, match="Leo Lead set day 0 to 10 April 2018"):
        transfers.set_day_zero(referral=referral, day_zero=dt.date(2018, 4, 11), why="Received", by=officer)


def test_set_day_zero_of_anybody_else_or_to_come_is_refused(as_officer):
    with pytest.raises(Refusal, match="has no transfer clock"):
        transfers.set_day_zero(
            referral=make.ReferralFactory(), day_zero=dt.date(2018, 4, 10), why="Received", by=as_officer
        )
    with pytest.raises(Refusal, match="must be today or in the past"):
        transfers.set_day_zero(referral=in_prison(), day_zero=dt.date(2018, 4, 17), why="Soon", by=as_officer)


def test_day_zero_is_corrected_with_a_reason(as_officer):
    referral = transfers.set_day_zero(
        referral=in_prison(), day_zero=dt.date(2018, 4, 10), why="The form reached us.", by=as_officer
    )
    referral = correct(as_officer, referral, day_zero_on=dt.date(2018, 4, 9))
    assert referral.transfer_due_on == dt.date(2018, 4, 23)
    assert referral.corrections.get().about == "Day 0"


def test_add_note_by_the_trusts_own_manager_is_kept(db):
    manager, referral = trust_manager("slam"), make.ReferralFactory()
    with acting_as(manager):
        note = notes.add(referral=referral, kind="note", text="We know this person.", by=manager)
        assert (note.written_by, note.happened_on) == (manager.user, the_clock.today())


def test_add_note_by_another_trusts_manager_finds_no_referral(db):
    manager, referral = trust_manager("oxleas"), make.ReferralFactory()
    with acting_as(manager), pytest.raises(Referral.DoesNotExist):
        notes.add(referral=referral, kind="note", text="We know this person.", by=manager)


def test_timeline_tells_a_correction_with_old_new_and_reason(as_officer):
    referral = correct(as_officer, make.ReferralFactory(priority="routine"), priority="urgent")
    newest = timeline(referral)[0]
    assert (newest.title, newest.by) == ("Priority corrected", "Hana Hub")
    assert [(change.old, change.new) for change in newest.changes] == [("Routine", "Urgent")]
    assert newest.reason == "Wrong date or value. The letter says so."


def test_timeline_strikes_through_a_note_that_was_corrected(as_officer):
    note = notes.add(referral=make.ReferralFactory(), kind="phone", text="Rang.", by=as_officer)
    correct(as_officer, note, text="")
    struck = [entry for entry in timeline(note.referral) if entry.correction]
    assert [(entry.title, entry.correction.reason) for entry in struck] == [("Phone call added", "The letter says so.")]

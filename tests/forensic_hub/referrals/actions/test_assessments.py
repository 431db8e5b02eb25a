import datetime as dt

import pytest

from forensic_hub.referrals.actions import assessments, triage
from forensic_hub.referrals.actions.assessments import Booking
from forensic_hub.referrals.models import Assessment
from forensic_hub.referrals.vocabulary import State
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock as the_clock
from partnership.records.states import WrongState
from tests.factories import forensic as make

TOMORROW = dt.datetime(2018, 4, 17, 13, 30, tzinfo=dt.UTC)


def booking(**given) -> Booking:
    usual = {"assessor_name": "Dr B Example", "planned_at": TOMORROW, "place": "HMP Example", "how": "in_person"}
    return Booking(**{**usual, **given})


def book(by, referral, **given) -> Assessment:
    return assessments.book(referral=referral, booking=booking(**given), by=by)


def record(by, assessment, **given):
    usual = {
        "took_place_on": the_clock.today(), "outcome": "medium", "recommended_setting": "medium",
        "gender_specific": False, "risks": ["absence"], "summary": "Medium secure care.",
    }  # fmt: skip
    return assessments.record(assessment=assessment, by=by, **{**usual, **given})


@pytest.fixture
def due(as_officer):
    return triage.accept(referral=make.ReferralFactory(priority="urgent"), by=as_officer)


def test_book_moves_the_referral_and_keeps_its_clock(due, as_officer):
    book(as_officer, due)
    due.refresh_from_db()
    assert (due.state, due.due_on) == (State.ASSESSMENT_BOOKED, dt.date(2018, 4, 23))


def test_book_after_the_target_asks_for_a_reason(due, as_officer):
    late = TOMORROW + dt.timedelta(days=7)
    with pytest.raises(Refusal, match="after the target date, 23 April 2018"):
        book(as_officer, due, planned_at=late)
    assert book(as_officer, due, planned_at=late, why_after_target="No visit before then").why_after_target


def test_book_on_the_target_day_late_in_the_evening_needs_no_reason(due, as_officer):
    assert book(as_officer, due, planned_at=dt.datetime(2018, 4, 23, 22, 30, tzinfo=dt.UTC))


def test_book_in_the_past_is_refused(due, as_officer):
    with pytest.raises(Refusal, match="Date of assessment must be in the future"):
        book(as_officer, due, planned_at=the_clock.now())


def test_book_twice_is_refused(due, as_officer):
    book(as_officer, due)
    with pytest.raises(WrongState):
        book(as_officer, due)


def test_rebook_changes_the_booking_and_the_version(due, as_officer):
    booked = book(as_officer, due)
    due.refresh_from_db()
    other = booking(assessor_name="Dr C Example", place="Elsewhere")
    assessments.rebook(assessment=booked, booking=other, by=as_officer, version=due.version)
    booked.refresh_from_db()
    version, _ = due.version, due.refresh_from_db()
    assert (booked.assessor_name, booked.place, due.version) == ("Dr C Example", "Elsewhere", version + 1)


def test_cancel_booking_is_due_again(due, as_officer):
    booking = book(as_officer, due)
    referral = assessments.cancel_booking(assessment=booking, why="Court moved", by=as_officer)
    assert referral.state == State.ASSESSMENT_DUE
    assert book(as_officer, referral)


def test_record_puts_it_on_the_next_panel_and_stops_the_clock(due, as_officer, clock):
    make.PanelFactory(meets_on=dt.date(2018, 4, 26))
    panel = make.PanelFactory(meets_on=dt.date(2018, 4, 19))
    booking = book(as_officer, due)
    clock.forward(days=1)
    referral = record(as_officer, booking)
    assert (referral.state, referral.panel, referral.clock) == (State.AWAITING_DECISION, panel, "")
    assessment = referral.assessments.get()
    assert (assessment.days_from_acceptance, assessment.met_target) == (1, True)


def test_record_after_the_target_has_missed_it_and_stays_so(due, as_officer, clock):
    booking = book(as_officer, due)
    clock.forward(days=8)
    assessment = record(as_officer, booking).assessments.get()
    assert (assessment.target_on, assessment.met_target) == (dt.date(2018, 4, 23), False)


def test_record_with_no_panel_arranged_waits_for_one(due, as_officer):
    assert record(as_officer, book(as_officer, due)).panel is None


def test_record_of_a_booking_that_was_cancelled_and_made_again_is_refused(as_officer):
    first = make.AssessmentFactory()
    referral = assessments.cancel_booking(assessment=first, why="Ill", by=as_officer)
    book(as_officer, referral)
    with pytest.raises(Refusal, match="This booking of FR-2018-0001 has ended. Hana Hub changed it on"):
        assessments.cancel_booking(assessment=first, why="Ill", by=as_officer)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (dt.date(2018, 4, 17), "Date it took place must be today or in the past"),
        (dt.date(2018, 4, 15), "Assessment date must be the same as or after 16 April 2018, the date received"),
    ],
)
def test_record_on_a_day_that_cannot_be_is_refused(day, sentence, due, as_officer):
    with pytest.raises(Refusal, match=sentence):
        record(as_officer, book(as_officer, due), took_place_on=day)


def test_not_complete_is_due_again_with_the_clock_still_running(due, as_officer):
    booking = book(as_officer, due)
    referral = assessments.not_complete(assessment=booking, why="unwell", note="Asleep.", by=as_officer)
    booking.refresh_from_db()
    assert (referral.state, referral.due_on) == (State.ASSESSMENT_DUE, dt.date(2018, 4, 23))
    assert (booking.status, booking.why_not_completed) == ("not_completed", "unwell")


def test_record_of_a_booking_that_was_recorded_is_refused(due, as_officer):
    booking = book(as_officer, due)
    record(as_officer, booking)
    with pytest.raises(WrongState):
        record(as_officer, booking)

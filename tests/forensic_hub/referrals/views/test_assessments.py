"""Booking an access assessment, moving and cancelling it, and recording what came of it."""

import datetime as dt

import pytest

from forensic_hub.referrals.models import Assessment
from forensic_hub.referrals.vocabulary import State
from partnership.access.scope import as_the_system
from tests.factories.forensic import AssessmentFactory, PanelFactory, RecordedAssessmentFactory, ReferralFactory

BOOKING = {
    "assessor_name": "Dr B Example", "date_day": "20", "date_month": "4", "date_year": "2018", "time": "9:30am",
    "place": "HMP Example", "how": "in_person",
}  # fmt: skip
OUTCOME = {
    "took_place_on_day": "16", "took_place_on_month": "4", "took_place_on_year": "2018", "outcome": "medium",
    "recommended_setting": "medium", "gender_specific": "False", "risks": ["fire_setting"], "summary": "Secure care.",
}  # fmt: skip
AFTER_TARGET = BOOKING | {"date_day": "18", "date_month": "5"}


def now(referral):
    with as_the_system("a test looks"):
        referral.refresh_from_db()
        return referral


def due(**given):
    return ReferralFactory(state=State.ASSESSMENT_DUE, **given)


def assessment_of(referral) -> Assessment:
    with as_the_system("a test looks"):
        return referral.assessments.get()


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"assessor_name": ""}, "Enter the assessor's name"),
        ({"date_day": "", "date_month": "", "date_year": ""}, "Enter the date of the assessment"),
        ({"date_day": "15"}, "Date of assessment must be in the future"),
        ({"date_day": "31"}, "Date of assessment must be a real date"),
        ({"time": "25:00"}, "Time must be a time, like 9:32am"),
        ({"place": ""}, "Enter the place"),
        ({"how": ""}, "Select how the assessment takes place"),
    ],
)
def test_booking_with_something_missing_says_what(hana, at, typed, error):
    referral = due()

    seen = hana.send(at(referral, "assessment-book"), BOOKING | typed)

    assert error in seen.errors
    assert now(referral).state == State.ASSESSMENT_DUE


def test_booking_says_the_target_date(hana, at):
    assert "Target date is 14 May 2018." in hana.get(at(due(), "assessment-book")).text


def test_booking_in_time_is_made(hana, at):
    referral = due()

    seen = hana.send(at(referral, "assessment-book"), BOOKING)

    assert "Assessment booked for 20 April 2018 at 9:30am." in seen.text
    assert now(referral).state == State.ASSESSMENT_BOOKED


def test_booking_after_the_target_asks_again_and_wants_a_reason(hana, at):
    referral = due()

    asked = hana.send(at(referral, "assessment-book"), AFTER_TARGET)
    without = hana.send(at(referral, "assessment-book"), AFTER_TARGET | {"confirmed": "yes"})
    made = hana.send(
        at(referral, "assessment-book"), AFTER_TARGET | {"confirmed": "yes", "why_after_target": "No visits"}
    )

    assert asked.h1 == "This assessment is after the target date"
    assert "The target date is 14 May 2018." in asked.text
    assert without.errors == ["Enter the reason the assessment is after the target date"]
    assert "Assessment booked for 18 May 2018 at 9:30am." in made.text
    assert assessment_of(referral).why_after_target == "No visits"


def test_booking_after_the_target_can_change_its_date(hana, at):
    seen = hana.send(at(due(), "assessment-book"), AFTER_TARGET | {"change": "yes"})

    assert seen.h1 == "Book an assessment"
    assert seen.value("assessor_name") == "Dr B Example"


def test_booking_just_made_can_be_undone(hana, at):
    referral = due()
    hana.send(at(referral, "assessment-book"), BOOKING)

    assert "Undone. The booking is cancelled." in hana.send(at(referral, "booking-undo")).text
    assert now(referral).state == State.ASSESSMENT_DUE


def test_booking_is_moved(hana, at):
    referral = AssessmentFactory().referral

    assert hana.get(at(referral, "assessment-rebook")).value("assessor_name") == "Dr B Example"
    seen = hana.send(at(referral, "assessment-rebook"), BOOKING | {"date_day": "23"})

    assert "The assessment is now booked for 23 April 2018 at 9:30am." in seen.text


def test_booking_is_cancelled_with_a_reason(hana, at):
    referral = AssessmentFactory().referral

    assert hana.send(at(referral, "assessment-cancel")).errors == ["Enter why the booking is cancelled"]
    assert "The booking is cancelled." in hana.send(at(referral, "assessment-cancel"), why="Lockdown").text
    assert now(referral).state == State.ASSESSMENT_DUE


def test_booking_changed_by_somebody_else_meanwhile_shows_both(hana, leo, at):
    referral = AssessmentFactory().referral
    opened_at = now(referral).version
    leo.send(at(referral, "assessment-rebook"), BOOKING | {"place": "HMP Elsewhere"})

    seen = hana.send(at(referral, "assessment-rebook"), BOOKING | {"version": str(opened_at)})

    assert (seen.status, seen.h1) == (409, "This referral has changed since you opened it")
    assert "Leo Lead changed it" in seen.text
    assert ["Place", "Now HMP Elsewhere", "Your change HMP Example"] in seen.rows
    assert "Keep what is there now" in seen.text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"outcome": ""}, "Select the outcome of the assessment"),
        (
            {"took_place_on_day": "", "took_place_on_month": "", "took_place_on_year": ""},
            "Enter the date it took place",
        ),
        ({"took_place_on_day": "17"}, "Date it took place must be today or in the past"),
        ({"took_place_on_day": "15"}, "Assessment date must be the same as or after 16 April 2018, the date received"),
        ({"recommended_setting": ""}, "Select the recommended setting"),
        ({"gender_specific": ""}, "Select whether a gender-specific service is needed"),
        ({"summary": ""}, "Enter the recommendation summary"),
        ({"summary": "x" * 1001}, "Recommendation summary must be 1000 characters or less"),
        ({"outcome": "not_completed"}, "Select why the assessment could not be completed"),
    ],
)
def test_outcome_with_something_missing_says_what(hana, at, typed, error):
    referral = AssessmentFactory().referral

    seen = hana.send(at(referral, "assessment-record"), OUTCOME | typed)

    assert error in seen.errors
    assert now(referral).state == State.ASSESSMENT_BOOKED


def test_outcome_puts_the_referral_on_the_next_panel(hana, at):
    PanelFactory(meets_on=dt.date(2018, 4, 19))
    referral = AssessmentFactory().referral

    seen = hana.send(at(referral, "assessment-record"), OUTCOME)

    assert "Assessment recorded. It is on the list of the panel on 19 April 2018." in seen.text
    assert "Met: it was due by 14 May 2018" in seen.text
    assert now(referral).state == State.AWAITING_DECISION


def test_outcome_with_everything_missing_says_all_of_it_at_once(hana, at):
    referral = AssessmentFactory().referral

    assert hana.send(at(referral, "assessment-record")).errors == [
        "Enter the date it took place",
        "Select the outcome of the assessment",
        "Select the recommended setting",
        "Select whether a gender-specific service is needed",
        "Enter the recommendation summary",
    ]


def test_outcome_that_does_not_match_the_setting_is_asked_about_once(hana, at):
    referral = AssessmentFactory().referral
    typed = OUTCOME | {"outcome": "low", "recommended_setting": "medium"}

    asked = hana.send(at(referral, "assessment-record"), typed)
    assert asked.h1 == "The outcome and the recommended setting do not match"
    assert now(referral).state == State.ASSESSMENT_BOOKED
    hana.send(at(referral, "assessment-record"), typed | {"confirmed": "yes"})

    assert now(referral).state == State.AWAITING_DECISION


def test_booking_in_the_past_without_a_time_says_both_at_once(hana, at):
    typed = BOOKING | {"date_day": "15", "time": ""}

    errors = hana.send(at(due(), "assessment-book"), typed).errors

    assert errors == ["Date of assessment must be in the future", "Enter the time of the assessment"]


def test_outcome_of_no_need_asks_for_no_setting(hana, at):
    referral = AssessmentFactory().referral

    hana.send(at(referral, "assessment-record"), OUTCOME | {"outcome": "no_need", "recommended_setting": "medium"})

    assert assessment_of(referral).recommended_setting == ""


def test_assessment_that_could_not_be_completed_is_due_again(hana, at):
    referral = AssessmentFactory().referral

    seen = hana.send(
        at(referral, "assessment-record"), outcome="not_completed", why_not_completed="unwell", not_completed_note=""
    )

    assert "An assessment is due again, and the clock is still running." in seen.text
    assert now(referral).state == State.ASSESSMENT_DUE
    assert "The person was too unwell" in hana.get(at(referral, "referral-assessment")).text


def test_assessment_tab_without_one_says_when_it_is_due(hana, at):
    seen = hana.get(at(due(), "referral-assessment"))

    assert "No assessment has been booked yet. One is due by 14 May 2018." in seen.text


def test_assessment_corrected_shows_the_old_value_struck_through(hana, at):
    assessment = RecordedAssessmentFactory(gender_specific=False)
    page = at(assessment.referral, "assessment-correct", pk=assessment.pk)
    why = {"why": "wrong_value", "explanation": "A slip."}

    without = hana.send(page, OUTCOME)
    seen = hana.send(page, OUTCOME | why | {"outcome": "low", "recommended_setting": "low"})

    assert without.errors == ["Select why you are correcting this", "Enter an explanation of the correction"]
    assert {"Secure care needed: medium", "Medium secure ward"} <= set(seen.all("del"))

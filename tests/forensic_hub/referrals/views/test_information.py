"""Asking for what is missing, chasing it, and recording what came."""

import datetime as dt

import pytest
from django.core import mail

from forensic_hub.referrals.vocabulary import State
from partnership.access.scope import as_the_system
from tests.browsing import Browser
from tests.factories.forensic import InformationRequestFactory, ReferralFactory, RequestedItemFactory

ASKED = {"needed": ["care_plan"], "sent_to": "a.example@example.nhs.uk", "chase_every": "5", "message": ""}


def now(referral):
    with as_the_system("a test looks"):
        referral.refresh_from_db()
        return referral


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"needed": []}, "Select at least 1 item you need"),
        ({"needed": ["other"]}, "Enter what else you need"),
        ({"sent_to": ""}, "Enter the email address to send the request to"),
        ({"sent_to": "nobody"}, "Enter an email address in the correct format, like name@example.com"),
        ({"chase_every": "3"}, "Select when to chase again"),
        ({"message": "\x00"}, "Message must not include hidden characters. Type it again instead of pasting it"),
    ],
)
def test_request_with_something_missing_says_what(hana, at, typed, error):
    referral = ReferralFactory()

    seen = hana.send(at(referral, "referral-ask-for-information"), ASKED | typed)

    assert error in seen.errors
    assert now(referral).state == State.NEW


def test_request_is_ticked_for_what_is_missing(hana, at):
    referral = ReferralFactory(papers=["referral_letter"])

    seen = hana.get(at(referral, "referral-ask-for-information"))

    ticked = [
        attrs["value"] for tag, attrs, _ in seen.elements if attrs.get("type") == "checkbox" and "checked" in attrs
    ]
    assert ticked == ["risk_assessment", "psychiatric_report", "index_offence", "care_plan"]


def test_request_is_read_over_before_it_is_sent(hana, at):
    referral = ReferralFactory()

    seen = hana.send(at(referral, "referral-ask-for-information"), ASKED | {"message": "Before Friday."})

    assert seen.h1 == "Check the request before you send it"
    assert f"About referral {referral}, we need: - Care plan Before Friday." in seen.text
    assert "23 April 2018" in seen.text
    assert now(referral).state == State.NEW


def test_request_read_over_can_be_changed_with_everything_typed_still_there(hana, at):
    referral = ReferralFactory()

    seen = hana.send(at(referral, "referral-ask-for-information"), ASKED | {"message": "Soon.", "change": "yes"})

    assert seen.h1 == "Ask for information"
    assert "Soon." in seen.text


def test_request_sent_pauses_the_clock(hana, at):
    referral = ReferralFactory()

    seen = hana.send(at(referral, "referral-ask-for-information"), ASKED | {"confirmed": "yes"})

    assert "Request sent to a.example@example.nhs.uk. The clock is paused." in seen.text
    assert now(referral).state == State.WAITING
    assert now(referral).is_paused


def test_request_sent_can_be_undone_for_ten_minutes(hana, at, clock):
    referral, late = ReferralFactory(), ReferralFactory()
    for one in (referral, late):
        hana.send(at(one, "referral-ask-for-information"), ASKED | {"confirmed": "yes"})

    undone = hana.send(at(referral, "asking-undo"))
    clock.forward(minutes=11)
    too_late = hana.send(at(late, "asking-undo"))

    assert "Undone. The request is cancelled and the clock is running again." in undone.text
    assert now(referral).state == State.NEW
    assert "This can be undone for 10 minutes" in too_late.text
    assert now(late).state == State.WAITING


def test_request_of_somebody_else_is_not_undone(hana, leo, at):
    referral = ReferralFactory()
    leo.send(at(referral, "referral-ask-for-information"), ASKED | {"confirmed": "yes"})

    assert "by the person who did it" in hana.send(at(referral, "asking-undo")).text


def test_chase_is_counted_and_the_next_one_put_off(hana, at):
    referral = RequestedItemFactory().request.referral

    seen = hana.send(at(referral, "referral-chase"), how="otherwise", note="Answers on Monday")

    assert "Chase 1 recorded. Chase again on 23 April 2018." in seen.text
    assert mail.outbox == []


def test_chase_says_what_is_outstanding(hana, at):
    referral = RequestedItemFactory(paper="care_plan").request.referral

    assert "Care plan" in hana.get(at(referral, "referral-chase")).text
    assert "Select how you chase" in hana.send(at(referral, "referral-chase")).errors


def test_receiving_everything_runs_the_clock_again(hana, at):
    item = RequestedItemFactory(paper="care_plan")
    referral = item.request.referral

    seen = hana.send(at(referral, "referral-information-received"), items=[str(item.pk)])

    assert "Information received. The clock is running again." in seen.text
    assert now(referral).state == State.NEW
    assert now(referral).papers == ["care_plan"]


def test_receiving_a_part_waits_for_the_rest_unless_it_is_enough(hana, at):
    request = InformationRequestFactory()
    first, _ = RequestedItemFactory(request=request), RequestedItemFactory(request=request, paper="care_plan")
    page = at(request.referral, "referral-information-received")

    assert "The clock stays paused until the rest is received." in hana.send(page, items=[str(first.pk)]).text
    assert "Select at least 1 item that has been received" in hana.send(page, items=[]).errors


def test_receiving_enough_does_not_wait(hana, at):
    request = InformationRequestFactory()
    first, _ = RequestedItemFactory(request=request), RequestedItemFactory(request=request, paper="care_plan")

    hana.send(at(request.referral, "referral-information-received"), items=[str(first.pk)], enough="on")

    assert now(request.referral).state == State.NEW


def test_receiving_items_of_another_request_is_refused(hana, at):
    mine, other = RequestedItemFactory(), RequestedItemFactory()

    seen = hana.send(at(mine.request.referral, "referral-information-received"), items=[str(other.pk)])

    assert seen.errors == ["Select at least 1 item that has been received"]


def test_stopping_to_wait_asks_why(hana, at):
    referral = RequestedItemFactory().request.referral

    assert "Enter why you are no longer waiting for this" in hana.send(at(referral, "referral-stop-waiting")).errors
    seen = hana.send(at(referral, "referral-stop-waiting"), why="It is in the letter")
    assert "The request for information is cancelled. The clock is running again." in seen.text


def test_page_of_a_request_that_never_was_is_not_found(hana, at):
    assert hana.get(at(ReferralFactory(), "referral-chase")).status == 404


def test_request_is_chased_after_working_days(officer, at, clock):
    clock.move_to(dt.datetime(2018, 5, 3, 9, tzinfo=dt.UTC))
    hana = Browser(officer)

    seen = hana.send(at(ReferralFactory(), "referral-ask-for-information"), ASKED | {"chase_every": "2"})

    assert "8 May 2018" in seen.text  # Friday 4 May, and after the bank holiday of 7 May

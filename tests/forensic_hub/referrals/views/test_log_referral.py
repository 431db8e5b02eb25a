"""Logging a referral: found first, asked page by page, checked, sent."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from forensic_hub.referrals.models import Document, Referral, Upload
from partnership.access.scope import as_the_system
from partnership.people.models import Person
from partnership.records.models import Read
from partnership.work.models import Draft
from tests.browsing import Browser, Seen
from tests.factories.access import hub_officer, trust_manager
from tests.factories.forensic import DutyFactory, ReferralFactory
from tests.factories.people import PersonFactory, nhs_number

FIND = "/forensic/referrals/new/find/"
NUMBER = nhs_number(777)
BORN = {"date_of_birth_day": "14", "date_of_birth_month": "5", "date_of_birth_year": "1985"}
BY_NAME = {"last_name": "Example", **BORN}
PERSON = {
    "first_name": "Robin", **BY_NAME, "knows_nhs_number": "no", "sex": "female", "ethnic_group": "Z",
    "home": "lambeth", "home_postcode": "SE5 8AZ",
}  # fmt: skip
REFERRER = {
    "source": "prison", "organisation_name": "HMP Example", "referrer_name": "Dr A Example",
    "referrer_email": "a.example@example.nhs.uk", "received_on_day": "16", "received_on_month": "4",
    "received_on_year": "2018",
}  # fmt: skip
NEED = {
    "priority": "urgent",
    "security_asked": "medium",
    "reason": "An assessment is asked for.",
    "needs": ["psychosis"],
}
LEGAL = {"legal_status": "s47", "moj_restrictions": "yes", "whereabouts": "prison", "place_name": "HMP Example"}
PAPERS = {
    "referral_letter": "yes", "risk_assessment": "not_yet", "psychiatric_report": "not_yet",
    "index_offence": "yes", "care_plan": "not_yet", "hand_out": "duty",
}  # fmt: skip
PAGES = (("person", PERSON), ("referrer", REFERRER), ("need", NEED), ("legal", LEGAL), ("documents", PAPERS))


@pytest.fixture
def hana(officer) -> Browser:
    return Browser(officer)


def begin(browser: Browser, **found) -> str:
    """Searches, and gives the address of the draft that nobody matching leads to."""
    address = browser.post(FIND, found or BY_NAME)["Location"]
    return address.rsplit("/", 2)[0] + "/"


def answer(browser: Browser, draft: str, *, but: str = "") -> None:
    for page, answers in PAGES:
        if page != but:
            reply = browser.post(f"{draft}{page}/", answers)
            assert reply.status_code == 302, Seen(reply).errors


def rows_of(model, **found) -> list:
    with as_the_system("a test looks"):
        return list(model.objects.filter(**found))


# Found first


def test_find_with_nothing_typed_says_what_to_enter(hana):
    assert hana.send(FIND).errors == ["Enter an NHS number, or a last name and date of birth"]


def test_find_nobody_goes_on_with_what_was_typed(hana):
    seen = hana.send(FIND, nhs_number=NUMBER)

    assert seen.h1 == "About the person"
    assert seen.value("nhs_number") == NUMBER
    assert seen.errors == []


def test_find_keeps_what_was_typed_out_of_every_address(hana):
    address = hana.post(FIND, {"nhs_number": NUMBER})["Location"]

    assert NUMBER not in address
    assert "?" not in address


def test_find_a_person_with_an_open_referral_shows_both_before_anything_is_asked(hana, officer):
    referral = ReferralFactory(person__last_name="Example", person__date_of_birth=dt.date(1985, 5, 14))

    seen = hana.send(FIND, BY_NAME)

    assert seen.h1 == "This may be a referral we already have"
    assert "Same last name and date of birth." in seen.text
    assert f"Open referral: {referral.reference}" in seen.text
    assert seen.links[f"Open {referral.reference}"] == f"/forensic/referrals/{referral.reference}/"
    assert rows_of(Draft) == []
    (read,) = rows_of(Read, user=officer.user)
    assert read.references == [referral.person.reference, referral.reference]


def test_find_shows_nobody_of_another_pathway(hana):
    PersonFactory(pathway="camhs", nhs_number=NUMBER)

    seen = hana.send(FIND, nhs_number=NUMBER)

    assert seen.h1 == "About the person"
    assert "No one with these details was found. Go on with a new record." in seen.text


def test_find_and_use_this_person_asks_nothing_about_them_again(hana):
    person = PersonFactory(last_name="Example")

    seen = hana.send(FIND, BY_NAME, same=person.reference, shown=person.reference)

    assert seen.h1 == "Who is referring"


def test_find_and_a_different_person_asks_about_them_and_not_again_whether_they_are_the_same(hana):
    known = PersonFactory(last_name="Example")
    draft = begin(hana, **BY_NAME, same="different", shown=known.reference)

    reply = hana.post(f"{draft}person/", PERSON)

    assert reply["Location"] == f"{draft}referrer/"


def test_find_with_somebody_elses_reference_is_not_taken(hana):
    PersonFactory(last_name="Example")
    hidden = PersonFactory(pathway="camhs")

    seen = hana.send(FIND, BY_NAME, same=hidden.reference, shown=hidden.reference)

    assert seen.h1 == "This may be a referral we already have"
    assert hidden.reference not in seen.text


def test_person_who_sounds_like_one_we_know_is_asked_about_at_once(hana):
    draft = begin(hana, nhs_number=NUMBER)
    known = PersonFactory(last_name="Exampel")

    seen = hana.send(f"{draft}person/", PERSON)

    assert seen.h1 == "This may be a referral we already have"
    assert "Last name sounds alike and same date of birth." in seen.text
    assert hana.post(f"{draft}match/", same="different", shown=known.reference)["Location"] == f"{draft}referrer/"


# What is refused


@pytest.mark.parametrize(
    ("page", "left_out", "sentence"),
    [
        ("person", "first_name", "Enter the first name"),
        ("person", "last_name", "Enter the last name"),
        ("person", "home", "Select the home borough"),
        ("person", "home_postcode", "Enter a postcode, or select that the person has no fixed address"),
        ("referrer", "source", "Select where the referral came from"),
        ("referrer", "referrer_name", "Enter the referrer's name"),
        ("referrer", "referrer_email", "Enter a phone number or an email address"),
        ("referrer", "received_on_day", "Date received must include a day"),
        ("need", "priority", "Select the priority"),
        ("need", "security_asked", "Select the security level asked for"),
        ("need", "reason", "Enter the reason for referral"),
        ("legal", "legal_status", "Select the legal status"),
        ("legal", "moj_restrictions", "Select whether Ministry of Justice restrictions apply"),
        ("legal", "whereabouts", "Select where the person is now"),
        ("legal", "place_name", "Enter the name of the place where the person is now"),
    ],
)
def test_page_with_an_answer_left_out_says_which(hana, page, left_out, sentence):
    draft = begin(hana)
    answers = {name: value for name, value in dict(PAGES)[page].items() if name != left_out}

    seen = hana.send(f"{draft}{page}/", answers)

    assert seen.status == 422
    assert seen.errors == [sentence]
    assert seen.title.startswith("Error: ")


@pytest.mark.parametrize(
    ("page", "typed", "sentence"),
    [
        ("person", {"date_of_birth_year": "2019"}, "Date of birth must be today or in the past"),
        ("person", {"knows_nhs_number": "yes", "nhs_number": "999 000 011"}, "NHS number must be 10 numbers"),
        ("referrer", {"received_on_day": "17"}, "Date received must be today or in the past"),
        ("referrer", {"received_time": "11:30am"}, "Time received must be in the past"),
        ("need", {"reason": "x" * 2001}, "Reason for referral must be 2000 characters or less"),
        ("need", {"priority": "\x00"}, "Select the priority"),
        ("legal", {"legal_status": "\x00"}, "Select the legal status"),
        ("legal", {"legal_status": "😀" * 50}, "Select the legal status"),
        ("referrer", {"organisation": "9" * 60}, "Select the organisation"),
        (
            "referrer",
            {"referrer_name": "A\x00B"},
            "Referrer name must not include hidden characters. Type it again instead of pasting it",
        ),
    ],
)
def test_page_with_something_that_cannot_be_says_what(hana, page, typed, sentence):
    draft = begin(hana)

    assert hana.send(f"{draft}{page}/", {**dict(PAGES)[page], **typed}).errors == [sentence]


def test_documents_with_a_file_of_another_kind_are_refused_and_other_answers_kept(hana):
    draft = begin(hana)
    picture = SimpleUploadedFile("letter.pdf", b"\x89PNG\r\n\x1a\n")

    seen = hana.send(f"{draft}documents/", PAPERS, file_referral_letter=picture)

    assert seen.errors == ["The selected file must be a PDF or DOCX"]
    assert rows_of(Upload) == []


def test_need_says_by_when_each_priority_is_due(hana):
    draft = begin(hana)
    hana.post(f"{draft}person/", PERSON)
    hana.post(f"{draft}referrer/", REFERRER)

    text = hana.get(f"{draft}need/").text

    assert "Triage in 2 working days, by 18 April 2018. Assessment in 7 days, by 23 April 2018" in text
    assert "Triage in 5 working days, by 23 April 2018. Assessment in 28 days, by 14 May 2018" in text


# To the end


def test_referral_is_logged_with_everything_that_was_asked(hana, officer):
    turn = hub_officer(first_name="Omar", last_name="Officer")
    DutyFactory(officer=turn.user)
    draft = begin(hana)
    answer(hana, draft)
    check = hana.get(f"{draft}check/")

    seen = hana.send(f"{draft}check/")

    (referral,) = rows_of(Referral)
    (person,) = rows_of(Person)
    assert check.h1 == "Check your answers before saving"
    assert "Prison" in check.text
    assert "Not provided" in check.text
    assert seen.h1 == "Referral logged"
    assert referral.reference in seen.text
    assert "Omar Officer will triage this by 18 April 2018." in seen.text
    assert "risk assessment, psychiatric report and care plan" in seen.text
    assert "Set day 0 of the transfer" in seen.text
    assert (referral.person_id, referral.owner_id, referral.logged_by_id) == (person.pk, turn.user_id, officer.user_id)
    assert (referral.priority, referral.papers) == ("urgent", ["index_offence", "referral_letter"])
    assert person.home_sector == "SE5 8"
    assert ["Priority", "Urgent"] in next(page["answers"] for page in referral.answers if "asked" in page["page"])


def test_referral_once_logged_keeps_no_more_of_the_postcode_than_the_sector(hana):
    draft = begin(hana)
    answer(hana, draft)
    check = hana.get(f"{draft}check/")

    hana.post(f"{draft}check/")

    (referral,), (person,), (kept,) = rows_of(Referral), rows_of(Person), rows_of(Draft)
    assert "SE5 8AZ" not in check.text
    assert "SE5 8AZ" not in str(referral.answers)
    assert ["Home postcode", "SE5 8"] in referral.answers[0]["answers"]
    assert (person.home_sector, kept.answers) == ("SE5 8", {})


def test_referral_of_a_known_person_makes_no_second_record(hana):
    person = PersonFactory(last_name="Example")
    draft = begin(hana, **BY_NAME, same=person.reference, shown=person.reference)
    answer(hana, draft, but="person")

    hana.send(f"{draft}check/")

    assert rows_of(Person) == [person]
    assert [referral.person_id for referral in rows_of(Referral)] == [person.pk]


def test_referral_left_unassigned_belongs_to_nobody(hana):
    DutyFactory(officer=hub_officer().user)
    draft = begin(hana)
    answer(hana, draft)
    hana.post(f"{draft}documents/", {**PAPERS, "hand_out": "nobody"})

    seen = hana.send(f"{draft}check/")

    assert "It is unassigned." in seen.text
    assert [referral.owner_id for referral in rows_of(Referral)] == [None]


def test_referral_sent_twice_is_saved_once(hana):
    draft = begin(hana)
    answer(hana, draft)
    hana.post(f"{draft}check/")

    seen = hana.send(f"{draft}check/")

    assert seen.h1 == "You have already saved this"
    assert len(rows_of(Referral)) == 1


def test_files_sent_with_the_pages_become_its_documents(hana):
    draft = begin(hana)
    answer(hana, draft)
    letter = SimpleUploadedFile("letter.pdf", b"%PDF-1.4 made up")
    hana.post(f"{draft}documents/", PAPERS, file_referral_letter=letter)

    hana.post(f"{draft}check/")

    assert [(one.name, one.paper) for one in rows_of(Document)] == [("letter.pdf", "referral_letter")]
    assert rows_of(Upload) == []


def test_person_added_by_somebody_else_meanwhile_is_shown_before_anything_is_saved(hana):
    draft = begin(hana)
    answer(hana, draft)
    added = PersonFactory(last_name="Example")

    seen = hana.send(f"{draft}check/")

    assert seen.h1 == "This may be a referral we already have"
    assert added.reference in seen.text
    assert rows_of(Referral) == []


def test_referral_of_the_same_person_logged_meanwhile_is_shown_before_anything_is_saved(hana):
    person = PersonFactory(last_name="Example")
    draft = begin(hana, **BY_NAME, same=person.reference, shown=person.reference)
    answer(hana, draft, but="person")
    other = ReferralFactory(person=person)

    seen = hana.send(f"{draft}check/")

    assert seen.h1 == "This may be a referral we already have"
    assert any(other.reference in error for error in seen.errors)
    assert rows_of(Referral) == [other]


def test_nhs_number_of_somebody_known_is_offered_and_not_used_twice(hana):
    draft = begin(hana)
    known = PersonFactory(nhs_number=NUMBER, last_name="Somebody", date_of_birth=dt.date(1990, 1, 1))

    seen = hana.send(f"{draft}person/", {**PERSON, "knows_nhs_number": "yes", "nhs_number": NUMBER})

    assert seen.h1 == "This may be a referral we already have"
    assert known.full_name in seen.text


def test_draft_of_somebody_else_is_not_found(hana, db):
    draft = begin(hana)

    assert Browser(hub_officer()).get(f"{draft}person/").status == 404


def test_logging_is_not_for_a_trust_manager(db):
    assert Browser(trust_manager("slam")).get(FIND).status == 403


def test_referrer_page_calls_neither_the_phone_number_nor_the_email_address_optional(hana):
    draft = begin(hana)
    hana.post(f"{draft}person/", PERSON)

    seen = hana.get(f"{draft}referrer/")

    assert "Enter a phone number, an email address or both" in seen.text
    assert {"Phone number", "Email address", "Job title (optional)"} <= set(seen.all("label"))


def test_documents_page_answers_nothing_by_itself(hana):
    draft = begin(hana)
    for page, answers in PAGES[:-1]:
        hana.post(f"{draft}{page}/", answers)

    assert "Select whether you have the care plan" in hana.send(f"{draft}documents/", hand_out="duty").errors
    assert "Ask for missing documents later. The clock pauses then." in hana.get(f"{draft}documents/").text


def test_draft_keeps_no_more_of_the_home_than_the_record_will(hana):
    draft = begin(hana)
    hana.post(f"{draft}person/", PERSON)

    (kept,) = rows_of(Draft)

    assert kept.typed_on("person")["home_postcode"] == ["SE5 8"]
    assert hana.get(f"{draft}person/").value("home_postcode") == "SE5 8"
    assert hana.post(f"{draft}person/", PERSON | {"home_postcode": "SE5 8"}).status_code == 302

"""Who has it in hand, its end, its notes and documents, day 0, and what is put right."""

import datetime as dt
import uuid

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from forensic_hub.referrals.vocabulary import State
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock
from tests.browsing import Browser
from tests.factories.access import hub_officer, trust_manager
from tests.factories.forensic import (
    DocumentFactory,
    InformationRequestFactory,
    NoteFactory,
    ReferralFactory,
    legal_status,
)
from tests.factories.people import PersonFactory

PDF = b"%PDF-1.4 made up"
WHY = {"why": "wrong_value", "explanation": "The letter says so."}
REFERRER = {
    "source": "court", "organisation_name": "Example Court", "referrer_name": "Dr A Example",
    "referrer_email": "a.example@example.nhs.uk", "received_on_day": "12", "received_on_month": "4",
    "received_on_year": "2018",
}  # fmt: skip


def now(referral):
    with as_the_system("a test looks"):
        referral.refresh_from_db()
        return referral


def made_corrections(referral):
    with as_the_system("a test looks"):
        return list(referral.corrections.all())


# Who has it in hand


def test_unassigned_referral_is_taken_and_given_back_by_undo(hana, officer, at):
    referral = ReferralFactory()

    taken = hana.send(at(referral, "referral-take"))
    owner = now(referral).owner
    undone = hana.send(at(referral, "owner-undo"))

    assert f"{referral} is yours." in taken.text
    assert owner == officer.user
    assert f"Undone. {referral} is unassigned again." in undone.text


def test_own_referral_is_made_unassigned_and_taken_again_by_undo(hana, officer, at):
    referral = ReferralFactory(owner=officer.user)

    page = hana.get(hana.get(at(referral, "referral-overview")).links["Make this referral unassigned"])
    assert page.h1 == "Make this referral unassigned"
    seen = hana.send(at(referral, "referral-give-back"))

    assert f"{referral} is unassigned." in seen.text
    assert now(referral).owner is None
    assert "is with Hana Hub again." in hana.send(at(referral, "owner-undo")).text


def test_referral_of_somebody_else_is_not_offered_to_be_made_unassigned(hana, lead, at):
    links = hana.get(at(ReferralFactory(owner=lead.user), "referral-overview")).links

    assert "Make this referral unassigned" not in links
    assert "Assign to somebody" not in links


def test_referral_that_somebody_took_first_names_them(hana, leo, at):
    referral = ReferralFactory()
    leo.send(at(referral, "referral-take"))

    seen = hana.send(at(referral, "referral-take"))

    assert f"Leo Lead already has {referral}." in seen.text


def test_lead_assigns_a_referral_and_undoes_it(leo, lead, hana, at):
    referral = ReferralFactory(owner=lead.user)
    officer = hub_officer(first_name="Omar", last_name="Officer").user

    assert hana.get(at(referral, "referral-owner")).status == 403
    assert "is assigned to Omar Officer." in leo.send(at(referral, "referral-owner"), to=str(officer.pk)).text
    assert "is with Leo Lead again." in leo.send(at(referral, "owner-undo")).text


def test_undo_by_somebody_else_is_refused(hana, leo, at):
    referral = ReferralFactory()
    leo.send(at(referral, "referral-take"))

    assert "by the person who did it" in hana.send(at(referral, "owner-undo")).text


def test_button_opened_as_a_page_leads_to_the_record(hana, at):
    referral = ReferralFactory()

    assert hana.client.get(at(referral, "referral-take"))["Location"] == at(referral, "referral-overview")


# The end, and after


def test_referral_is_withdrawn_with_a_reason(hana, at):
    referral = ReferralFactory(state=State.ASSESSMENT_DUE)
    page = at(referral, "referral-withdraw")

    assert hana.send(page).errors == ["Select why this referral is withdrawn"]
    assert hana.send(page, why="other").errors == ["Enter an explanation of why this referral is withdrawn"]
    assert f"{referral} is withdrawn." in hana.send(page, why="released").text


def test_referral_is_reopened_with_a_reason(hana, at):
    referral = ReferralFactory(state=State.WITHDRAWN)

    assert hana.send(at(referral, "referral-reopen")).errors == ["Enter why this referral is reopened"]
    assert f"{referral} is reopened." in hana.send(at(referral, "referral-reopen"), why="Referred again").text
    assert now(referral).state == State.NEW


def test_referral_that_is_open_cannot_be_reopened(hana, at):
    seen = hana.send(at(ReferralFactory(), "referral-reopen"), why="Referred again")

    assert seen.status == 422
    assert "is now “New”" in seen.text


# Contacts and notes


def test_note_is_added_by_the_persons_trust(at, db):
    referral = ReferralFactory(borough="lambeth")
    tess = Browser(trust_manager("slam"))
    day = {"happened_on_day": "16", "happened_on_month": "4", "happened_on_year": "2018"}

    seen = tess.send(
        at(referral, "note-new"), day | {"kind": "phone", "contact": "The ward", "text": "They will call."}
    )

    assert "Phone call with The ward" in seen.text
    assert "Undo" not in seen.all("button")


def test_note_without_words_says_what_is_missing(hana, at):
    assert "Enter what was said or done" in hana.send(at(ReferralFactory(), "note-new"), kind="note").errors


def test_note_just_added_is_struck_out_by_undo(hana, at):
    referral = ReferralFactory()
    day = {"happened_on_day": "16", "happened_on_month": "4", "happened_on_year": "2018"}
    hana.send(at(referral, "note-new"), day | {"kind": "note", "text": "A slip."})
    with as_the_system("a test looks"):
        note = referral.notes.get()

    seen = hana.send(at(referral, "note-undo", pk=note.pk))

    assert "Struck out" in seen.all("s")
    assert "A slip." not in seen.text


def test_note_is_corrected(hana, at):
    note = NoteFactory(text="Nurse Smith rang.")
    typed = {"kind": "phone", "text": "Nurse Smyth rang.", "happened_on_day": "16", "happened_on_month": "4",
             "happened_on_year": "2018"}  # fmt: skip

    seen = hana.send(at(note.referral, "note-correct", pk=note.pk), typed | WHY)

    assert "Nurse Smyth rang." in seen.text


# Who it is about, and when information was asked for


def test_referral_against_the_wrong_person_is_moved_once_the_right_one_was_seen(hana, at):
    referral = ReferralFactory(borough="lambeth")
    right = PersonFactory(borough="merton", first_name="Rita", last_name="Right")
    page = at(referral, "wrong-person-correct")

    assert hana.get(page).value("why") == "wrong_person"
    shown = hana.send(page, WHY | {"person": right.nhs_number})
    seen = hana.send(page, WHY | {"person": right.reference}, confirmed="yes")

    assert shown.h1 == "Is this the right person?"
    assert "RIGHT, Rita" in shown.text
    assert str(right.responsible_trust) in shown.text
    assert seen.all("p", "portal-person__name") == ["RIGHT, Rita"]
    assert now(referral).responsible_trust == right.responsible_trust


def test_referral_moved_to_the_right_person_shows_nothing_of_the_wrong_one(hana, at):
    logged = [
        {"page": "About the person", "answers": [["Last name", "Wrongly"]]},
        {"page": "Who this is about", "answers": [["Who is this about?", "Wrongly"]]},
        {"page": "Legal status", "answers": [["Mental Health Act section or criminal status", "Section 37"]]},
    ]
    referral = ReferralFactory(borough="lambeth", person__last_name="Wrongly", answers=logged)
    right = PersonFactory(borough="merton", first_name="Rita", last_name="Right")
    before = hana.get(at(referral, "referral-overview")).text

    hana.send(at(referral, "wrong-person-correct"), WHY | {"person": right.reference}, confirmed="yes")
    manager = Browser(trust_manager("swlstg"))
    pages = [manager.get(at(referral, f"referral-{tab}")).text for tab in ("overview", "history", "notes")]

    assert "Last name Wrongly" in before
    assert "Section 37" in pages[0]
    assert not any("Wrongly" in page for page in pages)


@pytest.mark.parametrize("typed", ["PX-2018-9999", "999 000 0000", "Rita", "\0"])
def test_referral_against_nobody_who_is_known_says_so(hana, at, typed):
    referral = ReferralFactory()

    seen = hana.send(at(referral, "wrong-person-correct"), WHY | {"person": typed})

    assert seen.status == 422
    assert len(seen.errors) == 1
    assert not made_corrections(referral)


def test_referral_against_the_same_person_is_no_correction(hana, at):
    referral = ReferralFactory()

    seen = hana.send(at(referral, "wrong-person-correct"), WHY | {"person": referral.person.reference})

    assert "Nothing in this correction differs" in seen.text


def test_time_that_information_was_received_is_corrected_from_the_history(hana, officer, at):
    received, sent = (dt.datetime(2018, 4, day, 9, 0, 30, tzinfo=dt.UTC) for day in (9, 10))
    referral = ReferralFactory(received_at=received, priority="urgent")
    request = InformationRequestFactory(
        referral=referral, sent_at=sent, ending="received", ended_at=dt.datetime(2018, 4, 16, 7, tzinfo=dt.UTC),
        ended_by=officer.user,
    )  # fmt: skip
    page = at(referral, "request-correct", pk=request.pk)
    typed = {"sent_on_day": "10", "sent_on_month": "4", "sent_on_year": "2018", "sent_time": "10:00am",
             "ended_on_day": "12", "ended_on_month": "4", "ended_on_year": "2018", "ended_time": "9am"}  # fmt: skip

    assert page in hana.get(at(referral, "referral-history")).links.values()
    assert hana.get(page).value("sent_time") == "10:00am"
    hana.send(page, WHY | typed)

    (kept,) = made_corrections(referral)
    assert (kept.field, kept.new_value) == ("informationrequest.ended_at", "12 April 2018 at 9:00am")
    assert now(referral).due_on == dt.date(2018, 4, 13)


def test_time_that_open_information_was_asked_for_is_corrected_from_the_overview(hana, at):
    request = InformationRequestFactory()

    seen = hana.get(at(request.referral, "referral-overview"))
    page = hana.get(at(request.referral, "request-correct", pk=request.pk))

    assert at(request.referral, "request-correct", pk=request.pk) in seen.links.values()
    assert "Date received or cancelled" not in page.text


def test_note_of_another_referral_is_not_found(hana, at):
    assert hana.get(at(ReferralFactory(), "note-correct", pk=NoteFactory().pk)).status == 404


# Documents


def test_document_is_added_listed_and_downloaded_as_it_came(hana, at):
    referral = ReferralFactory()
    file = SimpleUploadedFile("care plan.pdf", PDF)

    seen = hana.send(at(referral, "document-new"), file=file, paper="care_plan")
    answer = hana.client.get(seen.links["Download care plan.pdf"])

    assert now(referral).papers == ["care_plan"]
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_document_whose_file_is_lost_says_so(hana, at):
    document = DocumentFactory(name="care plan.pdf")
    default_storage.delete(document.file.name)

    seen = hana.get(at(document.referral, "document-download", key=document.key))

    assert seen.status == 404
    assert seen.h1 == "This document cannot be opened"
    assert "The file “care plan.pdf” is not where it is kept." in seen.text
    assert "Go back to the documents" in seen.links


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("letter.exe", PDF, "The selected file must be a PDF or DOCX"),
        ("letter.pdf", b"MZ not a pdf", "The selected file must be a PDF or DOCX"),
        ("letter.pdf", b"", "The selected file is empty"),
    ],
)
def test_document_of_another_kind_is_refused(hana, at, name, content, error):
    seen = hana.send(at(ReferralFactory(), "document-new"), file=SimpleUploadedFile(name, content))

    assert seen.errors == [error]


def test_document_that_was_forgotten_is_asked_for(hana, at):
    assert hana.send(at(ReferralFactory(), "document-new")).errors == ["Select a PDF or DOCX file"]


def test_document_removed_is_struck_out_and_not_served(hana, at):
    document = DocumentFactory()
    where = {"key": document.key}

    assert hana.send(at(document.referral, "document-remove", **where)).errors == ["Enter why this document is removed"]
    seen = hana.send(at(document.referral, "document-remove", **where), why="Another person's")

    assert "letter.pdf" in seen.all("s")
    assert "Another person's" in seen.text
    assert hana.get(at(document.referral, "document-download", **where)).status == 404


def test_document_of_another_trust_is_not_found(at, db):
    document = DocumentFactory(referral__borough="lambeth")
    olu = Browser(trust_manager("oxleas"))

    assert olu.get(at(document.referral, "document-download", key=document.key)).status == 404


def test_document_of_another_referral_is_not_found(hana, at):
    assert hana.get(at(ReferralFactory(), "document-download", key=DocumentFactory().key)).status == 404
    assert hana.get(at(ReferralFactory(), "document-download", key=uuid.uuid4())).status == 404


def test_checklist_says_yes_or_not_yet(hana, at):
    referral = ReferralFactory(papers=["care_plan"])
    typed = dict.fromkeys(["referral_letter", "risk_assessment", "psychiatric_report", "index_offence"], "not_yet")

    assert "Select whether you have the care plan" in hana.send(at(referral, "document-checklist"), typed).errors
    hana.send(at(referral, "document-checklist"), typed | {"care_plan": "not_yet", "referral_letter": "yes"})

    assert now(referral).papers == ["referral_letter"]


# The transfer from prison


def test_day_zero_is_set_once_with_who_and_why(hana, at):
    referral = ReferralFactory(legal_status=legal_status("s47"))
    typed = {"day_zero_day": "10", "day_zero_month": "4", "day_zero_year": "2018", "why": "The prison wrote that day"}
    page = at(referral, "referral-day-zero")

    assert hana.send(page).errors == ["Enter day 0", "Enter why this is day 0"]
    assert "Day 0 is 10 April 2018. First assessment due in 8 days." in hana.send(page, typed).text
    assert "Hana Hub set day 0 to 10 April 2018" in hana.send(page, typed).text
    assert "Hana Hub set day 0 to 10 April 2018" in hana.follow(page).text


def test_day_zero_of_a_person_who_is_not_in_prison_is_not_asked_for(hana, at):
    referral = ReferralFactory(legal_status=legal_status("s3"), whereabouts="hospital")

    seen = hana.follow(at(referral, "referral-day-zero"))

    assert seen.path == at(referral, "referral-overview")
    assert f"{referral} has no transfer clock: the person is not in prison under section 47 or 48." in seen.text
    assert "Set day 0" not in seen.links


def test_day_zero_is_corrected(hana, officer, at):
    referral = ReferralFactory(
        legal_status=legal_status("s47"), day_zero_on=dt.date(2018, 4, 10), day_zero_why="The prison wrote that day",
        day_zero_by=officer.user, day_zero_at=clock.now(),
    )  # fmt: skip
    typed = {"day_zero_on_day": "9", "day_zero_on_month": "4", "day_zero_on_year": "2018"}

    seen = hana.send(at(referral, "day-zero-correct"), typed | WHY)

    assert "10 April 2018" in seen.all("del")
    assert "First assessment due in 7 days" in seen.text


def test_day_zero_that_is_not_set_leads_back_to_the_record_which_says_so(hana, at):
    referral = ReferralFactory()

    assert hana.get(at(referral, "day-zero-correct")).status == 302
    assert "Day 0 is not set yet" in hana.get(at(referral, "referral-overview")).text


# What was asked, put right


@pytest.mark.parametrize("page", ["referrer-correct", "need-correct", "legal-correct"])
def test_correction_without_a_reason_says_so(hana, at, page):
    seen = hana.send(at(ReferralFactory(), page))

    assert seen.errors[:2] == ["Select why you are correcting this", "Enter an explanation of the correction"]


def test_correction_of_the_referrer_keeps_the_old_values(hana, at):
    referral = ReferralFactory(received_at=dt.datetime(2018, 4, 13, 8, tzinfo=dt.UTC))

    seen = hana.send(at(referral, "referrer-correct"), REFERRER | WHY)

    assert {"Prison", "HMP Example"} <= set(seen.all("del"))
    assert "The correction is saved. The old value stays in the history." in seen.text
    assert now(referral).received_on == dt.date(2018, 4, 12)


def test_correction_of_the_legal_status_starts_the_transfer_clock(hana, at):
    referral = ReferralFactory()
    typed = {"legal_status": "s47", "moj_restrictions": "no", "whereabouts": "prison", "place_name": "HMP Example"}

    seen = hana.send(at(referral, "legal-correct"), typed | WHY)

    assert "Not detained" in seen.all("del")
    assert "Transfer from prison" in seen.text


def test_correction_that_changes_nothing_is_refused(hana, at):
    referral = ReferralFactory(needs=[])
    typed = {"priority": "routine", "security_asked": "medium", "reason": "An assessment is asked for."}

    assert (
        "Nothing in this correction differs from what is recorded."
        in hana.send(at(referral, "need-correct"), typed | WHY).text
    )


def test_correction_on_an_old_version_shows_both_and_keeps_what_was_typed(hana, leo, at):
    referral = ReferralFactory()
    opened_at = now(referral).version
    typed = {"priority": "urgent", "security_asked": "medium", "reason": "An assessment is asked for."}
    leo.send(at(referral, "need-correct"), typed | WHY | {"security_asked": "low"})

    seen = hana.send(at(referral, "need-correct"), typed | WHY | {"version": str(opened_at)})

    assert (seen.status, seen.h1) == (409, "This referral has changed since you opened it")
    assert ["Security level asked for", "Now Low secure", "Your change Medium secure"] in seen.rows
    assert "Explain the correction" not in " ".join(cell for row in seen.rows for cell in row)
    again = typed | WHY | {"version": str(now(referral).version), "choose": "security_asked", "priority": "routine"}
    undecided = hana.send(at(referral, "need-correct"), again)
    assert undecided.status == 409
    assert undecided.errors == ["Select what to keep for security level asked for"]
    kept = hana.send(at(referral, "need-correct"), again | {"keep-security_asked": "now"})
    assert kept.status == 200
    assert (now(referral).priority, now(referral).security_asked) == ("routine", "low")

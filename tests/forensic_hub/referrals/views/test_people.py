"""One person's page, and putting right what stands on it."""

import pytest

from forensic_hub.referrals.models import Referral
from partnership.access.scope import as_the_system
from partnership.organisations.models import Organisation
from partnership.people.forms import PersonForm
from partnership.records.models import Read
from tests.browsing import Browser
from tests.factories.access import trust_manager
from tests.factories.forensic import ReferralFactory
from tests.factories.people import PersonFactory

WHY = {"why": "wrong_value", "explanation": "The letter says so."}


@pytest.fixture
def hana(officer) -> Browser:
    return Browser(officer)


def page_of(person) -> str:
    return f"/forensic/people/{person.reference}/"


def as_typed(person, **changed) -> dict:
    typed = {**PersonForm.of(person), "nhs_number": person.nhs_number or ""}
    born = typed.pop("date_of_birth")
    parts = {"date_of_birth_day": born.day, "date_of_birth_month": born.month, "date_of_birth_year": born.year}
    return {**typed, **parts, "version": person.version, **WHY, **changed}


def test_person_page_joins_their_referrals(hana, officer):
    first = ReferralFactory()
    second = ReferralFactory(person=first.person)

    seen = hana.get(page_of(first.person))

    assert {first.reference, second.reference} <= set(seen.links)
    with as_the_system("the guardian looks"):
        read = {reference for one in Read.objects.filter(user=officer.user) for reference in one.references}
    assert read == {first.person.reference, first.reference, second.reference}


def test_person_of_another_trust_is_not_found(db):
    person = PersonFactory(borough="bexley")

    assert Browser(trust_manager("slam")).get(page_of(person)).status == 404


def test_person_is_seen_but_not_corrected_by_their_trusts_manager(db):
    person = PersonFactory(borough="lambeth")
    tess = Browser(trust_manager("slam"))

    seen = tess.get(page_of(person))

    assert seen.status == 200
    assert "Correct this" not in seen.links
    assert tess.get(f"{page_of(person)}correct/").status == 403


def test_correction_of_the_borough_moves_the_open_referrals_to_the_trust_responsible(hana):
    referral = ReferralFactory(borough="lambeth")

    seen = hana.send(f"{page_of(referral.person)}correct/", as_typed(referral.person, home="bexley"))

    assert "The correction is saved." in seen.text
    assert "Bexley" in seen.text
    assert "The letter says so." in seen.text
    with as_the_system("a test looks"):
        assert Referral.objects.get().responsible_trust == Organisation.objects.get(slug="oxleas")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"why": ""}, "Select why you are correcting this"),
        ({"explanation": ""}, "Enter an explanation of the correction"),
        ({"explanation": "x" * 501}, "Explanation must be 500 characters or less"),
        ({}, "Nothing in this correction differs from what is recorded. Change a value, or go back."),
        ({"last_name": "A\x00"}, "Last name must not include hidden characters. Type it again instead of pasting it"),
    ],
)
def test_correction_refused_says_why_and_keeps_what_was_typed(hana, changed, sentence):
    person = PersonFactory()

    seen = hana.send(f"{page_of(person)}correct/", as_typed(person, **changed))

    assert seen.status == 422
    assert seen.errors == [sentence]


def test_correction_made_on_an_older_version_shows_both(hana):
    person = PersonFactory()
    typed = as_typed(person, last_name="Mine")
    hana.send(f"{page_of(person)}correct/", as_typed(person, last_name="Theirs"))

    seen = hana.send(f"{page_of(person)}correct/", typed)

    assert seen.status == 409
    assert seen.h1 == "This person has changed since you opened it"
    assert ["Last name", "Now Theirs", "Your change Mine"] in seen.rows

"""Logging a request: the young person is found first, and whoever has a live request is led to it."""

import pytest

from camhs_beds.models import BedRequest
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock as the_clock
from partnership.people.models import Person
from partnership.records.models import Read
from tests.browsing import Browser
from tests.camhs_beds.views.asking import ASKED, at
from tests.factories import beds as make
from tests.factories.access import hub_officer
from tests.factories.people import PersonFactory

FIND = "/camhs/requests/new/find/"
FOUND = {
    "last_name": "Young",
    "date_of_birth_day": "9",
    "date_of_birth_month": "1",
    "date_of_birth_year": "2003",
}
PERSON = {
    "first_name": "Robin", **FOUND, "knows_nhs_number": "no", "sex": "female", "ethnic_group": "Z", "home": "merton",
    "home_postcode": "SW19 3AA",
}  # fmt: skip


@pytest.fixture
def beth(db) -> Browser:
    return Browser(make.bed_coordinator(first_name="Beth", last_name="Beds"))


def begin(browser: Browser, **found) -> str:
    return browser.post(FIND, FOUND | found)["Location"].rsplit("/", 2)[0] + "/"


def test_request_is_logged_for_somebody_new_with_its_clocks(beth):
    draft = begin(beth)
    beth.send(f"{draft}person/", PERSON)
    asked = beth.get(f"{draft}request/")
    assert "Respond within 12 hours, by 16 April 2018 at 9:00pm. Assess within 24 hours" in asked.text
    check = beth.send(f"{draft}request/", ASKED)
    assert check.h1 == "Check your answers before saving"
    assert "Respond within 12 hours, by 16 April 2018 at 8:30pm" in beth.get(f"{draft}request/").text
    done = beth.send(f"{draft}check/")
    assert done.h1.startswith("Request logged")
    with as_the_system("the test looks"):
        request = BedRequest.objects.get()
        assert (request.state, request.response, request.needs) == ("new", "emergency", ["autism"])
        assert the_clock.local(request.respond_by).hour == 20
        assert request.responsible_trust.slug == "swlstg"
    assert done.links["Find a bed"] == at(request, "request-match")


def test_page_sent_empty_says_what_to_enter_and_keeps_the_rest(beth):
    draft = begin(beth)
    beth.send(f"{draft}person/", PERSON)
    given = {name: value for name, value in ASKED.items() if name.startswith(("received", "referr", "wanted"))}
    seen = beth.send(f"{draft}request/", given)
    assert seen.status == 422
    assert seen.errors == [
        "Select where the young person is now", "Select the response needed", "Select the type of unit needed",
        "Select the legal status", "Select who has parental responsibility",
        "Select whether this is a looked after child", "Select whether there are safeguarding concerns",
        "Select whether the access assessment has been done",
    ]  # fmt: skip
    assert seen.value("referring_team") == "Merton CAMHS"


def test_who_has_a_live_request_is_shown_it_before_anything_is_asked(beth):
    person = make.young_person(last_name="Young")
    live = make.BedRequestFactory(person=person)
    stay = make.StayFactory(person=make.young_person(last_name="Young"))
    seen = beth.send(FIND, FOUND)
    assert "There is a live request already" in seen.text
    assert f"Open {live}" in seen.links
    assert f"{stay}" in seen.text
    assert "End that stay before another bed is asked for" in seen.text
    assert "Use this person" not in seen.text
    with as_the_system("the test looks"):
        read = Read.objects.latest("pk")
    assert {person.reference, live.reference, stay.reference} <= set(read.references)


def test_who_is_eighteen_on_the_day_is_asked_about(beth):
    draft = begin(beth, date_of_birth_year="2000")
    beth.send(f"{draft}person/", PERSON | {"date_of_birth_year": "2000"})
    age = beth.send(f"{draft}request/", ASKED)
    assert age.h1 == "This young person is 18 or over"
    assert beth.send(f"{draft}age/", {"meant": "no"}).errors == [
        "Go back and change the date, or delete this draft in My work and ask the adult service for a bed"
    ]
    beth.send(f"{draft}age/", {"meant": "yes"})
    beth.send(f"{draft}check/")
    with as_the_system("the test looks"):
        assert BedRequest.objects.get().age_checked


def test_two_who_log_for_one_young_person_make_one_request(beth):
    person = make.young_person(last_name="Young")
    typed = FOUND | {"same": person.reference, "shown": person.reference}
    other = Browser(make.bed_coordinator())
    drafts = [b.post(FIND, typed)["Location"].rsplit("/", 2)[0] + "/" for b in (beth, other)]
    for browser, draft in zip((beth, other), drafts, strict=True):
        browser.send(f"{draft}request/", ASKED)
    beth.send(f"{drafts[0]}check/")
    seen = other.send(f"{drafts[1]}check/")
    assert "may be a request we already have" in seen.h1
    assert "There is a live request already" in seen.text
    with as_the_system("the test looks"):
        assert BedRequest.objects.count() == 1


def test_nobody_of_the_other_pathway_is_found(beth):
    PersonFactory(last_name="Young", date_of_birth=make.young_person().date_of_birth)
    assert beth.post(FIND, FOUND).status_code == 302
    hana = Browser(hub_officer())
    assert hana.get(FIND).status == 403
    with as_the_system("the test looks"):
        assert Person.objects.filter(pathway="camhs").count() == 1

import threading
import uuid
from urllib.parse import quote_from_bytes

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from partnership.access.roles import HUB_OFFICER, TRUST_MANAGER
from partnership.access.scope import acting_as
from partnership.people.models import Person
from partnership.work.actions import drafts
from partnership.work.models import Draft
from tests.people.conftest import principal_of
from tests.work.sample import ADD_PERSON

pytestmark = pytest.mark.usefixtures("sample_app")

PERSON = {
    "first_name": "Robin", "last_name": "Smith", "date_of_birth_day": "14", "date_of_birth_month": "may",
    "date_of_birth_year": "1985", "knows_nhs_number": "no", "nhs_number": "", "sex": "female", "gender": "",
    "ethnic_group": "A", "home": "lambeth", "home_postcode": "SE5 8AZ", "gp_practice": "",
}  # fmt: skip

HOSTILE = ("\x00", "\ud800", "x" * 100_000, "\u202e<script>alert(1)</script>", "😀")


class Traveller:
    """Somebody on a journey."""

    def __init__(self, principal, client):
        self.principal, self.client = principal, client
        with acting_as(principal):
            self.draft = drafts.begin(by=principal, kind="person-new", title="Add a person", step="person")

    def url(self, page: str) -> str:
        return f"/people/new/{self.draft.pk}/{page}/"

    def get(self, page: str, query: str = ""):
        return self.client.get(self.url(page) + query)

    def post(self, page: str, query: str = "", **data):
        return self.client.post(self.url(page) + query, {"form_token": str(uuid.uuid4()), **data})

    def answer_all(self):
        self.post("person", **PERSON)
        self.post("why", why="Because")
        self.post("letters")
        return self

    def confirm(self):
        """Press the button of the check page, as it was when it was opened."""
        page = self.get("check")
        if page.status_code != 200:
            return self.post("check")
        return self.post("check", seen=dict(page.context["hidden"])["seen"])

    def kept(self) -> Draft:
        with acting_as(self.principal):
            return Draft.objects.get(pk=self.draft.pk)

    def people(self) -> list[Person]:
        with acting_as(self.principal):
            return list(Person.objects.all())


@pytest.fixture
def traveller(officer, browse):
    return Traveller(officer, browse(officer))


def test_page_right_is_kept_and_leads_to_the_next(traveller):
    answer = traveller.post("person", **PERSON)

    assert answer["Location"] == traveller.url("why")
    assert traveller.kept().typed_on("person")["last_name"] == ["Smith"]
    assert traveller.kept().title == "Person R"


def test_page_wrong_shows_the_sentence_and_keeps_nothing(traveller):
    answer = traveller.post("person", **{**PERSON, "last_name": ""})

    assert answer.status_code == 422
    assert "Enter the last name" in answer.text
    assert traveller.kept().typed_on("person") is None


def test_page_opened_again_shows_what_was_typed(traveller):
    traveller.post("person", **PERSON)

    answer = traveller.get("person")

    assert 'value="may"' in answer.text
    assert "There is a problem" not in answer.text


def test_what_was_not_asked_is_not_kept_whatever_was_sent(traveller):
    traveller.post("person", **{**PERSON, "nhs_number": "\x00", "secret": "x"})

    assert traveller.kept().typed_on("person")["knows_nhs_number"] == ["no"]
    assert not {"nhs_number", "secret", "form_token"} & traveller.kept().typed_on("person").keys()


def test_page_that_is_not_asked_after_these_answers_is_left_out(traveller):
    answer = traveller.post("person", **{**PERSON, "sex": "not_known"})

    assert answer["Location"] == traveller.url("letters")
    assert traveller.get("why").status_code == 404


def test_check_page_shows_every_answer_in_words_with_a_way_to_change_it(traveller):
    answer = traveller.answer_all().get("check")

    assert answer.status_code == 200
    for words in ("14 May 1985", "White: British", "Lambeth", "Not provided", "Because"):
        assert words in answer.text
    assert f'href="{traveller.url("person")}?from=check#id_sex"' in answer.text


def test_check_page_before_every_page_is_answered_leads_to_the_first_that_is_not(traveller):
    traveller.post("person", **PERSON)

    assert traveller.get("check")["Location"] == f"{traveller.url('why')}?from=check"


def test_answer_changed_from_the_check_page_leads_back_to_it(traveller):
    traveller.answer_all()

    answer = traveller.post("why", "?from=check", why="Another reason")

    assert answer["Location"] == traveller.url("check")


def test_answer_changed_that_opens_another_question_leads_to_that_question(traveller):
    traveller.post("person", **{**PERSON, "sex": "not_known"})
    traveller.post("letters")

    answer = traveller.post("person", "?from=check", **PERSON)

    assert answer["Location"] == f"{traveller.url('why')}?from=check"


def test_confirming_makes_one_record_and_wipes_the_draft(traveller):
    answer = traveller.answer_all().confirm()

    assert answer["Location"] == traveller.url("done")
    (person,) = traveller.people()
    assert (traveller.kept().answers, traveller.kept().became) == ({}, person.reference)
    done = traveller.get("done")
    assert person.reference in done.text
    assert 'href="/my-work/">Go to My work' in done.text


def test_confirming_again_from_another_tab_makes_nothing_and_says_so(traveller):
    traveller.answer_all().confirm()

    again = traveller.post("check")

    assert again.status_code == 409
    assert "You have already saved this" in again.text
    assert len(traveller.people()) == 1
    assert traveller.get("person").status_code == 409


def test_confirming_answers_that_changed_in_another_tab_shows_them_first(traveller):
    seen = dict(traveller.answer_all().get("check").context["hidden"])["seen"]
    traveller.post("why", why="Something else entirely")

    refused = traveller.post("check", seen=seen)

    assert refused.status_code == 422
    assert "Your answers have changed since this page was opened" in refused.text
    assert "Something else entirely" in refused.text
    assert traveller.people() == []
    assert traveller.confirm().status_code == 302


def test_refusal_at_the_end_is_a_sentence_and_keeps_the_draft(traveller, add):
    known = add(nhs_number="9990000115")
    traveller.answer_all()
    traveller.post("person", **{**PERSON, "knows_nhs_number": "yes", "nhs_number": "999 000 0115"})

    answer = traveller.confirm()

    assert answer.status_code == 422
    assert f"NHS number is already used by {known.reference}" in answer.text
    assert traveller.kept().became == ""


def test_page_saved_in_another_tab_meanwhile_is_said_and_can_be_saved_over(traveller):
    traveller.post("why", why="First tab", times="0")

    refused = traveller.post("why", why="Second tab", times="0")

    assert refused.status_code == 422
    assert "saved somewhere else" in refused.text
    assert "Second tab" in refused.text
    assert 'name="times" value="1"' in refused.text
    traveller.post("why", why="Second tab", times="1")
    assert traveller.kept().typed_on("why")["why"] == ["Second tab"]


def test_draft_of_somebody_else_is_the_same_404_as_no_draft(traveller, colleague, browse):
    theirs = browse(colleague)
    url = traveller.url("person")

    assert theirs.get(url).status_code == 404
    assert theirs.get(f"/people/new/{uuid.uuid4()}/person/").status_code == 404
    assert traveller.get("nowhere").status_code == 404


def test_journey_is_closed_to_a_role_that_may_not_make_the_record(db, browse, traveller):
    manager = browse(principal_of(TRUST_MANAGER, "slam"))

    assert manager.get(traveller.url("person")).status_code == 403


def test_file_sent_stands_on_its_page_until_it_is_removed(traveller):
    letter = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 made up", "application/pdf")
    ADD_PERSON.thrown_away.clear()

    traveller.post("letters", letter=letter)

    assert "letter.pdf" in traveller.get("letters").text
    (key,) = traveller.kept().file_keys
    assert "thrown away" in traveller.get(f"letters/files/{key}/remove").text
    traveller.post(f"letters/files/{key}/remove")
    assert traveller.kept().file_keys == []
    assert ADD_PERSON.thrown_away == [key]


@pytest.mark.parametrize("field", list(PERSON))
def test_every_field_takes_hostile_input_as_a_sentence(traveller, field):
    for hostile in HOSTILE:
        data = {"form_token": str(uuid.uuid4()), **PERSON, field: hostile}
        sent = "&".join(f"{name}={_quoted(value)}" for name, value in data.items())

        answer = traveller.client.post(traveller.url("person"), sent, "application/x-www-form-urlencoded")

        assert answer.status_code in (302, 422), hostile
        assert "<script>alert" not in answer.text
        assert answer.status_code == 422 or traveller.get("person").status_code == 200


def _quoted(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"))


def test_confirming_in_eight_tabs_at_once_makes_one_record_and_tells_the_others(committed, browse):
    officer = principal_of(HUB_OFFICER)
    traveller = Traveller(officer, browse(officer)).answer_all()
    tabs, together, answers = [browse(officer) for _ in range(8)], threading.Barrier(8), []

    def confirm(tab):
        together.wait()
        answer = tab.post(traveller.url("check"), {"form_token": str(uuid.uuid4())})
        answers.append((answer.status_code, "already saved this" in answer.text))
        connection.close()

    threads = [threading.Thread(target=confirm, args=(tab,)) for tab in tabs]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert len(traveller.people()) == 1
    assert [status for status, _ in answers].count(302) == 1
    assert [told for status, told in answers if status != 302] == [True] * 7

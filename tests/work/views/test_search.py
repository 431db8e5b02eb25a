import pytest

from partnership.access.roles import BOARD_MEMBER
from partnership.access.scope import acting_as
from partnership.records.models import Read
from tests.people.conftest import TEST_NUMBERS, principal_of

pytestmark = pytest.mark.usefixtures("sample_app")


def look_for(client, words, **more):
    return client.post("/search/", {"q": words, **more})


def test_search_by_an_exact_reference_goes_straight_to_the_record(officer, add, browse):
    person = add()
    client = browse(officer)

    assert look_for(client, person.reference.lower())["Location"] == f"/people/{person.reference}/"
    assert client.get(f"/search/?q={person.reference}")["Location"] == f"/people/{person.reference}/"


def test_search_by_nhs_number_goes_straight_to_the_person_and_shows_it_in_no_address(officer, add, browse):
    person = add(nhs_number=TEST_NUMBERS[0])

    answer = look_for(browse(officer), "999 000 0115")

    assert answer["Location"] == f"/people/{person.reference}/"


def test_search_by_name_groups_what_was_found_and_keeps_the_words_in_the_box(officer, add, browse):
    add(first_name="Robin")

    answer = look_for(browse(officer), "smith")

    assert "People (1)" in answer.text
    assert "Robin Smith" in answer.text
    assert 'value="smith"' in answer.text


@pytest.mark.parametrize("words", ["", "a", " ", "\x00\x00"])
def test_search_for_too_little_or_for_nothing_readable_says_so(officer, browse, words):
    answer = look_for(browse(officer), words)

    assert answer.status_code == 422
    assert "There is a problem" in answer.text


@pytest.mark.parametrize("words", ["zedd", "FR-2018-9999", "9990000115", "%%", "' OR 1=1 --", "\u202eabc", "😀😀"])
def test_search_that_finds_nothing_says_what_to_try(officer, add, browse, words):
    add()

    answer = look_for(browse(officer), words)

    assert answer.status_code == 200
    assert "No results for" in answer.text
    assert "use a reference like FR-2018-0042" in answer.text


def test_search_finds_nobody_out_of_scope_by_any_words(officer, add, browse, manager_of):
    person = add(nhs_number=TEST_NUMBERS[0], borough="lambeth")
    client = browse(manager_of("oxleas"))

    for words in (person.reference, TEST_NUMBERS[0], "smith"):
        answer = look_for(client, words)
        assert "No results for" in answer.text
        assert "Robin" not in answer.text


def test_search_for_a_record_out_of_scope_answers_just_like_one_that_never_was(officer, add, browse, manager_of):
    person = add(borough="lambeth")
    client = browse(manager_of("oxleas"))

    there, never = look_for(client, person.reference), look_for(client, "PX-2018-9999")

    assert there.status_code == never.status_code == 200
    assert _alike(there, person.reference) == _alike(never, "PX-2018-9999")


def test_search_with_many_hits_shows_ten_and_then_all_of_them_page_by_page(officer, add, browse):
    for number in range(27):
        add(first_name=f"Robin{number:02}")
    client = browse(officer)

    first = look_for(client, "smith")
    second = look_for(client, "smith", group="people", page="2")

    assert "See all 27 people" in first.text
    assert first.text.count("<li><a") - second.text.count("<li><a") in range(6, 10)
    assert "Showing 26 to 27 of 27" in second.text
    assert look_for(client, "smith", group="people", page="3").status_code == 404


def test_search_writes_the_references_found_in_the_read_log_and_never_the_words(officer, add, browse):
    person = add()

    look_for(browse(officer), "smith")

    with acting_as(officer):
        (read,) = Read.objects.all()
    assert (read.how, read.references, read.policy) == ("search", [person.reference], "search")
    assert "smith" not in str(vars(read)).lower()


def test_search_by_address_shows_no_results_for_a_name(officer, add, browse):
    add()

    answer = browse(officer).get("/search/?q=smith")

    assert answer.status_code == 200
    assert "Robin" not in answer.text


def test_search_is_no_page_of_a_role_that_sees_counts_alone(db, browse):
    client = browse(principal_of(BOARD_MEMBER))

    assert client.get("/search/").status_code == 403


def _alike(answer, words: str) -> str:
    return "".join(line for line in answer.text.splitlines() if "token" not in line).replace(words, "…")

import uuid
from urllib.parse import quote

import pytest

from partnership.access.scope import acting_as
from partnership.work.models import SavedFilter
from tests.work import sample

pytestmark = pytest.mark.usefixtures("sample_app")
NEW = f"/saved-filters/new/?list=sample:person-list&q={quote('sex=female&page=3')}"


def post(client, url, **data):
    return client.post(url, {"form_token": str(uuid.uuid4()), **data})


def save(client, **data):
    return post(client, NEW, **{"name": "Women", "shared": "no", **data})


def test_filter_saved_stands_above_the_list_and_leaves_out_its_page(officer, add, browse):
    add()
    client = browse(officer)

    answer = save(client)

    assert answer["Location"].startswith("/people/?sex=female&saved=")
    page = client.get("/people/")
    assert ">Women</a>" in page.text
    assert "Manage saved filters" in page.text


def test_list_in_which_filters_are_chosen_offers_to_save_them(officer, add, browse):
    add()
    client = browse(officer)

    assert "Save this filter" in client.get("/people/?sex=female").text
    assert "Save this filter" not in client.get("/people/").text


def test_list_opens_with_the_filter_chosen_for_that_and_can_be_cleared(officer, add, browse):
    add()
    client = browse(officer)
    opened = save(client, opens="on")["Location"]

    assert client.get("/people/")["Location"] == opened
    page = client.get(opened)
    assert page.status_code == 200
    (clear,) = {url for url in _links(page.text) if url.startswith("?saved=")}
    assert client.get(f"/people/{clear.partition('#')[0]}").status_code == 200


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"name": ""}, "Enter a name for this filter"),
        ({"name": "women"}, "You already have a filter called ‘women’"),
        ({"name": "x" * 61}, "Name must be 60 characters or less"),
        ({"name": "\x00"}, "Name must not include hidden characters"),
        ({"shared": ""}, "Select who can use it"),
    ],
)
def test_filter_is_not_saved_and_a_sentence_says_why(officer, browse, data, message):
    client = browse(officer)
    save(client)

    answer = save(client, **{"name": "Other", **data})

    assert answer.status_code == 422
    assert message in answer.text


@pytest.mark.parametrize("query", ["", "?list=", "?list=sample:nowhere", "?list=work:my-work", "?list=%00"])
def test_filter_of_what_is_no_list_cannot_be_saved(officer, browse, query):
    assert browse(officer).get(f"/saved-filters/new/{query}").status_code == 404


def test_filter_of_a_list_that_the_role_may_not_open_cannot_be_saved(db, browse):
    from partnership.access.roles import BOARD_MEMBER
    from tests.people.conftest import principal_of

    assert browse(principal_of(BOARD_MEMBER)).get(NEW).status_code == 404


def test_filter_is_renamed_and_deleted_by_its_owner_alone(officer, colleague, browse):
    client, other = browse(officer), browse(colleague)
    save(client, shared="yes")
    with acting_as(officer):
        url = f"/saved-filters/{SavedFilter.objects.get().pk}/"

    assert other.get(url).status_code == 404
    assert post(other, f"{url}delete/").status_code == 404
    post(client, url, name="Women and girls", shared="no")
    assert "Women and girls" in client.get("/saved-filters/").text
    assert "Delete this filter?" in client.get(f"{url}delete/").text
    post(client, f"{url}delete/")
    assert "You have no saved filters" in client.get("/saved-filters/").text


def test_filter_with_a_value_that_has_ended_says_so(officer, browse, monkeypatch):
    client = browse(officer)
    opened = save(client)["Location"]
    monkeypatch.setitem(sample.PersonFilters.base_filters["sex"].extra, "choices", [("male", "Male")])

    assert "Part of this filter has ended: Female" in client.get(opened).text


def _links(text: str) -> list[str]:
    return [part.partition('"')[0].replace("&amp;", "&") for part in text.split('href="')[1:]]

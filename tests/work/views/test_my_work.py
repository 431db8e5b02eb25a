import uuid

import pytest

from partnership.access.roles import ADMINISTRATOR, BOARD_MEMBER, PROGRAMME_LEAD, ROLES, TRUST_MANAGER
from partnership.access.scope import acting_as
from partnership.files.import_kinds import KINDS
from partnership.records.models import Read
from partnership.work.actions import drafts
from tests.people.conftest import principal_of
from tests.work import sample

pytestmark = pytest.mark.usefixtures("sample_app")


def post(client, url, **data):
    return client.post(url, {"form_token": str(uuid.uuid4()), **data})


@pytest.mark.parametrize("role", ROLES.values(), ids=str)
def test_home_leads_each_role_to_a_page_that_it_may_open(db, browse, role):
    client = browse(principal_of(role))

    answer = client.get("/", follow=True)

    assert answer.status_code == 200
    assert answer.redirect_chain


@pytest.mark.parametrize("role", ROLES.values(), ids=str)
def test_menu_of_each_role_has_only_pages_that_open(db, browse, role):
    client = browse(principal_of(role))
    answer = client.get("/my-work/")

    links = [item.url for item in answer.context["navigation"]]

    assert [client.get(url, follow=True).status_code for url in links] == [200] * len(links)


def test_my_work_with_nothing_to_do_says_so(officer, browse):
    answer = browse(officer).get("/my-work/")

    assert "You have nothing to do right now." in answer.text
    assert "You are not waiting for anyone." in answer.text


@pytest.mark.usefixtures("menu_numbers")
def test_my_work_sorts_overdue_then_today_then_later_and_counts_in_the_menu(officer, add, browse):
    later, today, overdue = (add(date_of_birth=sample.born(days)) for days in (0, 0, 4))
    waiting = add(sex="male")

    answer = browse(officer).get("/my-work/")

    assert [item.reference for item in answer.context["items"]] == [overdue.reference, later.reference, today.reference]
    assert "Due today" in answer.text
    assert "Overdue" in answer.text
    (mine,) = [item for item in answer.context["navigation"] if item.label == "My work"]
    assert (mine.count, mine.count_meaning) == (3, "items need action")
    assert [item.reference for item in answer.context["waiting"]] == [waiting.reference]


def test_my_work_writes_whose_records_it_shows_in_the_read_log(officer, add, browse):
    person = add()

    browse(officer).get("/my-work/")

    with acting_as(officer):
        assert [read.references for read in Read.objects.all()] == [[person.reference]]


def test_my_work_costs_the_same_number_of_queries_for_one_row_and_for_fifty(
    officer, add, browse, django_assert_max_num_queries
):
    client = browse(officer)
    add()
    client.get("/my-work/")
    with django_assert_max_num_queries(20) as one:
        client.get("/my-work/")
    for number in range(24):
        add(last_name=f"Smith{number}")

    with django_assert_max_num_queries(20) as fifty:
        client.get("/my-work/")

    assert len(fifty) == len(one)


def test_my_work_of_more_than_a_page_counts_them_all_and_pages(officer, add, browse):
    for number in range(27):
        add(last_name=f"Smith{number}")
    client = browse(officer)

    first, second = client.get("/my-work/"), client.get("/my-work/?page=2")

    assert "Needs action (27)" in first.text
    assert len(second.context["items"].object_list) == 2
    assert client.get("/my-work/?page=3").status_code == 404
    assert client.get("/my-work/?page=%00").status_code == 404


def test_work_is_assigned_to_whom_was_chosen(lead, officer, add, browse):
    person = add()
    sample.HANDED.clear()

    answer = post(browse(lead), "/my-work/assign/", items=f"greet:{person.reference}", to=officer.user.pk)

    assert answer.status_code == 302
    assert [([person.reference], str(officer.user))] == sample.HANDED


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "Select at least 1 item to assign"),
        ({"items": "greet:PX-1999-0001"}, "Something that you selected is no longer in this list"),
        ({"items": "\x00"}, "Something that you selected is no longer in this list"),
        ({"to": "x"}, "Select who to assign to"),
    ],
)
def test_work_is_not_assigned_without_items_and_a_person(lead, officer, add, browse, sent, message):
    person = add()
    whole = {"items": f"greet:{person.reference}", "to": officer.user.pk}
    given = {**({} if not sent else whole), **sent}
    if not sent:
        given["to"] = officer.user.pk
    sample.HANDED.clear()

    answer = post(browse(lead), "/my-work/assign/", **given)

    assert answer.status_code == 422
    assert message in answer.text
    assert not sample.HANDED


def test_work_of_somebody_out_of_scope_cannot_be_assigned(db, add, browse):
    person = add()
    member = principal_of(BOARD_MEMBER)
    sample.HANDED.clear()

    answer = post(browse(member), "/my-work/assign/", items=f"greet:{person.reference}", to=member.user.pk)

    assert answer.status_code == 302
    assert not sample.HANDED


def test_draft_stands_in_my_work_and_is_deleted_after_being_asked(officer, colleague, browse):
    with acting_as(officer):
        draft = drafts.begin(by=officer, kind="person-new", title="Person R", step="person")
    client, delete = browse(officer), f"/my-work/drafts/{draft.pk}/delete/"

    assert "Person R" in client.get("/my-work/").text
    assert "Person R" not in browse(colleague).get("/my-work/").text
    assert browse(colleague).get(delete).status_code == 404
    assert "cannot be brought back" in client.get(delete).text
    assert post(client, delete).status_code == 302
    assert client.get(delete).status_code == 404


def test_menu_offers_imports_to_whoever_imports_something(db, browse, monkeypatch):
    monkeypatch.delitem(KINDS, "sample-amounts", raising=False)  # of other tests: it is everybody's

    def menu(role) -> list[str]:
        return [item.label for item in browse(principal_of(role)).get("/my-work/").context["navigation"]]

    assert "Imports" in menu(PROGRAMME_LEAD)
    assert "Imports" not in menu(TRUST_MANAGER)


def test_administrator_begins_with_the_users_and_has_no_search(db, browse):
    answer = browse(principal_of(ADMINISTRATOR)).get("/my-work/")

    assert [item.label for item in answer.context["navigation"]] == ["Users"]
    assert answer.context["show_search"] is False

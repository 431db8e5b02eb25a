"""An administrator's pages about the people who sign in."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership.access.models import Grant, User
from partnership.access.roles import ADMINISTRATOR, HUB_LEAD, HUB_OFFICER, TRUST_MANAGER
from partnership.organisations.models import Organisation
from tests.access.factories import GrantFactory, UserFactory, somebody_as
from tests.browsing import Browser
from tests.factories.beds import UnitFactory

pytestmark = pytest.mark.django_db
LIST = "/manage/users/"


@pytest.fixture
def administrator():
    return somebody_as(ADMINISTRATOR, user__first_name="Ada", user__last_name="Admin")


@pytest.fixture
def ada(administrator) -> Browser:
    return Browser(administrator)


def names(seen) -> list[str]:
    return [row[0].removeprefix("Name ") for row in seen.rows if row and row[0].startswith("Name ")]


def page_of(user: User, rest: str = "") -> str:
    return f"{LIST}{user.pk}/{rest}"


# The list


@pytest.fixture
def people(administrator) -> dict[str, User]:
    slam = Organisation.objects.get(ods_code="RV5")
    gone = UserFactory(
        first_name="Gus", last_name="Gone", is_active=False, deactivated_at="2018-04-01T09:00Z", why_deactivated="Left"
    )
    hana = somebody_as(HUB_OFFICER, user__first_name="Hana", user__last_name="Hub").user
    olu = somebody_as(TRUST_MANAGER, user__first_name="Olu", user__last_name="Trust").user
    tess = somebody_as(TRUST_MANAGER, trust=slam, user__first_name="Tess", user__last_name="Trust").user
    GrantFactory(user=tess, role=HUB_LEAD.code)
    return {"gone": gone, "hana": hana, "olu": olu, "tess": tess}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Ada Admin", "Gus Gone", "Hana Hub", "Olu Trust", "Tess Trust"]),
        ({"q": "trust"}, ["Olu Trust", "Tess Trust"]),
        ({"q": "HANA.hub@"}, ["Hana Hub"]),
        ({"q": "tess olu"}, []),
        ({"q": "\x00"}, ["Ada Admin", "Gus Gone", "Hana Hub", "Olu Trust", "Tess Trust"]),
        ({"role": "trust_manager"}, ["Olu Trust", "Tess Trust"]),
        ({"role": "hub_lead"}, ["Tess Trust"]),
        ({"status": "deactivated"}, ["Gus Gone"]),
        ({"status": "no-role"}, []),
        ({"status": "working"}, ["Ada Admin", "Hana Hub", "Olu Trust", "Tess Trust"]),
        ({"sort": "email", "order": "desc"}, ["Tess Trust", "Olu Trust", "Hana Hub", "Gus Gone", "Ada Admin"]),
    ],
)
def test_user_list_filtered_shows_whom_it_should(ada, people, query, found):
    assert names(ada.get(LIST, **query)) == found


def test_user_list_of_a_role_in_a_trust_takes_both_from_one_grant(ada, people):
    slam = Organisation.objects.get(ods_code="RV5")

    assert names(ada.get(LIST, role="trust_manager", trust=slam.pk)) == ["Tess Trust"]
    assert names(ada.get(LIST, role="hub_lead", trust=slam.pk)) == []


def test_user_list_costs_the_same_for_many_as_for_few(ada, people):
    ada.get(LIST)  # the first page of a session writes it
    with CaptureQueriesContext(connection) as few:
        ada.get(LIST)
    for _ in range(20):
        somebody_as(HUB_OFFICER)
    with CaptureQueriesContext(connection) as many:
        ada.get(LIST)

    assert len(many) == len(few)


def test_user_list_file_holds_the_rows_of_the_filter(ada, people):
    answer = ada.client.get(f"{LIST}file/", {"role": "trust_manager"})

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "name,email,roles,status,signed_in_at"
    assert [line.split(",")[0] for line in lines[1:]] == ["Olu Trust", "Tess Trust"]


# Adding


def answers(**changed) -> dict:
    usual = {
        "email": "nora.new@slam.nhs.uk", "first_name": "Nora", "last_name": "New", "roles": ["hub_officer"],
        "trust": "", "starts_on_day": "16", "starts_on_month": "4", "starts_on_year": "2018",
        "ends_on_day": "31", "ends_on_month": "mar", "ends_on_year": "2019",
    }  # fmt: skip
    return {**usual, **changed}


def test_person_is_added_after_their_answers_were_checked(ada, administrator):
    check = ada.post(f"{LIST}new/", answers())["Location"]
    assert not User.objects.filter(email="nora.new@slam.nhs.uk").exists()
    assert "nora.new@slam.nhs.uk" in ada.get(check).text

    seen = ada.send(check)

    user = User.objects.get(email="nora.new@slam.nhs.uk")
    assert "Nora New has been added." in seen.text
    assert user.grants.get().granted_by == administrator.user
    assert ada.get(check).status == 404


def test_person_to_add_can_be_changed_before_saving(ada):
    check = ada.post(f"{LIST}new/", answers())["Location"]
    change = ada.get(check).links["Change work email"]

    form = ada.get(change)
    assert form.value("email") == "nora.new@slam.nhs.uk"
    assert form.value("ends_on_year") == "2019"
    assert ada.post(change, answers(first_name="Norah"))["Location"] == check
    assert "Norah" in ada.get(check).text


def test_two_people_to_add_in_two_tabs_do_not_mix(ada):
    first = ada.post(f"{LIST}new/", answers())["Location"]
    second = ada.post(f"{LIST}new/", answers(email="olga.other@slam.nhs.uk", first_name="Olga"))["Location"]

    ada.send(first)
    ada.send(second)

    assert User.objects.filter(email__in=["nora.new@slam.nhs.uk", "olga.other@slam.nhs.uk"]).count() == 2


def test_person_to_add_of_another_session_is_not_found(ada):
    check = ada.post(f"{LIST}new/", answers())["Location"]

    assert Browser(somebody_as(ADMINISTRATOR)).get(check).status == 404


@pytest.mark.parametrize(
    ("changed", "sentences"),
    [
        (
            dict.fromkeys(answers(), ""),
            ["Enter the work email address", "Select at least 1 role", "Enter the end date"],
        ),
        ({"email": "nora@gmail.com"}, ["Enter an email address that ends in nhs.net or nhs.uk"]),
        ({"email": "nora"}, ["Enter an email address that ends in nhs.net or nhs.uk"]),
        ({"roles": ["trust_manager"]}, ["Select the trust"]),
        (
            {"roles": ["speak_up_guardian", "administrator"], "trust": "1"},
            ["cannot also work in HR"],
        ),
        ({"roles": ["god"]}, ["Select at least 1 role"]),
        ({"trust": "999999"}, ["Select the trust"]),
        ({"ends_on_year": "2019", "ends_on_month": "5"}, ["End date must be 15 April 2019 or earlier"]),
        ({"starts_on_day": "15"}, ["Start date must be today or in the future"]),
        ({"first_name": "N\x00", "last_name": "x" * 101}, ["hidden characters", "100 characters or less"]),
    ],
)
def test_person_to_add_with_an_answer_missing_or_wrong_says_which(ada, changed, sentences):
    answer = ada.post(f"{LIST}new/", answers(**changed))

    assert answer.status_code == 422
    words = answer.content.decode()
    for sentence in sentences:
        assert sentence in words
    assert not re.search(r"\b(please|sorry|invalid)\b", words, re.IGNORECASE)


def test_person_known_already_is_not_added_again(ada):
    UserFactory(email="nora.new@slam.nhs.uk")

    answer = ada.post(f"{LIST}new/", answers(email="Nora.New@SLAM.nhs.uk"))

    assert "is in the list already" in answer.content.decode()


def test_person_added_sent_twice_is_added_once(ada):
    check = ada.post(f"{LIST}new/", answers())["Location"]
    token = {"form_token": "6f2f3c2e-3a53-4a5c-9a3c-2f1f3a1b8c11"}

    first, second = ada.post(check, token), ada.post(check, token)

    assert (first.status_code, second.status_code) == (302, 409)
    assert "You have already saved this" in second.content.decode()


# One person


def test_user_page_shows_roles_and_the_history_who_gave_and_ended_them(ada, administrator):
    user = UserFactory(first_name="Nora", last_name="New")
    given = answers(role="hub_officer")
    ada.send(page_of(user, "roles/new/"), given)
    grant = Grant.objects.get(user=user)
    assert "Hub officer" in ada.get(page_of(user)).text

    ada.send(page_of(user, f"roles/{grant.pk}/end/"), {"why": "Changed team"})

    history = ada.get(page_of(user, "history/")).text
    assert "Role given: Hub officer, until 31 March 2019" in history
    assert "Role ended: Hub officer" in history
    assert "Changed team" in history
    assert "by Ada Admin, Administrator" in history


def test_user_page_of_oneself_offers_nothing(ada, administrator):
    seen = ada.get(page_of(administrator.user))

    assert "Only another administrator can change them" in seen.text
    assert not {"Give a role", "Deactivate"} & set(seen.links)


@pytest.mark.parametrize(
    ("rest", "sent"), [("roles/new/", answers(role="hub_lead")), ("deactivate/", {"why": "Because"})]
)
def test_user_page_sent_a_change_of_oneself_refuses_in_a_sentence(ada, administrator, rest, sent):
    answer = ada.post(page_of(administrator.user, rest), sent)

    assert answer.status_code == 422
    assert "Ask another administrator" in answer.content.decode()


def test_user_deactivated_and_reactivated_says_so_and_why(ada):
    user = UserFactory(first_name="Nora", last_name="New")

    seen = ada.send(page_of(user, "deactivate/"), {"why": "Left the trust"})
    assert "Left the trust" in seen.text
    assert "Give a role" not in seen.links

    ada.send(page_of(user, "reactivate/"))
    assert User.objects.get(pk=user.pk).is_active


@pytest.mark.parametrize("why", ["", " ", "x" * 201, "a\x00b"])
def test_user_is_not_deactivated_without_a_reason(ada, why):
    user = UserFactory()

    assert ada.post(page_of(user, "deactivate/"), {"why": why}).status_code == 422
    assert User.objects.get(pk=user.pk).is_active


@pytest.mark.parametrize("rest", ["", "history/", "roles/new/", "deactivate/", "roles/1/end/"])
def test_user_that_never_was_is_not_found(ada, rest):
    for number in ("0", "999999", "9" * 30):
        assert ada.get(f"{LIST}{number}/{rest}").status == 404


def test_role_of_another_person_is_not_ended_through_this_one(ada):
    user, other = UserFactory(), somebody_as(HUB_OFFICER)

    answer = ada.post(page_of(user, f"roles/{other.grant.pk}/end/"), {"why": "Mixed up"})

    assert answer.status_code == 404


# A role on a unit


@pytest.fixture
def cedar():
    return UnitFactory(name="Cedar Unit", trust="swlstg")


def ward_role(**more):
    trust = Organisation.objects.get(slug="swlstg").pk
    days = {"starts_on_day": "16", "starts_on_month": "4", "starts_on_year": "2018"}
    ends = {"ends_on_day": "31", "ends_on_month": "12", "ends_on_year": "2018"}
    return {"role": "ward_staff", "trust": trust, **days, **ends, **more}


def test_role_on_a_unit_names_it(ada, cedar):
    user = UserFactory()

    seen = ada.send(page_of(user, "roles/new/"), ward_role(unit=cedar.pk))

    assert "Ward staff, Cedar Unit" in seen.text
    assert Grant.objects.get(user=user).unit == cedar
    assert "Role given: Ward staff, Cedar Unit" in ada.get(page_of(user, "history/")).text


def test_role_on_a_unit_without_one_or_of_another_trust_is_refused(ada, cedar):
    new, elm = page_of(UserFactory(), "roles/new/"), UnitFactory(name="Elm Unit", trust="oxleas")

    assert ada.send(new, ward_role()).errors == ["Select the unit on which they are Ward staff"]
    assert ada.send(new, ward_role(unit=elm.pk)).errors == ["Elm Unit is a unit of another trust"]
    assert ada.send(new, ward_role(unit=cedar.pk, role="programme_lead")).status == 200

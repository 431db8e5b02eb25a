"""The gate: who comes to a page, and what everybody else reads instead."""

import datetime as dt
import sys
import types
from itertools import takewhile

import pytest
from django.contrib.auth import get_user
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

from partnership.access import session
from partnership.access.actions import grants, users
from partnership.access.checks import every_route_declares_its_access
from partnership.access.models import User
from partnership.access.policy import USER, Action
from partnership.access.roles import ADMINISTRATOR, HUB_OFFICER, PROGRAMME_LEAD, TRUST_MANAGER
from partnership.access.routes import page
from slp_portal.urls import urlpatterns
from tests.access.factories import GrantFactory, UserFactory, somebody_as

pytestmark = pytest.mark.django_db
USERS = "/manage/users/"


@pytest.fixture
def administrator(client):
    somebody = somebody_as(ADMINISTRATOR)
    client.force_login(somebody.user)
    return somebody


@pytest.fixture
def routes(settings):
    """Adds these routes to the portal's."""

    def put(*patterns) -> None:
        module = types.ModuleType("planted_urls")
        module.urlpatterns = [*urlpatterns, *patterns]
        sys.modules["planted_urls"] = module
        settings.ROOT_URLCONF = "planted_urls"

    yield put
    sys.modules.pop("planted_urls", None)


def test_gate_asked_for_a_page_by_nobody_leads_to_sign_in_and_on_to_it(client):
    answer = client.get(f"{USERS}?role=administrator&page=2")

    assert answer["Location"] == "/account/sign-in/?next=/manage/users/%3Frole%3Dadministrator%26page%3D2"


def test_gate_sent_something_by_nobody_leads_to_sign_in_alone(client):
    assert client.post("/manage/users/1/deactivate/", {"why": "x"})["Location"] == "/account/sign-in/"


def test_page_asks_who_and_in_which_role_in_one_question(client, administrator):
    client.get(USERS)

    with CaptureQueriesContext(connection) as asked:
        client.get(USERS)

    before_the_scope = list(takewhile(lambda one: "set_config('app." not in one["sql"], asked))
    assert len([one for one in before_the_scope if one["sql"].startswith("SELECT")]) == 2  # the session, and the grants


def test_gate_opens_a_page_to_a_role_that_has_it(client, administrator):
    assert client.get(USERS).status_code == 200


def test_gate_refuses_a_role_that_has_not_the_page_and_says_which_has(client):
    client.force_login(somebody_as(HUB_OFFICER).user)

    answer = client.get(USERS)

    assert answer.status_code == 403
    words = answer.content.decode()
    assert "You do not have access to this page" in words
    assert "administrator" in words
    assert "Go to My work" in words


def test_gate_leads_somebody_with_two_roles_to_choose_one_and_on(client):
    user = somebody_as(ADMINISTRATOR).user
    GrantFactory(user=user, role=PROGRAMME_LEAD.code)
    client.force_login(user)

    assert client.get(USERS)["Location"] == "/account/choose-role/?next=/manage/users/"


def test_gate_never_adds_two_roles_together(client):
    administers = somebody_as(ADMINISTRATOR).grant
    manages = GrantFactory(user=administers.user, role=PROGRAMME_LEAD.code)
    client.force_login(administers.user)

    seen = {}
    for grant in (administers, manages):
        client.post("/account/choose-role/", {"grant": grant.pk})
        seen[grant.role] = client.get(USERS).status_code

    assert seen == {"administrator": 200, "programme_lead": 403}


def test_gate_leads_somebody_without_a_role_to_whom_to_ask(client, administrator):
    other = Client()
    other.force_login(UserFactory())

    answer = other.get("/manage/users/", follow=True)

    assert "You have no role in the portal today" in answer.content.decode()
    assert administrator.user.email in answer.content.decode()


def test_gate_shuts_at_once_on_a_live_session_whose_role_ends(client, administrator):
    somebody = somebody_as(ADMINISTRATOR)
    live = Client()
    live.force_login(somebody.user)
    assert live.get(USERS).status_code == 200

    grants.end(grant=somebody.grant, why="Left the team", by=administrator)

    assert live.get(USERS)["Location"].startswith("/account/choose-role/")


def test_gate_shuts_on_a_role_the_day_after_its_last(client, clock):
    client.force_login(somebody_as(ADMINISTRATOR, ends_on=dt.date(2018, 4, 16)).user)
    assert client.get(USERS).status_code == 200

    clock.move_to(dt.datetime(2018, 4, 16, 23, 1, tzinfo=dt.UTC))  # 00:01 on the 17th in London

    assert client.get(USERS).status_code == 302


def test_gate_shuts_at_once_on_a_live_session_of_somebody_deactivated(client, administrator):
    somebody = somebody_as(ADMINISTRATOR)
    live = Client()
    live.force_login(somebody.user)
    assert live.get(USERS).status_code == 200

    users.deactivate(user=somebody.user, why="Left the trust", by=administrator)

    assert live.get(USERS)["Location"].startswith("/account/sign-in/")
    assert not get_user(live).is_authenticated


def test_gate_does_not_put_another_role_in_the_place_of_one_that_ended(client, administrator):
    chosen = somebody_as(ADMINISTRATOR).grant
    other = GrantFactory(user=chosen.user, role=TRUST_MANAGER.code)
    live = Client()
    live.force_login(chosen.user)
    live.post("/account/choose-role/", {"grant": chosen.pk})

    grants.end(grant=chosen, why="No longer needed", by=administrator)

    assert other.is_active
    assert live.get(USERS)["Location"].startswith("/account/choose-role/")


def test_gate_signs_out_after_twelve_hours_however_busy(client, administrator, clock):
    for _ in range(24):
        assert client.get(USERS).status_code == 200
        clock.forward(minutes=30)
    assert client.get(USERS).status_code == 200

    clock.forward(seconds=1)
    answer = client.get(USERS, follow=True)

    assert "You were signed out because you signed in more than 12 hours ago." in answer.content.decode()
    assert session.GRANT not in client.session


@pytest.mark.parametrize("address", [USERS, "/account/choose-role/", "/account/password/", "/nowhere/"])
def test_gate_lets_no_browser_keep_a_page_of_somebody_signed_in(client, administrator, address):
    kept = client.get(address)["Cache-Control"]

    assert "no-store" in kept
    assert "private" in kept


def test_gate_answers_an_undeclared_route_as_if_it_were_not_there(client, administrator, routes):
    routes(path("forgotten/", lambda request: HttpResponse("open")))

    assert client.get("/forgotten/").status_code == 404


def test_check_refuses_to_start_with_an_undeclared_route(routes):
    routes(path("forgotten/", lambda request: HttpResponse("open")))

    assert [error.id for error in every_route_declares_its_access()] == ["access.E001"]


def test_request_that_fails_leaves_nothing_behind(administrator, routes):
    def fails(request):
        User.objects.create_user("half.saved@example.nhs.uk")
        return HttpResponse(status=500)

    routes(page("fails/", fails, needs=USER[Action.LIST], name="fails"))
    client = Client(raise_request_exception=False)
    client.force_login(administrator.user)

    client.get("/fails/")

    assert not User.objects.filter(email="half.saved@example.nhs.uk").exists()


def test_gate_wants_a_second_factor_where_one_is_required(client, administrator, settings):
    settings.SECOND_FACTOR_REQUIRED = True

    assert client.get(USERS)["Location"] == "/account/second-factor/set-up/"
    assert client.post("/account/sign-out/").status_code == 302

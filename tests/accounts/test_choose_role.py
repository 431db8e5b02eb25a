"""One role at a time, chosen and changed by an explicit step that is kept."""

import pytest

from partnership.access import session
from partnership.access.models import SignInEvent
from partnership.access.roles import ADMINISTRATOR, HUB_OFFICER, PROGRAMME_LEAD, TRUST_MANAGER
from tests.access.factories import GrantFactory, UserFactory, somebody_as

pytestmark = pytest.mark.django_db
CHOOSE = "/account/choose-role/"


@pytest.fixture
def two_roles(client):
    manages = somebody_as(TRUST_MANAGER).grant
    leads = GrantFactory(user=manages.user, role=PROGRAMME_LEAD.code)
    client.force_login(manages.user)
    return manages, leads


def test_choose_role_offers_each_role_with_its_trust(client, two_roles):
    words = client.get(CHOOSE).content.decode()

    assert "Choose how you want to work today" in words
    assert "Trust manager, Oxleas" in words
    assert "Programme lead" in words


def test_choose_role_takes_the_role_gives_a_new_session_key_and_is_kept(client, two_roles):
    manages, _ = two_roles
    before = client.session.session_key

    answer = client.post(CHOOSE, {"grant": manages.pk})

    assert answer["Location"] == "/"
    assert client.session.session_key != before
    assert client.session[session.GRANT] == manages.pk
    assert SignInEvent.objects.get(what="role_chosen").grant == manages


def test_choose_role_on_the_way_to_a_page_goes_on_to_it(client, two_roles):
    answer = client.post(f"{CHOOSE}?next=/my-work/", {"grant": two_roles[0].pk})

    assert answer["Location"] == "/my-work/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_choose_role_on_the_way_to_another_site_stays_here(client, two_roles, elsewhere):
    answer = client.post(f"{CHOOSE}?next={elsewhere}", {"grant": two_roles[0].pk})

    assert answer["Location"] == "/"


def test_choose_role_looked_at_changes_nothing(client, two_roles):
    client.get(f"{CHOOSE}?grant={two_roles[0].pk}")

    assert session.GRANT not in client.session


@pytest.mark.parametrize("typed", [{}, {"grant": ""}, {"grant": "0"}, {"grant": "x\x00"}, {"grant": ["1", "2"]}])
def test_choose_role_without_one_of_ones_own_says_so(client, two_roles, typed):
    answer = client.post(CHOOSE, typed)

    assert answer.status_code == 422
    assert session.GRANT not in client.session


def test_choose_role_of_somebody_else_is_refused(client, two_roles):
    others = somebody_as(ADMINISTRATOR).grant

    answer = client.post(CHOOSE, {"grant": others.pk})

    assert answer.status_code == 422
    assert session.GRANT not in client.session


def test_choose_role_that_is_over_is_not_offered(client):
    over = GrantFactory(role=HUB_OFFICER.code, ends_on="2018-04-15")
    client.force_login(over.user)

    assert "You have no role in the portal today" in client.get(CHOOSE).content.decode()
    assert client.post(CHOOSE, {"grant": over.pk}).status_code == 422


def test_choose_role_without_any_says_whom_to_ask(client):
    administrator = somebody_as(ADMINISTRATOR).user
    client.force_login(UserFactory())

    assert administrator.email in client.get(CHOOSE).content.decode()

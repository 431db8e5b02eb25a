"""Signing in through a trust's own provider: whom it lets in, and whom it does not."""

import importlib
import sys
import types
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter

from partnership.access.roles import ADMINISTRATOR
from partnership.accounts import sign_in_urls
from partnership.accounts.adapters import UNKNOWN_HERE
from slp_portal.urls import urlpatterns
from tests.access.factories import UserFactory, somebody_as

pytestmark = pytest.mark.django_db
START, BACK = "/account/sign-in/nhs/", "/account/sign-in/nhs/back/"
PROVIDER = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "nhs",
                "name": "NHS sign-in",
                "client_id": "portal",
                "secret": "between the two of us",
                "settings": {"server_url": "https://provider.example"},
            }
        ],
    }
}
CONFIGURATION = {
    "authorization_endpoint": "https://provider.example/authorise",
    "token_endpoint": "https://provider.example/token",
    "userinfo_endpoint": "https://provider.example/userinfo",
    "issuer": "https://provider.example",
    "jwks_uri": "https://provider.example/keys",
}


@pytest.fixture
def vouches_for(settings, monkeypatch, client):
    """``vouches_for("somebody@…")`` goes to the provider, which says who it is, and comes back."""
    settings.SOCIALACCOUNT_PROVIDERS = PROVIDER
    module = types.ModuleType("urls_with_a_provider")
    module.urlpatterns = [*importlib.reload(sign_in_urls).urlpatterns, *urlpatterns]
    sys.modules["urls_with_a_provider"] = module
    settings.ROOT_URLCONF = "urls_with_a_provider"
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", CONFIGURATION)
    token = "allauth.socialaccount.providers.oauth2.client.OAuth2Client.get_access_token"
    monkeypatch.setattr(token, lambda *args, **kwargs: {"access_token": "x"})

    def go(email: str, verified: bool = True):
        said = {"sub": email, "email": email, "email_verified": verified}
        monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "_fetch_user_info", lambda *_: said)
        leads_to = client.post(START)["Location"]
        asked = parse_qs(urlsplit(leads_to).query)
        assert leads_to.startswith("https://provider.example/authorise?")
        assert asked["code_challenge_method"] == ["S256"]
        return client.get(BACK, {"code": "c", "state": asked["state"][0]}, follow=True)

    yield go
    settings.SOCIALACCOUNT_PROVIDERS = {}
    importlib.reload(sign_in_urls)
    del sys.modules["urls_with_a_provider"]


def signed_in(client) -> str | None:
    return client.session.get("_auth_user_id")


def test_provider_lets_in_whom_an_administrator_added(client, vouches_for):
    user = somebody_as(ADMINISTRATOR).user

    vouches_for(user.email)

    assert signed_in(client) == str(user.pk)


def test_provider_does_not_let_in_an_address_it_has_not_verified(client, vouches_for):
    user = somebody_as(ADMINISTRATOR).user

    answer = vouches_for(user.email, verified=False)

    assert signed_in(client) is None
    assert UNKNOWN_HERE in answer.content.decode()


def test_provider_does_not_let_in_somebody_whom_nobody_added(client, vouches_for):
    answer = vouches_for("stranger@example.nhs.uk")

    assert signed_in(client) is None
    assert UNKNOWN_HERE in answer.content.decode()


def test_provider_does_not_let_in_somebody_deactivated(client, vouches_for):
    gone = UserFactory()
    type(gone).objects.filter(pk=gone.pk).update(
        is_active=False, deactivated_at=gone.created_at, why_deactivated="Left"
    )

    answer = vouches_for(gone.email)

    assert signed_in(client) is None
    assert UNKNOWN_HERE in answer.content.decode()


def test_provider_that_answers_somebody_who_did_not_ask_signs_nobody_in(client, vouches_for):
    answer = client.get(BACK, {"code": "c", "state": "made up"}, follow=True)

    assert signed_in(client) is None
    assert "did not sign you in" in answer.content.decode()


def test_provider_button_is_there_only_where_one_is_set_up(client, vouches_for, settings):
    assert "NHS sign-in" in client.get("/account/sign-in/").content.decode()

    settings.SOCIALACCOUNT_PROVIDERS = {}

    assert "NHS sign-in" not in client.get("/account/sign-in/").content.decode()

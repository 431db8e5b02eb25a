"""People at work with a browser each, and a portal with one more app: a journey, a source, a searcher and a list."""

import pytest
from django.test import Client
from django.urls import clear_url_caches

from partnership.access.principal import Principal
from partnership.access.roles import HUB_LEAD, HUB_OFFICER
from partnership.work import search, sources
from tests.browsing import signed_in
from tests.people.conftest import add, manager_of, principal_of  # noqa: F401 - fixtures
from tests.work import sample


@pytest.fixture
def officer(db) -> Principal:
    return principal_of(HUB_OFFICER)


@pytest.fixture
def colleague(db) -> Principal:
    return principal_of(HUB_OFFICER)


@pytest.fixture
def lead(db) -> Principal:
    return principal_of(HUB_LEAD)


@pytest.fixture
def browse():
    """The browser of somebody who has signed in and chosen their role."""

    def _browse(principal: Principal) -> Client:
        return signed_in(Client(), principal.user, principal.grant)

    return _browse


@pytest.fixture
def sample_app(settings, monkeypatch):
    """One app among the others, with all that an app can contribute."""
    monkeypatch.setattr(sources, "SOURCES", {source.slug: source for source in sample.SOURCES})
    monkeypatch.setattr(search, "SEARCHERS", {searcher.slug: searcher for searcher in sample.SEARCHERS})
    settings.ROOT_URLCONF = "tests.work.sample_urls"
    clear_url_caches()
    yield
    clear_url_caches()

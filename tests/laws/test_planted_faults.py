"""Faults that somebody could make, each planted where it would stand, and each caught by the laws.

Row-level security stops many of them by itself. Those are planted twice: with it, nothing leaks; without it, the laws
say what does.
"""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.test import override_settings
from django.urls import path

from forensic_hub.referrals import work as hub
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.views import referral_list
from forensic_hub.referrals.views.counts import ReferralCounts
from forensic_hub.referrals.views.documents import DocumentDownload
from partnership.access import checks, scope, session
from partnership.access.models import Grant
from partnership.access.principal import Principal
from partnership.access.routes import PUBLIC, declare
from partnership.pages.views import Page, RecordAct, RecordAddPage
from partnership.pages.views.records import OfRecord
from partnership.work.search import Searcher
from tests.laws.access import GET, POST, SEND, breaches_of_route
from tests.laws.addresses import route_named

MANAGER = "trust_manager slam"


@pytest.fixture
def without_row_security(monkeypatch):
    """The database shows every row to everybody, as it would to a role that steps round its policies."""
    monkeypatch.setattr(scope, "narrow_to", lambda principal: scope._set(role=scope.SYSTEM))


def caught(world, asker: str, route: str, method: str = GET) -> list[str]:
    return breaches_of_route(world, world.asker(asker), route_named(route), method)


def unfiltered(monkeypatch):
    monkeypatch.setattr(referral_list.ReferralList, "permitted", lambda self, model, needs=None: model.objects.all())


def past_its_scope(monkeypatch):
    def record_of_anybody(self):
        found = get_object_or_404(self.model.objects.select_related(*self.related), reference=self.kwargs["reference"])
        self.shows([found.reference])
        return found

    monkeypatch.setattr(OfRecord, "record", property(record_of_anybody))


def search_of_everybody(monkeypatch):
    people = hub.register_search.__globals__["SEARCHERS"]
    for slug, searcher in list(people.items()):
        model = searcher.find(Principal(), hub.Words("zq")).model
        anybody = Searcher(
            searcher.slug, searcher.group, searcher.noun, searcher.needs,
            lambda by, words, model=model: model.objects.order_by("-pk"), searcher.hit,
        )  # fmt: skip
        monkeypatch.setitem(people, slug, anybody)


STOPPED_BY_THE_DATABASE = [
    pytest.param(unfiltered, MANAGER, "forensic_hub:referral-list", GET, "leaks", id="an unfiltered list"),
    pytest.param(unfiltered, MANAGER, "forensic_hub:referral-download", SEND, "leaks", id="an unscoped CSV"),
    pytest.param(
        past_its_scope, MANAGER, "forensic_hub:referral-overview", GET, "answers 200", id="an object past its scope"
    ),
    pytest.param(past_its_scope, MANAGER, "forensic_hub:note-new", GET, "answers 200", id="a form past its scope"),
    pytest.param(
        past_its_scope, "hub_officer", "forensic_hub:person", GET, "leaks", id="a person of the other pathway"
    ),
    pytest.param(search_of_everybody, MANAGER, "work:search", SEND, "leaks", id="a search that leaks"),
]


@pytest.mark.parametrize(("plant", "asker", "route", "method", "breach"), STOPPED_BY_THE_DATABASE)
def test_fault_without_row_security_is_caught(
    world, monkeypatch, without_row_security, plant, asker, route, method, breach
):
    before = caught(world, asker, route, method)
    plant(monkeypatch)

    found = caught(world, asker, route, method)

    assert before == [], "the portal's own filters hold without row-level security"
    assert any(breach in one for one in found), found


@pytest.mark.parametrize(("plant", "asker", "route", "method", "breach"), STOPPED_BY_THE_DATABASE)
def test_fault_is_stopped_by_row_security_alone(world, monkeypatch, plant, asker, route, method, breach):
    plant(monkeypatch)

    leaked = [one for one in caught(world, asker, route, method) if "leaks" in one or "writes" in one]

    assert leaked == []


def page_that_forgets_the_log(monkeypatch):
    """It says that it wrote the log, so that nothing stops it, and wrote none."""
    monkeypatch.setattr(Page, "shows", lambda self, *args, **kwargs: setattr(self.request, "read_logged", True))


def file_that_forgets_the_log(monkeypatch):
    monkeypatch.setattr(DocumentDownload, "shows", page_that_logs_nobody)
    monkeypatch.setattr(OfRecord, "shows", page_that_logs_nobody, raising=False)


def page_that_logs_nobody(self, *args, **kwargs):
    self.request.read_logged = True


def log_of_more_than_is_shown(monkeypatch):
    shows = Page.shows
    monkeypatch.setattr(Page, "shows", lambda self, shown, *more: shows(self, [*shown, "FR-2018-0001"], *more))


def silence_that_says_forbidden(monkeypatch):
    def record_or_forbidden(self):
        if not self.permitted(self.model).filter(reference=self.kwargs["reference"]).exists():
            raise PermissionDenied
        return self.permitted(self.model).get(reference=self.kwargs["reference"])

    monkeypatch.setattr(OfRecord, "record", property(record_or_forbidden))


def silence_that_differs(monkeypatch):
    """A 404 of its own for what is there and not to be seen."""
    get = RecordAddPage.get

    def get_or_say(self, request, *args, **kwargs):
        if kwargs["reference"] != "FR-2018-9999" and not self.permitted(Referral).filter(**kwargs).exists():
            return HttpResponse("This referral is not for you", status=404)
        return get(self, request, *args, **kwargs)

    monkeypatch.setattr(RecordAddPage, "get", get_or_say)


def page_that_changes_when_opened(monkeypatch):
    def take(self, request, *args, **kwargs):
        self.act()
        return redirect(self.to_record())

    monkeypatch.setattr(RecordAct, "get", take)


def count_that_names(monkeypatch):
    monkeypatch.setattr(ReferralCounts, "get_title", lambda self: "Referrals in numbers, the first being FR-2018-0001")


def role_that_outlives_its_grant(monkeypatch):
    """The role that the session began with, whatever has happened to it since."""

    def as_it_began(request):
        grant = Grant.objects.filter(pk=request.session.get(session.GRANT, 0)).select_related("trust").first()
        return Principal(request.user, grant) if request.user.is_authenticated else session.NOBODY

    monkeypatch.setattr(session, "principal_of", as_it_began)


CAUGHT = [
    pytest.param(
        count_that_names, "board_member", "forensic_hub:referral-counts", GET, "leaks", id="a count that names"
    ),
    pytest.param(
        page_that_forgets_the_log, "hub_lead", "forensic_hub:referral-overview", GET, "does not log", id="no read log"
    ),
    pytest.param(
        page_that_forgets_the_log, MANAGER, "forensic_hub:referral-list", GET, "does not log", id="no log of a list"
    ),
    pytest.param(
        page_that_forgets_the_log, "hub_lead", "forensic_hub:referral-download", SEND, "not log", id="no log of a CSV"
    ),
    pytest.param(
        file_that_forgets_the_log, "hub_lead", "forensic_hub:document-download", GET, "not log", id="no log of a file"
    ),
    pytest.param(
        page_that_forgets_the_log, "hub_lead", "work:search", SEND, "does not log", id="no log of a search"
    ),
    pytest.param(
        log_of_more_than_is_shown, MANAGER, "forensic_hub:referral-overview", GET, "not show", id="a log of too much"
    ),
    pytest.param(
        silence_that_says_forbidden, MANAGER, "forensic_hub:referral-notes", GET, "answers 403", id="403 for a 404"
    ),
    pytest.param(
        silence_that_differs, MANAGER, "forensic_hub:note-new", GET, "differs from what never was", id="a telling 404"
    ),
    pytest.param(
        page_that_changes_when_opened, "hub_lead", "forensic_hub:referral-take", GET, "writes", id="a GET that writes"
    ),
    pytest.param(
        role_that_outlives_its_grant, "whose role was ended while signed in", "forensic_hub:referral-list", GET,
        "answers 200", id="a role that outlives its grant",
    ),
    pytest.param(
        role_that_outlives_its_grant, "whose role ran out", "forensic_hub:referral-overview", POST, "answers",
        id="a role that ran out",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("plant", "asker", "route", "method", "breach"), CAUGHT)
def test_fault_is_caught(world, monkeypatch, plant, asker, route, method, breach):
    before = caught(world, asker, route, method)
    plant(monkeypatch)

    found = caught(world, asker, route, method)

    assert before == []
    assert any(breach in one for one in found), found


def undeclared(request):
    return HttpResponse("Everything about everybody")


class Undeclared:
    """The portal's addresses, and one that nobody declared."""

    from slp_portal.urls import urlpatterns as declared_ones

    urlpatterns = [*declared_ones, path("planted/", undeclared, name="planted")]


class DeclaredTwice:
    from slp_portal.urls import urlpatterns as declared_ones

    urlpatterns = [*declared_ones, declare(path("my-work/", undeclared, name="planted"), PUBLIC)]


@override_settings(ROOT_URLCONF=Undeclared)
def test_undeclared_address_stops_the_portal_from_starting():
    (error,) = checks.every_route_declares_its_access()

    assert "'planted/'" in error.msg


@override_settings(ROOT_URLCONF=Undeclared)
def test_undeclared_address_is_not_served_either(world):
    assert world.asker("hub_lead").client.get("/planted/").status_code == 404


@override_settings(ROOT_URLCONF=DeclaredTwice)
def test_address_declared_twice_stops_the_portal_from_starting():
    assert len(checks.two_routes_are_never_the_same()) == 1


def test_page_about_people_that_does_not_call_the_log_is_not_shown(world, monkeypatch):
    """Even where no law looks: the middleware turns it into an error before it leaves."""
    monkeypatch.setattr(Page, "shows", lambda self, *args, **kwargs: None)

    found = caught(world, "hub_lead", "forensic_hub:referral-overview")

    assert any("answers 500: ReadNotLogged" in one for one in found)
    assert not any("leaks" in one for one in found)

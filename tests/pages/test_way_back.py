"""A record leads back to its list as it was filtered, and nowhere else."""

from django.test import RequestFactory

from partnership.pages.values import Link
from partnership.pages.way_back import LONGEST_QUERY, MOST_LISTS, as_it_was, remember_list

REFERRALS = Link("Referrals", "/forensic/referrals/")


def asked(address: str, session: dict):
    request = RequestFactory().get(address)
    request.session = session
    remember_list(request)
    return request


def test_list_that_was_filtered_is_led_back_to_with_its_filters():
    session = {}
    asked("/forensic/referrals/?view=open&borough=lambeth&page=2", session)

    request = asked("/forensic/panels/", session)

    assert as_it_was(request, REFERRALS).url == "/forensic/referrals/?view=open&borough=lambeth"
    assert as_it_was(request, Link("Home", "/")) == Link("Home", "/")


def test_list_asked_for_without_filters_is_forgotten():
    session = {}
    asked("/forensic/referrals/?view=open", session)

    request = asked("/forensic/referrals/", session)

    assert as_it_was(request, REFERRALS) is REFERRALS


def test_query_that_names_another_site_stays_behind_its_own_list():
    request = asked("/forensic/referrals/?next=https://elsewhere.example/", {})

    assert as_it_was(request, REFERRALS).url.startswith("/forensic/referrals/?")


def test_session_keeps_few_lists_and_no_long_query():
    session = {}
    for number in range(MOST_LISTS + 5):
        asked(f"/list-{number}/?view=open", session)
    asked(f"/forensic/referrals/?view={'x' * LONGEST_QUERY}", session)

    assert len(session["lists"]) == MOST_LISTS
    assert "/forensic/referrals/" not in session["lists"]


def test_query_too_long_to_keep_forgets_the_one_before():
    session = {}
    asked("/forensic/referrals/?view=open", session)

    request = asked(f"/forensic/referrals/?view={'x' * LONGEST_QUERY}", session)

    assert as_it_was(request, REFERRALS) is REFERRALS

"""Hana Hub at her desk: signed in, with referrals to look at and others begun that only want to be confirmed."""

import datetime as dt
import re
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from bench.asking import Ask, Browser
from forensic_hub.referrals.demo import desks
from forensic_hub.referrals.demo.hub import Colleagues
from forensic_hub.referrals.journeys import LOG_REFERRAL
from partnership.access import session
from partnership.access.scope import acting_as
from partnership.arithmetic import clock

CSRF = "b" * 32
BEFORE_ANYBODY_WAS_BORN = dt.date(1900, 1, 1)
PAPERS = {
    "referral_letter": ["yes"], "risk_assessment": ["yes"], "psychiatric_report": ["not_yet"],
    "index_offence": ["not_yet"], "care_plan": ["not_yet"], "hand_out": ["duty"],
}  # fmt: skip
HIDDEN = re.compile(r'<input type="hidden" name="(form_token|seen)" value="([^"]*)">')


def sign_in(who: str) -> dict[str, str]:
    """The cookies of a session that has just begun."""
    principal = Colleagues()[who]
    store = SessionStore()
    store[SESSION_KEY] = str(principal.user_id)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = principal.actor.get_session_auth_hash()
    store[session.SIGNED_IN_AT] = clock.now().isoformat()
    store[session.GRANT] = principal.grant.pk if principal.grant else None
    store.save()
    return {settings.SESSION_COOKIE_NAME: str(store.session_key), settings.CSRF_COOKIE_NAME: CSRF}


def begun(who: str, number: int) -> list[str]:
    """The check pages of so many referrals that wait for one press of the button: people whom nobody resembles."""
    principal = Colleagues()[who]
    with acting_as(principal):
        return [LOG_REFERRAL.url(desks.begin(principal, _typed(index)), "check") for index in range(number)]


def _typed(index: int) -> dict[str, dict[str, list[str]]]:
    born = BEFORE_ANYBODY_WAS_BORN + dt.timedelta(days=index)
    date = {"date_of_birth_day": born.day, "date_of_birth_month": born.month, "date_of_birth_year": born.year}
    person = desks.PERSON | {name: [str(value)] for name, value in date.items()}
    return {**desks.ASKED, "person": person, "documents": PAPERS}


def confirmations(browser: Browser, check_pages: list[str]) -> Iterator[Ask]:
    """The press of "Confirm and save" on each, with the one-time token of its page."""
    browser.connect_again()
    for page in check_pages:
        hidden = dict(HIDDEN.findall(browser.ask(Ask(page)).body.decode()))
        yield Ask(page, sends={"csrfmiddlewaretoken": CSRF, **hidden}, answer=302)

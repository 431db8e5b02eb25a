"""A form that is sent twice takes effect once."""

from html import escape

import pytest

from tests.laws.addresses import route_named
from tests.laws.sending import FORMS, address_to_send_to, form_for, routes_that_take_a_form, send
from tests.laws.turns import is_turn
from tests.laws.walking import BOOKKEEPING

CHANGES = [name for name, sending in FORMS.items() if not sending.answers]
TWICE = 4
"""Of so many one is sent twice: one middleware spends the token of them all."""
ALREADY_SAVED = "You have already saved this"


def test_every_route_that_takes_a_form_has_one_to_try():
    assert {route.name for route in routes_that_take_a_form()} - set(FORMS) == set()


def test_every_form_to_try_is_of_a_route_that_takes_one():
    assert set(FORMS) - {route.name for route in routes_that_take_a_form()} == set()


@pytest.mark.parametrize("name", CHANGES)
def test_form_takes_effect_once(world, name):
    address = address_to_send_to(world, route_named(name))
    form = form_for(world, address)

    first = send(world, address, form)
    assert first.status == 302, f"{first}\n{first.errors}"
    assert first.wrote - BOOKKEEPING or "django_session" in first.wrote, "it took no effect"

    if not is_turn(CHANGES.index(name), TWICE):
        return
    second = send(world, address, form, again=True)
    assert second.status == 409, second
    assert second.wrote - BOOKKEEPING == set()
    assert ALREADY_SAVED in second.body
    assert escape(first.location) in second.body

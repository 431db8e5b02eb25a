"""The same form, ten times at the same moment, over real connections: one effect, and nine are told so."""

from __future__ import annotations

import collections
import threading

import pytest
from django.db import connection

from forensic_hub.referrals.models import Note, Referral
from partnership.access.scope import as_the_system
from partnership.pages import once
from tests.laws.addresses import route_named
from tests.laws.sending import FORMS, address_to_send_to, form_for

TIMES = 10


def answers_to(world, address, form) -> collections.Counter[int]:
    asker, start, answers = world.asker(FORMS[address.route.name].who), threading.Barrier(TIMES), []

    def send() -> None:
        try:
            start.wait()
            answers.append(asker.client.post(address.url, form).status_code)
        finally:
            connection.close()

    crowd = [threading.Thread(target=send) for _ in range(TIMES)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return collections.Counter(answers)


@pytest.mark.parametrize("name", ["forensic_hub:note-new", "forensic_hub:referral-new-check"])
def test_form_sent_ten_times_at_once_takes_effect_once(changing_world, name):
    address = address_to_send_to(changing_world, route_named(name))
    before = _rows()

    answers = answers_to(changing_world, address, form_for(changing_world, address))

    assert answers == {302: 1, 409: TIMES - 1}
    assert _rows() - before == 1


def test_form_whose_token_is_not_spent_takes_effect_ten_times(changing_world, monkeypatch):
    """The alarm: without the token, each sending of a note is one more note."""
    monkeypatch.setattr(once, "spend", lambda token, by: True)
    address = address_to_send_to(changing_world, route_named("forensic_hub:note-new"))
    before = _rows()

    answers_to(changing_world, address, form_for(changing_world, address))

    assert _rows() - before == TIMES


def _rows() -> int:
    with as_the_system("a law"):
        return Note.objects.count() + Referral.objects.count()

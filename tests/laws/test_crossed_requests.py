"""Many people at once, over connections that are used again: nobody gets a row of somebody else's."""

from __future__ import annotations

import random
import threading

import pytest
from django.db import connection

from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.views.people import PersonPage
from partnership.access import scope
from partnership.arithmetic import clock
from tests.laws.walking import read

THREADS, REQUESTS = 8, 24
WHO = ("trust_manager oxleas", "trust_manager slam", "trust_manager swlstg", "hub_officer", "board_member", "no role")


class FailsHalfWay(Exception):
    pass


def crossed(world, threads: int = THREADS, requests: int = REQUESTS) -> list[str]:
    """Breaches of so many threads, each on one connection, asking as somebody else each time."""
    found: list[str] = []
    crowd = [threading.Thread(target=_ask, args=(world, number, requests, found)) for number in range(threads)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return found


def _ask(world, number: int, requests: int, found: list[str]) -> None:
    chance = random.Random(number)
    try:
        for _ in range(requests):
            asker = chance.choice([world.asker(name) for name in WHO[:-1]] + [world.asker("with no role")])
            url = chance.choice(_addresses(world, chance))
            answer = read(url, asker.client.get(url), None)
            found += [f"{asker} {url}: leaks {leak}" for leak in world.leaks(answer.text, asker.principal, said=url)]
            found += [f"after {asker} {url}: the connection shows {rows} referrals"] if (rows := _left_behind()) else []
    finally:
        connection.close()


def _addresses(world, chance: random.Random) -> list[str]:
    referral = chance.choice(world.of(Referral))
    return [
        "/my-work/",
        "/forensic/referrals/?view=open",
        "/forensic/",
        f"/forensic/referrals/{referral.reference}/",
        f"/forensic/referrals/{referral.reference}/history/",
        f"/forensic/people/{referral.person.reference}/",
    ]


def _left_behind() -> int:
    """Rows that the connection still shows when the request is over and nobody asks."""
    return Referral.objects.count()


@pytest.fixture
def some_fail_half_way(monkeypatch):
    """A page that reads, and then breaks."""
    shown = PersonPage.get_context_data

    def fail(self, **kwargs):
        shown(self, **kwargs)
        raise FailsHalfWay

    monkeypatch.setattr(PersonPage, "get_context_data", fail)


def test_requests_that_cross_show_each_asker_their_own(changing_world, some_fail_half_way):
    found = crossed(changing_world)

    assert not found, "\n".join(found[:50])


def test_scope_that_outlives_its_transaction_is_caught(changing_world, some_fail_half_way, monkeypatch):
    """The same with the scope set for the session: the alarm that shows that the law can see."""
    monkeypatch.setattr(scope, "_set", _set_for_the_session)

    found = crossed(changing_world, threads=2, requests=10)

    assert any("the connection shows" in one for one in found)


def _set_for_the_session(**values) -> None:
    values["today"] = clock.today().isoformat()
    with connection.cursor() as cursor:
        for name in scope.SETTINGS:
            value = str(values.get(name.removeprefix("app.")) or "")
            cursor.execute("SELECT set_config(%s, %s, false)", [name, value])

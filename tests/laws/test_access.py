"""Who asks × every address × whose record: the answer, what it holds, what it writes and what it logs.

The status alone would not do: a list, a file, a search and a count can each answer rightly and hold too much.
"""

from __future__ import annotations

import multiprocessing
import os

import pytest
from django.db import connections, transaction

from tests import scratch
from tests.laws.access import breaches_of
from tests.laws.addresses import addresses, routes
from tests.laws.walking import Walker


def test_every_address_is_known(world):
    for asker in world.askers:
        for route in routes():
            assert list(addresses(world, asker, route)), route


def test_everybody_gets_what_the_policies_give_and_nothing_else(committed_world):
    """As many walk at a time as there are processors, each in a transaction that is rolled back."""
    fork = multiprocessing.get_context("fork")
    with scratch.using("world"):
        connections.close_all()
        with fork.Pool(os.cpu_count(), _begin, [committed_world]) as walkers:
            walks = walkers.map(_walk, range(len(committed_world.askers)), chunksize=1)
    breaches = [breach for walk in walks for breach in walk]
    assert not breaches, f"{len(breaches)} breaches\n" + "\n".join(breaches[:200])


def _begin(world) -> None:
    _walk.world = world


def _walk(place: int) -> list[str]:
    with transaction.atomic():
        found = breaches_of(_walk.world, _walk.world.askers[place])
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("name", ["trust_manager oxleas", "trust_manager slam", "trust_manager swlstg"])
def test_search_for_somebody_out_of_reach_is_as_for_nobody(world, name):
    asker, walker = world.asker(name), Walker()
    nobody = walker.post(asker, "/search/", {"q": "Zqnobodyzq"})
    out_of_reach = [
        person for person in world.of("people.Person") if person.responsible_trust_id != asker.principal.trust_id
    ]

    for person in out_of_reach[::5]:
        for typed in (person.last_name, person.full_name, person.nhs_number, person.reference):
            answer = walker.post(asker, "/search/", {"q": typed})
            assert answer.status == 200
            assert answer.without(typed) == nobody.without("Zqnobodyzq"), typed
            assert not answer.logged

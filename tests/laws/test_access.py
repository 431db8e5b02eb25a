"""Who asks × every address × whose record: the answer, what it holds, what it writes and what it logs.

The status alone would not do: a list, a file, a search and a count can each answer rightly and hold too much.
"""

from __future__ import annotations

import pytest

from tests.laws.access import breaches_of
from tests.laws.addresses import addresses, routes
from tests.laws.askers import NAMES
from tests.laws.walking import Walker


def test_every_address_is_known(world):
    for route in routes():
        assert list(addresses(world, world.askers[0], route)), route


def test_everybody_has_a_turn(world):
    assert [asker.name for asker in world.askers] == NAMES


@pytest.mark.usefixtures("menu_numbers")
@pytest.mark.parametrize("name", NAMES)
def test_everybody_gets_what_the_policies_give_and_nothing_else(world, name):
    breaches = breaches_of(world, world.asker(name))

    assert not breaches, f"{len(breaches)} breaches\n" + "\n".join(breaches[:200])


@pytest.mark.parametrize("name", ["trust_manager oxleas", "trust_manager slam", "trust_manager swlstg"])
def test_search_for_somebody_out_of_reach_is_as_for_nobody(world, name):
    asker, walker = world.asker(name), Walker()
    nobody = walker.post(asker, "/search/", {"q": "Zqnobodyzq"})
    out_of_reach = [
        person for person in world.of("people.Person") if person.responsible_trust_id != asker.principal.trust_id
    ]

    for turn, person in enumerate(out_of_reach[::5]):
        typed = (person.last_name, person.full_name, person.nhs_number, person.reference)[turn % 4]
        answer = walker.post(asker, "/search/", {"q": typed})
        assert answer.status == 200
        assert answer.without(typed) == nobody.without("Zqnobodyzq"), typed
        assert not answer.logged

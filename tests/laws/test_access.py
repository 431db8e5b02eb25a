"""Who asks × every address × whose record: the answer, what it holds, what it writes and what it logs.

The status alone would not do: a list, a file, a search and a count can each answer rightly and hold too much.
"""

from tests.laws.access import breaches_of
from tests.laws.addresses import addresses, routes


def test_every_address_is_known(world):
    for asker in world.askers:
        for route in routes():
            assert list(addresses(world, asker, route)), route


def test_everybody_gets_what_the_policies_give_and_nothing_else(world):
    breaches = [breach for asker in world.askers for breach in breaches_of(world, asker)]
    assert not breaches, f"{len(breaches)} breaches\n" + "\n".join(breaches[:200])

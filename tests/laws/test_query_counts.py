"""No page asks more questions of the database because there are more rows."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership.access.scope import acting_as, as_the_system
from partnership.arithmetic import clock
from partnership.organisations.models import Dated
from partnership.work import navigation
from tests.laws.access import gets_in
from tests.laws.addresses import Address, addresses, route_named, routes
from tests.laws.askers import Asker
from tests.laws.declaring import More, declared, every
from tests.laws.turns import IN_FULL
from tests.laws.walking import undone

MORE = 30 if IN_FULL else 6
"""How many more rows there are: in full, more than a page of a list."""
SHELL = 6
"""How many questions the barest signed-in page may ask."""
FOR_A_LONG_LIST = 2
"""What a page may ask once, and once only, because a list is longer than a page of it."""
NO_QUESTION = re.compile(r"^(SAVEPOINT|RELEASE|ROLLBACK|SELECT set_config)", re.IGNORECASE)


def questions_of(asker, url) -> tuple[int, list[str]]:
    with undone(), CaptureQueriesContext(connection) as captured:
        status = asker.client.get(url).status_code
    return status, [query["sql"] for query in captured if not NO_QUESTION.match(query["sql"])]


def pages_of(world, askers) -> dict[tuple[Asker, Address], list[str]]:
    """One page of each route, opened by one of those who can, by turns, with what it asks."""
    found = {}
    for turn, route in enumerate(routes()):
        reaching = [asker for asker in askers if gets_in(asker, route)]
        for asker in reaching[turn % len(reaching) :][:1] if reaching else []:
            for address in addresses(world, asker, route):
                status, asked = questions_of(asker, address.url)
                if status == 200:
                    found[asker, address] = asked
                    break
    return found


BUSIEST = ["hub_lead", "bed_coordinator", "trust_manager slam", "board_member", "programme_lead", "administrator"]


@pytest.mark.usefixtures("menu_numbers")
def test_page_asks_no_more_because_there_are_more_rows(world):
    """One test for all of them: what costs is making the rows."""
    askers = [world.asker(name) for name in BUSIEST]
    before = pages_of(world, askers)
    with as_the_system("more of everything"):
        for number in range(MORE):
            for app in declared():
                if app.more:
                    app.more(More(world.builder, number, askers, {page.row for _, page in before}))

    grown = []
    for (asker, page), asked in before.items():
        after = questions_of(asker, page.url)[1]
        if len(after) > len(asked) + FOR_A_LONG_LIST:
            grown.append(f"{asker}: {page}: {len(asked)} became {len(after)}, the last being {after[-1][:300]}")

    assert not grown, "\n".join(grown)


@pytest.mark.usefixtures("menu_numbers")
def test_barest_page_asks_few_questions(world):
    for name in ("hub_lead", "trust_manager slam", "staff_member slam"):
        asked = questions_of(world.asker(name), "/help/")[1]
        assert len(asked) <= SHELL, "\n".join(asked)


@pytest.mark.usefixtures("menu_numbers")
def test_menu_is_put_into_words_without_a_question(world):
    """Its words are kept for a minute: they may depend on no row but a rule, which holds from a day on."""
    rules = [model._meta.db_table for model in apps.get_models() if issubclass(model, Dated)]
    for asker in world.askers:
        if asker.principal.role:
            with acting_as(asker.principal), CaptureQueriesContext(connection) as captured:
                navigation._question(asker.principal, clock.now())
            asked = [query["sql"] for query in captured if not NO_QUESTION.match(query["sql"])]
            assert not [one for one in asked if not any(f'FROM "{rule}"' in one for rule in rules)], f"{asker}: {asked}"


@pytest.mark.usefixtures("menu_numbers")
@pytest.mark.parametrize(("name", "most"), every("most_questions").items())
def test_page_asks_few_questions(world, name, most):
    asker = world.asker("hub_lead")
    for turn in range(9):
        address = next(addresses(world, asker, route_named(name), turn))

        _, asked = questions_of(asker, address.url)

        assert len(asked) <= most, f"{address}\n" + "\n".join(asked)

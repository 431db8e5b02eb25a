"""No page asks more questions of the database because there are more rows."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from camhs_beds.models import BedRule
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.vocabulary import State
from partnership.access.models import User
from partnership.access.roles import Pathway
from partnership.access.scope import acting_as, as_the_system
from partnership.arithmetic import clock
from partnership.files.states import ImportState
from partnership.work import navigation
from tests.laws import of_board, of_camhs, of_programmes, of_savings
from tests.laws.access import gets_in
from tests.laws.addresses import Address, addresses, routes
from tests.laws.askers import Asker
from tests.laws.walking import undone

MORE = 30
"""More than a page of a list."""
SHELL, RECORD = 6, 18
"""How many questions the barest signed-in page may ask, and any tab of a referral."""
FOR_A_LONG_LIST = 2
"""What a page may ask once, and once only, because a list is longer than a page of it."""
NO_QUESTION = re.compile(r"^(SAVEPOINT|RELEASE|ROLLBACK|SELECT set_config)", re.IGNORECASE)
BEHIND_A_REFERRAL = ("Note", "Document", "ReferralCorrection", "Assessment", "Closure", "InformationRequest")
DEFERRED = {"outcome": "defer", "setting": ""}


def questions_of(asker, url) -> tuple[int, list[str]]:
    with undone(), CaptureQueriesContext(connection) as captured:
        status = asker.client.get(url).status_code
    return status, [query["sql"] for query in captured if not NO_QUESTION.match(query["sql"])]


def pages_of(world, askers) -> dict[tuple[Asker, Address], list[str]]:
    """One page of each route, opened by one of those who can, by turns, with what it asks."""
    found = {}
    for turn, route in enumerate(routes()):
        reaching = [asker for asker in askers if gets_in(asker, next(addresses(world, asker, route)))]
        for asker in reaching[turn % len(reaching) :][:1] if reaching else []:
            for address in addresses(world, asker, route):
                status, asked = questions_of(asker, address.url)
                if status == 200:
                    found[asker, address] = asked
                    break
    return found


BUSIEST = ["hub_lead", "bed_coordinator", "trust_manager slam", "board_member", "programme_lead", "administrator"]


def test_page_asks_no_more_because_there_are_more_rows(world):
    """One test for all of them: what costs is making the rows."""
    askers = [world.asker(name) for name in BUSIEST]
    before = pages_of(world, askers)
    with as_the_system("more of everything"):
        multiply(world, askers, {page.row for _, page in before})

    grown = []
    for (asker, page), asked in before.items():
        after = questions_of(asker, page.url)[1]
        if len(after) > len(asked) + FOR_A_LONG_LIST:
            grown.append(f"{asker}: {page}: {len(asked)} became {len(after)}, the last being {after[-1][:300]}")

    assert not grown, "\n".join(grown)


def multiply(world, askers, rows) -> None:
    """Thirty more of whatever these pages list."""
    make, slam = world.builder.fill, world.trusts[1]
    referrals = [row for row in rows if isinstance(row, Referral)]
    panels = [make("referrals.Panel", {"meets_on": world.builder.canaries.day()}) for _ in range(MORE)]
    for number, panel in enumerate(panels):
        details = {"pathway": Pathway.FORENSIC, "responsible_trust": slam, "home_area": "outside"}
        about = {"person": make("people.Person", details), "responsible_trust": slam}
        make("referrals.Referral", {**about, "state": list(State)[number % len(State)]})
        for referral in referrals:
            for model in BEHIND_A_REFERRAL:
                make(f"referrals.{model}", {"referral": referral})
            make("referrals.Decision", {"referral": referral, "panel": panel, **DEFERRED})
        for asker in askers:
            _of_ones_own(make, asker.principal)
            of_board.multiply(world.builder, asker.principal)
        of_savings.multiply(world.builder, number)
        of_programmes.multiply(world.builder, number)
        User.objects.create_user(f"more.{number}@example.nhs.uk", first_name="More", last_name=f"And more {number}")
    of_camhs.multiply(world, rows, MORE)


def _of_ones_own(make, who) -> None:
    begun = {"kind": "referral-new", "step": "person", "answers": {}}
    make("work.Draft", {"owner": who.user, "role": who.role.code, **begun})
    make("work.Notification", {"recipient": who.user})
    mine = {"owner": who.user, "role": who.role.code, "trust": who.grant.trust}
    make("work.SavedFilter", mine)
    make("files.Import", mine | {"state": ImportState.COMPLETED})
    make("files.Export", mine | {"file": "", "ready_at": None})


def test_barest_page_asks_few_questions(world):
    for name in ("hub_lead", "trust_manager slam", "staff_member slam"):
        asked = questions_of(world.asker(name), "/help/")[1]
        assert len(asked) <= SHELL, "\n".join(asked)


def test_menu_is_put_into_words_without_a_question(world):
    """Its words are kept for a minute: they may depend on no row but a rule, which holds from a day on."""
    for asker in world.askers:
        if asker.principal.role:
            with acting_as(asker.principal), CaptureQueriesContext(connection) as captured:
                navigation._question(asker.principal, clock.now())
            asked = [query["sql"] for query in captured if not NO_QUESTION.match(query["sql"])]
            assert not [one for one in asked if f'FROM "{BedRule._meta.db_table}"' not in one], f"{asker}: {asked}"


@pytest.mark.parametrize("tab", ["overview", "assessment", "panel", "notes", "documents", "history"])
def test_tab_of_a_referral_asks_few_questions(world, tab):
    referral = world.referral(world.trusts[0], State.BED_SEARCH)
    url = reverse(f"forensic_hub:referral-{tab}", args=[referral.reference])

    _, asked = questions_of(world.asker("hub_lead"), url)

    assert len(asked) <= RECORD, "\n".join(asked)

"""Whatever is sent to a form or asked of a page: a clear message, never an error of the server, nothing half saved."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core.paginator import Paginator
from markupsafe import Markup

from partnership.pages import jinja
from partnership.pages.views import ListPage
from tests.laws.access import gets_in
from tests.laws.addresses import addresses, route_named, routes
from tests.laws.sending import FORMS, address_to_send_to, form_for, routes_that_take_a_form, send
from tests.laws.turns import IN_FULL, TURN, is_turn
from tests.laws.walking import BOOKKEEPING, Answer, Walker, undone

SCRIPT = "<script>alert('zq')</script>"
HOSTILE = {
    "NUL": "a\x00b",
    "very long": "z" * 100_000,
    "a list": ["1", "2", "3"],
    "script": SCRIPT,
    "right to left": "\u202egnirts\u202c \u0645\u0631\u062d\u0628\u0627",
    "emoji": "\U0001f9d1\u200d\u2695\ufe0f\U0001f3f4",
    "half a character": b"\xed\xa0\xbd",
    "a huge number": "9" * 40,
    "a number below all": "-9223372036854775809",
    "no such day": "29/02/2017",
    "nothing": "",
    "only space": " \t\u00a0\u200b",
    "somebody else's": "FR-2018-0001",
    "a formula": '=HYPERLINK("https://example.org")',
    "a path": "../../etc/passwd",
    "SQL": "'; DROP TABLE people_person; --",
    "a template": "{{ 7|add:7 }}{% debug %}",
}
OF_THE_PORTAL = {"form_token", "csrfmiddlewaretoken"}
NOT_FOR_PEOPLE = re.compile(
    r"This field|Enter a valid|Select a valid|Ensure this|not one of the available|invalid literal|Traceback",
    re.IGNORECASE,
)
NAME = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"')


def fields_of(world, address) -> list[str]:
    """What the page asks, whether its right form answers it or not."""
    page = Walker().get(world.asker(FORMS[address.route.name].who), address)
    asked = set(NAME.findall(page.body)) | set(form_for(world, address))
    return sorted(asked - OF_THE_PORTAL)


def wrong_with(answer: Answer) -> list[str]:
    """What no answer to a form may be, or hold."""
    found = [f"answers {answer}"] if answer.status >= 500 else []
    if answer.status in (400, 409, 422) and answer.wrote - BOOKKEEPING - {"django_session"}:
        found.append(f"was refused and wrote {sorted(answer.wrote - BOOKKEEPING)}")
    if answer.status == 422 and not answer.errors:
        found.append("was refused and does not say why")
    if unkind := NOT_FOR_PEOPLE.search(answer.body):
        found.append(f"says “{unkind[0]}”")
    if SCRIPT in answer.body:
        found.append("gives a script back as it came")
    return found


@pytest.mark.parametrize(
    ("turn", "route"), list(enumerate(routes_that_take_a_form())), ids=lambda part: getattr(part, "name", None)
)
def test_form_with_hostile_answers_is_refused_in_words_or_kept_as_text(world, turn, route):
    address = address_to_send_to(world, route)
    right, fields = form_for(world, address), fields_of(world, address)
    breaches = []
    for what, hostile in hostile_answers(turn, fields):
        with undone():
            answer = send(world, address, {**right, **hostile})
            shown = _seen_after(world, address, answer)
        breaches += [f"{address}, {what}: {wrong}" for wrong in (*wrong_with(answer), *shown)]

    assert not breaches, "\n".join(breaches)


ALONE = 8
"""Of so many fields one is sent a hostile answer alone."""


def hostile_answers(turn: int, fields: list[str]) -> Iterator[tuple[str, dict]]:
    """One kind in every field, then one field in so many alone with a kind of its own, and one left out. Which kind and
    which field goes by turns, so that each has its share."""
    kinds, turn = list(HOSTILE.items()), turn + TURN
    kind, value = kinds[turn % len(kinds)]
    yield f"every answer {kind}", dict.fromkeys(fields, value)
    for place, field in enumerate(fields):
        if IN_FULL or (turn + place) % ALONE == 0:
            kind, value = kinds[(turn // ALONE + place) % len(kinds)]
            yield f"{field} {kind}", {field: value}
    if fields:
        field = fields[turn % len(fields)]
        yield f"{field} left out", {field: []}


def _seen_after(world, address, answer) -> list[str]:
    """What was taken is shown as text on the page that comes next."""
    if answer.status != 302:
        return []
    return wrong_with(Walker().get(world.asker(FORMS[address.route.name].who), answer.location))


def test_form_without_its_token_is_sent_back(world):
    address = address_to_send_to(world, route_named(CHANGES[TURN % len(CHANGES)]))
    for token in ("", "\x00", "not-a-token", "9" * 500):
        with undone():
            answer = send(world, address, form_for(world, address) | {"form_token": token})
        assert answer.status == 400
        assert answer.wrote - BOOKKEEPING == set()


NUL = "\x00"
QUERIES = [
    {"q": NUL, "page": "10" * 9, "sort": "nonsense", "order": NUL, "view": "nonsense", "saved": "9" * 30},
    {"q": b"\xed\xa0\xbd", "page": "-1", "sort": "-person__nhs_number", "view": NUL, "from": NUL, "list": NUL},
    {"q": "z" * 5_000, "page": "\u0661", "state": [NUL, "nonsense"], "owner": "9" * 30, "received_from": "29/02/2017"},
    {"page": "1e9", "priority": SCRIPT, "borough": "'; --", "trust": "9" * 21, "person__reference": "PX-2018-0001"},
    {"received_from_day": "31", "received_from_month": "2", "received_from_year": "99999", "role": NUL, "search": NUL},
]


ASKED = 3
"""Of so many pages one is asked nonsense."""


@pytest.mark.parametrize("name", ["hub_lead", "administrator"])
def test_page_asked_for_with_nonsense_is_never_an_error(world, name):
    asker, walker, breaches = world.asker(name), Walker(), []
    for turn, route in enumerate(routes()):
        if gets_in(asker, route) and is_turn(turn, ASKED):
            address = next(addresses(world, asker, route))
            query = QUERIES[(turn + TURN // ASKED) % len(QUERIES)]
            breaches += [f"{address} {query}: {wrong}"[:400] for wrong in wrong_with(walker.get(asker, address, query))]

    assert not breaches, "\n".join(breaches)


CHANGES = [name for name, sending in FORMS.items() if not sending.answers]
LISTS = [route for route in routes() if issubclass(getattr(route.view, "view_class", object), ListPage)]


@pytest.fixture(params=LISTS if IN_FULL else [LISTS[TURN % len(LISTS)]], ids=lambda route: route.name)
def list_and_asker(world, request):
    """A list, by turns, and the first who may open it."""
    route = request.param
    asker = next(asker for asker in world.askers if gets_in(asker, route))
    return next(addresses(world, asker, route)), asker


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: "-".join(query))
def test_list_asked_for_with_nonsense_is_never_an_error(list_and_asker, query):
    address, asker = list_and_asker
    assert wrong_with(Walker().get(asker, address, query)) == []


def test_filter_of_a_list_can_be_sent_anything(list_and_asker):
    """Each filter that a list offers, each with some of the hostile values."""
    address, asker = list_and_asker
    walker = Walker()
    names = sorted(set(NAME.findall(walker.get(asker, address).body)) - OF_THE_PORTAL)

    breaches = [
        f"{address} {name}, {kind}: {wrong}"
        for place, name in enumerate(names)
        for kind, value in [*HOSTILE.items(), *HOSTILE.items()][(place + TURN) % len(HOSTILE) :][:4]
        for wrong in wrong_with(walker.get(asker, address.url.partition("?")[0], {name: value}))
    ]

    assert not breaches, "\n".join(breaches)


def test_page_number_taken_at_its_word_is_caught(world, monkeypatch):
    """The alarm: the same laws with a guard taken away."""
    as_typed = property(lambda self: Paginator(self.rows, 25).page(int(self.request.GET["page"])))
    monkeypatch.setattr(ListPage, "page_of_rows", as_typed)

    wrong = wrong_with(Walker().get(world.asker("hub_lead"), "/forensic/referrals/", {"page": "1e9"}))

    assert any("answers 500" in one for one in wrong)


def test_answer_that_is_not_escaped_is_caught(world, monkeypatch):
    monkeypatch.setattr(jinja, "escape", Markup)
    address = address_to_send_to(world, route_named("forensic_hub:referral-new-step"))

    answer = send(world, address, form_for(world, address) | {"first_name": "", "gp_practice": SCRIPT})

    assert answer.status == 422
    assert "gives a script back as it came" in wrong_with(answer)

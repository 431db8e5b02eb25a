"""The access laws, as functions that return their breaches: what to expect comes from the policies and the world."""

from __future__ import annotations

from contextlib import nullcontext
from functools import cache

from django.urls import reverse

from partnership.access.policy import Scope
from partnership.access.principal import NOBODY
from partnership.access.routes import Route
from tests.laws.addresses import Address, addresses, routes
from tests.laws.askers import Asker
from tests.laws.canaries import tokens
from tests.laws.declaring import every
from tests.laws.oracle import allows
from tests.laws.sending import FORMS, form_for, takes_a_form
from tests.laws.turns import TURN, is_turn
from tests.laws.walking import BOOKKEEPING, Answer, Walker, menu_without_numbers
from tests.laws.world import World

GET, POST, SEND = METHODS = ("open", "send nothing to", "send a right form to")
REACHED = {GET: {200, 302, 405, 409}, POST: {200, 302, 400, 405, 409, 422}, SEND: {200, 302, 405, 409, 422}}
SILENCE = {404, 405}
OWN_ACCOUNT = {200, 204, 302, 400, 403, 404, 405, 409, 422, 429}
"""Pages of signing in answer by how far one has come, which the tests of accounts try. Here, what they hold."""

NEEDS_MORE, NEVER_THERE = every("needs_more"), every("never_there")


OF_EACH_SCOPE, OF_PAGES_FOR_ALL, OF_THE_GATE, OF_NOTHING_SENT, OF_ROWS_WITHIN_REACH = 3, 12, 24, 12, 4
"""Of so many that are alike one is tried; see ``is_tried``."""


def breaches_of(world: World, asker: Asker, walker: Walker | None = None) -> list[str]:
    """Every route of the portal, opened and sent by one person as far as it is their turn, on each row that it can
    name. States of records take turns more slowly than people, so that each of them comes to each."""
    walker = walker or Walker()
    return [
        breach
        for number, route in enumerate(routes())
        for method in METHODS
        if is_tried(world, asker, route, method)
        for breach in breaches_of_route(world, asker, route, method, walker, number + TURN // OF_EACH_SCOPE)
    ]


def is_tried(world: World, asker: Asker, route: Route, method: str) -> bool:
    """Every route is tried in every scope that a policy gives on it; which role and whose trust has that scope goes by
    turns.

    By turns go too the pages of signing in and help, which are the same for all; whoever may not open a route, whom the
    one gate refuses before any row is looked for; and sending nothing where a right form is sent as well or where
    nothing is taken.
    """
    if not gets_in(asker, route):
        return method != SEND and is_turn(f"{asker} {method} {route.name}", OF_THE_GATE)
    if method == SEND and route.name not in FORMS:
        return False
    alike = _who_get_in(world, route)[_scope(asker, route)]
    place = alike.index(asker) + routes().index(route)
    if route.access.needs is None:
        return is_turn(place, OF_PAGES_FOR_ALL)
    if method == POST and (route.name in FORMS or not takes_a_form(route)):
        return is_turn(place, OF_NOTHING_SENT)
    return is_turn(place, min(OF_EACH_SCOPE, len(alike)))


@cache
def _who_get_in(world: World, route: Route) -> dict[Scope | None, list[Asker]]:
    found: dict[Scope | None, list[Asker]] = {}
    for asker in world.askers:
        if gets_in(asker, route):
            found.setdefault(_scope(asker, route), []).append(asker)
    return found


def _scope(asker: Asker, route: Route) -> Scope | None:
    return route.access.needs.scope(asker.principal) if route.access.needs else None


def breaches_of_route(
    world: World, asker: Asker, route: Route, method: str, walker: Walker | None = None, turn: int = 0
) -> list[str]:
    """One route, opened or sent to by one person. ``turn`` chooses the states of the records."""
    walker, case = walker or Walker(), f"{asker} {method} {route.name}"
    tried = _worth_trying(asker, route, method, list(addresses(world, asker, route, turn)))
    counts = method == GET and is_turn(case, 5)  # the menu is the same on every page
    with nullcontext() if counts else menu_without_numbers():
        answers = {address: _answer(world, asker, walker, address, method) for address in tried}
    silence = next((answer for address, answer in answers.items() if address.is_unknown), None)
    return [
        f"{asker}: {method} {address}: {breach}"
        for address, answer in answers.items()
        for breach in _breaches(world, asker, address, answer, method, silence)
    ]


def _worth_trying(asker: Asker, route: Route, method: str, tried: list[Address]) -> list[Address]:
    """All rows where some are out of reach; where none is, a second row and what never was, which nothing has to look
    like, go by turns when a page is opened."""
    if not gets_in(asker, route):
        return tried[:1]
    if any(address.row and is_out_of_reach(asker, address) for address in tried):
        return tried
    return tried if method == GET and is_turn(f"{asker} {route.name}", OF_ROWS_WITHIN_REACH) else tried[:1]


def _answer(world: World, asker: Asker, walker: Walker, address: Address, method: str) -> Answer:
    if method == GET:
        return walker.get(asker, address)
    return walker.post(asker, address, form_for(world, address) if method == SEND else {})


def gets_in(asker: Asker, route: Route) -> bool:
    """Whether the route as such is for this person; which rows, is another question."""
    access = route.access
    if access.is_public:
        return True
    if access.before_role:
        return asker.principal is not NOBODY
    return access.needs.held_by(asker.principal)


def _breaches(
    world: World, asker: Asker, address: Address, answer: Answer, method: str, silence: Answer | None
) -> list[str]:
    found = [
        *_wrong_answer(asker, address, answer, method),
        *(f"leaks {leak}" for leak in world.leaks(answer.text, asker.principal, said=answer.url)),
        *_unequal_silence(asker, address, answer, silence),
        *_written(asker, address, answer, method),
    ]
    if answer.status == 200:
        found += unlogged(world, answer)
    return found


def _wrong_answer(asker: Asker, address: Address, answer: Answer, method: str) -> list[str]:
    access, who = address.route.access, asker.principal
    if gets_in(asker, address.route) and access.needs is None:
        is_right = answer.status in OWN_ACCOUNT
    elif gets_in(asker, address.route):
        is_right = answer.status in (SILENCE if is_out_of_reach(asker, address) else REACHED[method])
    elif who is NOBODY:
        is_right = answer.status == 302 and answer.location.startswith(reverse("account_login"))
    elif who.role is None:
        is_right = answer.status == 302 and answer.location.startswith(reverse("accounts:choose-role"))
    else:
        is_right = answer.status == 403
    return [] if is_right else [f"answers {answer}"]


def is_out_of_reach(asker: Asker, address: Address) -> bool:
    more = NEEDS_MORE.get(address.route.name)
    if address.is_unknown or address.route.name in NEVER_THERE or (more and not more.held_by(asker.principal)):
        return True
    needs = address.route.access.needs
    return address.row is not None and needs is not None and not allows(address.row, asker.principal, needs)


def _unequal_silence(asker: Asker, address: Address, answer: Answer, silence: Answer | None) -> list[str]:
    """Out of reach is the same answer, to the byte, as never was."""
    if (
        silence is None
        or address.is_unknown
        or not gets_in(asker, address.route)
        or not is_out_of_reach(asker, address)
    ):
        return []
    same = answer.without(address.url) == silence.without(silence.url)
    return [] if same and answer.status == silence.status else ["differs from what never was"]


def _written(asker: Asker, address: Address, answer: Answer, method: str) -> list[str]:
    """A page that is opened changes nothing, nor does anything that was refused."""
    is_refused = not gets_in(asker, address.route) or is_out_of_reach(asker, address)
    has_no_policy = address.route.access.needs is None
    changed = sorted(answer.wrote - BOOKKEEPING) if method == GET or (is_refused and not has_no_policy) else []
    return [f"writes {', '.join(changed)}"] if changed else []


def unlogged(world: World, answer: Answer) -> list[str]:
    """Whose words, numbers or days stand in the answer is in the read log, and nobody else."""
    shown = world.records_in(answer.text)
    return [
        *(
            f"shows {reference} and does not log it"
            for reference in sorted(shown)
            if not _is_logged(world, reference, answer)
        ),
        *(f"logs {reference} and does not show it" for reference in sorted(answer.logged - shown - _told(answer))),
    ]


def _told(answer: Answer) -> set[str]:
    """References that stand on the page, such as that of a placement: what is said in it is a request's."""
    return {token.upper() for token in tokens(answer.text)}


def _is_logged(world: World, reference: str, answer: Answer) -> bool:
    """A person may be logged by their own reference or by that of the case through which they were shown."""
    return bool(answer.logged & {reference, *world.cases_of(reference)})

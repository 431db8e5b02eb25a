"""The access laws, as functions that return their breaches: what to expect comes from the policies and the world."""

from __future__ import annotations

from contextlib import nullcontext

from django.urls import reverse

from partnership.access.principal import NOBODY
from partnership.access.routes import Route
from tests.laws.addresses import Address, addresses, routes
from tests.laws.askers import Asker
from tests.laws.canaries import tokens
from tests.laws.declaring import every
from tests.laws.oracle import allows
from tests.laws.sending import FORMS, form_for, takes_a_form
from tests.laws.turns import is_turn
from tests.laws.walking import BOOKKEEPING, Answer, Walker, menu_without_numbers
from tests.laws.world import World

GET, POST, SEND = METHODS = ("open", "send nothing to", "send a right form to")
REACHED = {GET: {200, 302, 405, 409}, POST: {200, 302, 400, 405, 409, 422}, SEND: {200, 302, 405, 409, 422}}
SILENCE = {404, 405}
OWN_ACCOUNT = {200, 204, 302, 400, 403, 404, 405, 409, 422, 429}
"""Pages of signing in answer by how far one has come, which the tests of accounts try. Here, what they hold."""

NEEDS_MORE, NEVER_THERE = every("needs_more"), every("never_there")


def breaches_of(world: World, asker: Asker, walker: Walker | None = None) -> list[str]:
    """Every route of the portal, opened and sent by one person, on each row that it can name.

    A role's trusts take turns at the routes: each finds rows of its own and of others.
    """
    walker = walker or Walker()
    return [
        breach
        for turn, route in enumerate(routes())
        if _is_turn_of_trust(world, asker, turn)
        for method in METHODS
        for breach in breaches_of_route(world, asker, route, method, walker, turn)
    ]


def breaches_of_route(
    world: World, asker: Asker, route: Route, method: str, walker: Walker | None = None, turn: int = 0
) -> list[str]:
    """One route, opened or sent to by one person."""
    walker, tried = walker or Walker(), list(addresses(world, asker, route, turn))
    tried = _worth_trying(world, asker, route, method, tried, turn)
    counts = method == GET and is_turn(turn, 5)  # the menu is the same on every page
    with nullcontext() if counts else menu_without_numbers():
        answers = {address: _answer(world, asker, walker, address, method) for address in tried}
    silence = next((answer for address, answer in answers.items() if address.is_unknown), None)
    return [
        f"{asker}: {method} {address}: {breach}"
        for address, answer in answers.items()
        for breach in _breaches(world, asker, address, answer, method, silence)
    ]


def _worth_trying(
    world: World, asker: Asker, route: Route, method: str, tried: list[Address], turn: int
) -> list[Address]:
    """Every role tries every route that is its own; what would only be the same again goes by turns.

    Whoever may not open a route is refused by the one gate before any row is looked for: a quarter of them try it on
    one row, opening it or sending to it. By turns too go the pages of signing in and help, which are the same for all,
    sending nothing where a right form is sent as well or where nothing is taken, and all of it for whoever works in a
    role that somebody else has tried; and, where every row is within reach, sending, as the laws on states and on
    sending do all the time, a second row, and what never was, which nothing has to look like.
    """
    turn += world.askers.index(asker)
    if route.access.needs is None and not is_turn(turn, 4):
        return []
    if asker.repeats and not is_turn(turn + METHODS.index(method), len(METHODS)):
        return []
    if not gets_in(asker, tried[0]):
        return tried[:1] if method != SEND and is_turn(turn + METHODS.index(method), 8) else []
    if method == SEND and route.name not in FORMS:
        return []
    if method == POST and (route.name in FORMS or not takes_a_form(route)) and not is_turn(turn, 4):
        return []
    if not any(address.row and is_out_of_reach(asker, address) for address in tried):
        if method != GET:
            return tried[:1] if is_turn(turn, 3) else []
        return tried if is_turn(turn, 4) else tried[:1]
    return tried


def _is_turn_of_trust(world: World, asker: Asker, turn: int) -> bool:
    own = [place for place, trust in enumerate(world.trusts) if trust.pk == asker.principal.trust_id]
    return not own or own[0] == turn % len(world.trusts)


def _answer(world: World, asker: Asker, walker: Walker, address: Address, method: str) -> Answer:
    if method == GET:
        return walker.get(asker, address)
    return walker.post(asker, address, form_for(world, address) if method == SEND else {})


def gets_in(asker: Asker, address: Address) -> bool:
    """Whether the route as such is for this person; which rows, is another question."""
    access = address.route.access
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
    if gets_in(asker, address) and access.needs is None:
        is_right = answer.status in OWN_ACCOUNT
    elif gets_in(asker, address):
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
    if silence is None or address.is_unknown or not gets_in(asker, address) or not is_out_of_reach(asker, address):
        return []
    same = answer.without(address.url) == silence.without(silence.url)
    return [] if same and answer.status == silence.status else ["differs from what never was"]


def _written(asker: Asker, address: Address, answer: Answer, method: str) -> list[str]:
    """A page that is opened changes nothing, nor does anything that was refused."""
    is_refused = not gets_in(asker, address) or is_out_of_reach(asker, address)
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

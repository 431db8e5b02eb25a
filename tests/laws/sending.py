"""Sending a page the form that is right for it."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Model

from partnership.access.policy import TABLES
from partnership.access.routes import Route
from tests.laws.addresses import Address, addresses, route_named, routes
from tests.laws.declaring import Sending, every
from tests.laws.walking import Answer, Walker
from tests.laws.world import World

FORMS: dict[str, Sending] = every("forms")


def takes_a_form(route: Route) -> bool:
    """Whether a policy guards it and it answers a POST."""
    view = getattr(route.view, "view_class", None)
    if route.access.needs is None:
        return False
    return view is None or (hasattr(view, "post") and "post" in view.http_method_names)


def routes_that_take_a_form() -> list[Route]:
    takes_none = every("takes_no_form")
    return [route for route in routes() if takes_a_form(route) and route.name not in takes_none]


def record_of(row: Model | None) -> Any:
    """The record that a page of this row is about: the row itself, or what it follows."""
    while row is not None and not hasattr(row, "version"):
        table = TABLES[row._meta.label]
        if not table.follows:
            return row
        row = getattr(row, table.follows)
    return row


def address_to_send_to(world: World, route: Route) -> Address:
    """A page of the route on a row for which its form takes effect."""
    sending = FORMS[route.name]
    asker = world.asker(sending.who)
    for turn in range(9):
        for address in addresses(world, asker, route, turn):
            state = getattr(record_of(address.row), "state", None)
            if not address.is_unknown and (not sending.states or state is None or state in sending.states):
                return address
    raise AssertionError(f"There is no row to send {route.name} on.")


def form_for(world: World, address: Address) -> dict[str, Any]:
    """What its app types, with a token of its own and the version that stands now."""
    sending: Sending = FORMS[address.route.name]
    record = record_of(address.row)
    version = {"version": record.version} if address.row and hasattr(record, "version") else {}
    return {"form_token": str(uuid.uuid4()), **version, **sending.data(world, record)}


def send(world: World, address: Address, data: dict[str, Any] | None = None, *, again: bool = False) -> Answer:
    """One sending that stays, in the transaction of the test. Whatever has to come first is sent first, once."""
    sending = FORMS[address.route.name]
    if sending.after and not again:
        first = address_of(world, sending.after, address)
        prepared = send(world, first)
        assert prepared.status == 302, f"{first} could not be sent first: {prepared}"
    return Walker().post_and_keep(world.asker(sending.who), address, data or form_for(world, address))


def address_of(world: World, name: str, like: Address) -> Address:
    """Another page of the same row."""
    route = route_named(name)
    return next(
        address
        for turn in range(9)
        for address in addresses(world, world.asker(FORMS[name].who), route, turn)
        if address.row == like.row
    )

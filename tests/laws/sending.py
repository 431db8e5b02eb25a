"""Sending a page the form that is right for it."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Model

from partnership.access.policy import TABLES
from partnership.access.routes import Route
from tests.laws.addresses import Address, addresses, routes
from tests.laws.payloads import PAYLOADS, Sending
from tests.laws.walking import Answer, Walker
from tests.laws.world import World


def record_of(row: Model | None) -> Any:
    """The record that a page of this row is about: the row itself, or what it follows."""
    while row is not None and not hasattr(row, "version"):
        table = TABLES[row._meta.label]
        if not table.follows:
            return row
        row = getattr(row, table.follows)
    return row


def route_named(name: str) -> Route:
    return next(route for route in routes() if route.name == name)


def address_to_send_to(world: World, route: Route) -> Address:
    """A page of the route on a row for which its payload takes effect."""
    sending = PAYLOADS[route.name]
    asker = world.asker(sending.who)
    for turn in range(9):
        for address in addresses(world, asker, route, turn):
            state = getattr(record_of(address.row), "state", None)
            if not address.is_unknown and (not sending.states or state is None or state in sending.states):
                return address
    raise AssertionError(f"There is no row to send {route.name} on.")


def form_for(world: World, address: Address) -> dict[str, Any]:
    """What its payload types, with a token of its own and the version that stands now."""
    sending: Sending = PAYLOADS[address.route.name]
    record = record_of(address.row) or world.of("referrals.Referral")[0]
    version = {"version": record.version} if address.row and hasattr(record, "version") else {}
    return {"form_token": str(uuid.uuid4()), **version, **sending.data(world, record)}


def send(world: World, address: Address, data: dict[str, Any] | None = None, *, again: bool = False) -> Answer:
    """One sending that stays, in the transaction of the test. Whatever has to come first is sent first, once."""
    sending = PAYLOADS[address.route.name]
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
        for address in addresses(world, world.asker(PAYLOADS[name].who), route, turn)
        if address.row == like.row
    )

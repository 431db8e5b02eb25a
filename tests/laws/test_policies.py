"""Every route says who may open it, and every permission is both held and used."""

from django.core.checks import run_checks

from partnership.access.policy import POLICIES
from partnership.access.routes import every_route
from partnership.records.states import STATE_TABLES
from tests.laws.declaring import names

PUBLIC = names("public")
"""The pages anybody may open. A new one is a decision: its app says so."""
GUARDS_ROWS = names("guards_rows")
"""Permissions that guard rows of the database rather than a page or a state."""


def test_route_declares_its_access():
    assert [error for error in run_checks() if error.id and error.id.startswith("access.")] == []


def test_route_is_public_only_where_it_is_listed():
    public = {route.name for route in every_route() if route.access and route.access.is_public}
    assert public - PUBLIC == set()


def test_permission_is_used_by_a_route_a_state_or_a_row():
    used = {str(route.access.needs) for route in every_route() if route.access and route.access.needs}
    used |= {str(move.needs) for table in STATE_TABLES.values() for move in table.transitions}
    declared = {str(permission) for policy in POLICIES.values() for permission in policy.permissions}
    assert declared - used == GUARDS_ROWS


def test_permission_is_held_by_some_role():
    nobody = [
        str(permission) for policy in POLICIES.values() for permission in policy.permissions if not permission.cells
    ]
    assert nobody == []

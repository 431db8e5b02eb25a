"""Every route says who may open it, and every permission is both held and used."""

from django.core.checks import run_checks

from partnership.access.policy import POLICIES
from partnership.access.routes import every_route
from partnership.records.states import STATE_TABLES

# The pages anybody may open. A new one is a decision: it is made here.
PUBLIC = {
    "account_login", "mfa_authenticate", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "accounts:sign-in-as", "health",
    "camhs_beds:family-page", "camhs_beds:family-pages",
    "help:contents", "help:accessibility-statement", "help:privacy", "help:glossary", "help:contact",
}  # fmt: skip
# Permissions that guard rows of the database rather than a page or a state.
GUARD_ROWS_ONLY = {
    "draft.new", "draft.view", "export.new", "form_token.edit", "form_token.new", "form_token.view", "notification.new",
    "person.list", "person.new", "ratification.new", "ratification.view", "read_log.new", "read_log.view",
    "saved_filter.view",
}  # fmt: skip


def test_route_declares_its_access():
    assert [error for error in run_checks() if error.id and error.id.startswith("access.")] == []


def test_route_is_public_only_where_it_is_listed():
    public = {route.name for route in every_route() if route.access and route.access.is_public}
    assert public - PUBLIC == set()


def test_permission_is_used_by_a_route_a_state_or_a_row():
    used = {str(route.access.needs) for route in every_route() if route.access and route.access.needs}
    used |= {str(move.needs) for table in STATE_TABLES.values() for move in table.transitions}
    declared = {str(permission) for policy in POLICIES.values() for permission in policy.permissions}
    assert declared - used == GUARD_ROWS_ONLY


def test_permission_is_held_by_some_role():
    nobody = [
        str(permission) for policy in POLICIES.values() for permission in policy.permissions if not permission.cells
    ]
    assert nobody == []

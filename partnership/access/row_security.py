"""The row-level-security policies of PostgreSQL, worked out from the declarations of ``policy.py``.

``manage.py makepolicies`` freezes them into migrations. Each setting is read in a scalar sub-select, so that it is
worked out once a query, and through ``nullif``, because a setting that was once set reads as empty text ever after.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import migrations
from django.db.models import Model

from partnership.access.policy import (
    TABLES,
    Action,
    Policy,
    Scope,
    Table,
    parent_of,
    root_of,
    shared_by,
    shared_through,
    shown_by,
)
from partnership.access.roles import EVERY_ROLE, Role
from partnership.access.scope import SYSTEM

ROLE = "current_setting('app.role', true)"


def _setting(name: str) -> str:
    return f"nullif(current_setting('app.{name}', true), '')"


def _asked(*conditions: str) -> str:
    """What is asked of whoever asks. To the planner it is one yes or no: it takes an equation with something that it
    does not know yet to hold for hardly any row, and would read a whole table to sort the few."""
    return f"(SELECT {' AND '.join(conditions)})"


def _one_of(roles: Iterable[Role]) -> str:
    """The role is one of these; where every role is, there must still be one: nobody has no row."""
    listed = ", ".join(f"'{role.code}'" for role in sorted(roles, key=str))
    return f"{ROLE} <> ''" if frozenset(roles) == EVERY_ROLE else f"{ROLE} IN ({listed})"


def _column(model: type[Model], field: str) -> str:
    return f'"{model._meta.get_field(field).column}"'  # type: ignore[union-attr]


def rows_visible(table: Table, actions: tuple[Action, ...]) -> str:
    """The condition on a row under which these actions reach it."""
    if table.follows:
        narrowed = f" AND ({_asked(_setting('unit') + ' IS NULL')} OR {_is_of_unit(table)})" if table.unit else ""
        return f"({_role_is_allowed(table, actions)}) AND {_parent_is_visible(table)}{narrowed}"
    return _rows_of(table, table.policy, actions)


def rows_changeable(table: Table, actions: tuple[Action, ...]) -> str:
    """The same of a change. A share opens a record to be read alone: what follows one is changed only by those who
    reach it without."""
    condition = rows_visible(table, actions)
    if not table.follows or shared_by(root_of(table)) is None:
        return condition
    return f"{condition} AND {_root_is_reached(table, table.policy, actions)}"


def _root_is_reached(table: Table, policy: Policy, actions: tuple[Action, ...]) -> str:
    if not table.follows:
        return f"({_rows_of(table, policy, actions)})"
    parent = parent_of(table)
    above, below = parent.model_class._meta, table.model_class._meta
    return (  # names of the portal's own tables and columns, quoted
        f'EXISTS (SELECT 1 FROM "{above.db_table}" WHERE "{above.db_table}"."{above.pk.column}" = '  # noqa: S608
        f'"{below.db_table}".{_column(table.model_class, table.follows)} '
        f"AND {_root_is_reached(parent, policy, actions)})"
    )


def _rows_of(table: Table, policy: Policy, actions: tuple[Action, ...]) -> str:
    """The condition on a row of a root."""
    conditions = [_asked(f"{ROLE} = '{SYSTEM}'")]
    for scope in Scope:
        roles = {role for action in actions for role, reach in policy.cells.get(action, {}).items() if reach is scope}
        if roles and (condition := _reached(table, scope, _one_of(roles))):
            conditions.append(condition)
    return " OR ".join(conditions)


def _reached(table: Table, scope: Scope, who: str) -> str | None:
    """The condition on a row for those who hold this scope; None when it reaches no row of this table."""
    if scope is Scope.EVERYTHING:
        return _asked(who)
    if scope is Scope.PATHWAY and not table.pathway:
        return _asked(who, f"{_setting('pathway')} = '{table.policy.pathway}'")
    if scope is Scope.NO_TRUST:
        return f"{_asked(who)} AND {_column(table.model_class, table.trust)} IS NULL" if table.trust else None
    if scope is Scope.OWN_UNIT:
        return f"{_asked(who)} AND {_is_of_unit(table)}" if table.unit else None
    field, value = {
        Scope.PATHWAY: (table.pathway, _setting("pathway")),
        Scope.OWN_TRUST: (table.trust, f"{_setting('trust')}::bigint"),
        Scope.OWN_OR_SHARED: (table.trust, f"{_setting('trust')}::bigint"),  # what is shared: ``sharing``
        Scope.OWN_RECORD: (table.own, f"{_setting('user')}::bigint"),
    }.get(scope, (None, ""))
    return f"{_asked(who)} AND {_column(table.model_class, field)} = (SELECT {value})" if field else None


def _is_of_unit(table: Table) -> str:
    column, mine = _column(table.model_class, table.unit or ""), f"(SELECT {_setting('unit')}::bigint)"
    rows = f"{column} @> ARRAY[{mine}]" if table.holds_several_units else f"{column} = {mine}"
    if not table.until:
        return rows
    until = _column(table.model_class, table.until)
    return f"{rows} AND ({until} IS NULL OR {until} >= (SELECT {_setting('today')}::date))"


def _role_is_allowed(table: Table, actions: tuple[Action, ...]) -> str:
    roles = {
        role for action in actions for role, scope in table.policy.cells.get(action, {}).items() if scope.shows_rows
    }
    if roles == EVERY_ROLE:
        return "true"
    return " OR ".join([_asked(f"{ROLE} = '{SYSTEM}'"), *([_asked(_one_of(roles))] if roles else [])])


def _parent_is_visible(table: Table) -> str:
    parent = parent_of(table).model_class._meta
    own_column = _column(table.model_class, table.follows or "")
    name = table.model_class._meta.db_table
    return (  # names of the portal's own tables and columns, quoted
        f'EXISTS (SELECT 1 FROM "{parent.db_table}" AS parent '  # noqa: S608
        f'WHERE parent."{parent.pk.column}" = "{name}".{own_column})'
    )


def statements(table: Table) -> list[str]:
    """The SQL that puts one table under row-level security, replacing what stood there."""
    name = table.model_class._meta.db_table
    lines = [f'ALTER TABLE "{name}" ENABLE ROW LEVEL SECURITY;', f'ALTER TABLE "{name}" FORCE ROW LEVEL SECURITY;']
    for command, actions, clauses in (
        ("select", table.selects, ("USING",)),
        ("insert", table.inserts, ("WITH CHECK",)),
        ("update", table.updates, ("USING", "WITH CHECK")),
        ("delete", table.deletes, ("USING",)),
    ):
        lines.append(f'DROP POLICY IF EXISTS portal_{command} ON "{name}";')
        if actions:
            condition = (rows_visible if command == "select" else rows_changeable)(table, actions)
            body = " ".join(f"{clause} ({condition})" for clause in clauses)
            lines.append(f'CREATE POLICY portal_{command} ON "{name}" FOR {command.upper()} {body};')
    return lines


def showing(table: Table) -> tuple[type[Model], list[str]] | None:
    """The policy by which the rows of one table show the rows that they are about, beside that table's own."""
    shown = shown_by(table)
    if shown is None:
        return None
    cells = (shown.policy.cells.get(action, {}) for action in shown.selects)
    who = _one_of({role for roles in cells for role, scope in roles.items() if scope is Scope.OWN_UNIT})
    below, above = table.model_class._meta, shown.model_class._meta
    column, policy = _column(table.model_class, table.shows or ""), f"shown_by_{below.model_name}"
    rows = (  # names of the portal's own tables and columns, quoted
        f'EXISTS (SELECT 1 FROM "{below.db_table}" AS below '  # noqa: S608
        f'WHERE below.{column} = "{above.db_table}"."{above.pk.column}")'
    )
    return shown.model_class, [
        f'DROP POLICY IF EXISTS {policy} ON "{above.db_table}";',
        f'CREATE POLICY {policy} ON "{above.db_table}" FOR SELECT USING ({_asked(who)} AND {rows});',
    ]


def sharing(table: Table) -> tuple[type[Model], list[str]] | None:
    """The policy by which dated shares open the rows of another table to a trust, beside that table's own."""
    shared, dates = shared_through(table), table.shares
    if shared is None or dates is None:
        return None
    cells = (shared.policy.cells.get(action, {}) for action in shared.selects)
    who = _one_of({role for roles in cells for role, scope in roles.items() if scope is Scope.OWN_OR_SHARED})
    own, above = table.model_class._meta, shared.model_class._meta
    policy = f"shared_by_{own.model_name}"
    row, trust, since, until, ended = (
        f"share.{_column(table.model_class, str(field))}"
        for field in (dates.row, table.trust, dates.since, dates.until, dates.ended)
    )
    today = f"(SELECT {_setting('today')}::date)"
    rows = (  # names of the portal's own tables and columns, quoted
        f'EXISTS (SELECT 1 FROM "{own.db_table}" AS share WHERE {row} = "{above.db_table}"."{above.pk.column}" '  # noqa: S608
        f"AND {trust} = (SELECT {_setting('trust')}::bigint) AND {ended} IS NULL "
        f"AND {since} <= {today} AND {until} >= {today})"
    )
    return shared.model_class, [
        f'DROP POLICY IF EXISTS {policy} ON "{above.db_table}";',
        f'CREATE POLICY {policy} ON "{above.db_table}" FOR SELECT USING ({_asked(who)} AND {rows});',
    ]


def history_of(table: Table) -> Table | None:
    """The table of a model's history, which follows the record and which whoever changes the record adds to."""
    event_model = getattr(table.model_class, "pgh_event_model", None)
    if event_model is None or event_model._meta.label in TABLES:
        return None
    return Table(
        event_model._meta.label,
        table.policy,
        follows="pgh_obj",
        selects=table.selects,
        inserts=(*table.inserts, *table.updates),
        updates=(),
    )


def declared() -> dict[str, dict[str, list[str]]]:
    """App label → table → SQL, for every scoped table and its history."""
    for table in list(TABLES.values()):
        history_of(table)
    found: dict[str, dict[str, list[str]]] = {}
    for table in TABLES.values():
        meta = table.model_class._meta
        found.setdefault(meta.app_label, {})[meta.db_table] = statements(table)
    for table in TABLES.values():
        for shown, lines in filter(None, (showing(table), sharing(table))):
            found[table.model_class._meta.app_label].setdefault(shown._meta.db_table, []).extend(lines)
    return found


class RowSecurity(migrations.RunSQL):
    """A migration's frozen policies of one table."""

    serialization_expand_args = ["statements"]

    def __init__(self, table: str, statements: list[str]):
        self.table = table
        self.statements = statements
        super().__init__("\n".join(statements), reverse_sql=f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY;')

    def deconstruct(self):
        return "RowSecurity", [self.table, self.statements], {}

    def describe(self) -> str:
        return f"Row-level security of {self.table}"

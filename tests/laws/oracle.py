"""What the policies say of the world, worked out from the declarations and the rows alone.

Neither the scoped queryset nor the SQL of row-level security is asked: they are what is being tried.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from partnership.access.policy import TABLES, Action, Permission, Scope, Table, shared_by
from partnership.access.principal import Principal
from partnership.arithmetic import clock


def reads(row: Model, who: Principal) -> bool:
    """Whether the tables' declarations let this person read the row at all."""
    return reaches(row, who, _table(row).selects)


def reaches(row: Model, who: Principal, actions: Iterable[Action]) -> bool:
    """Whether one of these actions reaches the row; of a row that follows, whether its parent can be read as well."""
    table = _table(row)
    scopes = {table.policy.cells.get(action, {}).get(who.role) for action in actions} - {None}
    if table.follows:
        if scopes and set(actions) != set(table.selects) and not _reaches_without_share(row, scopes, who):
            return False
        return bool(scopes - {Scope.AGGREGATE}) and reads(getattr(row, table.follows), who) and _is_of_unit(row, who)
    return any(_within(row, table, scope, who) for scope in scopes)


def allows(row: Model, who: Principal, permission: Permission) -> bool:
    """Whether a page that needs this permission may show or change the row.

    A page of another policy than the row's own (a journey that fills a draft) may show whatever the person may read.
    """
    scope, root = permission.cells.get(who.role), root_of(row)
    if scope is None or _table(root).policy is not permission.policy:
        return scope is not None and reads(row, who)
    return _within(root, _table(root), scope, who) and _is_of_unit(row, who)


def _reaches_without_share(row: Model, scopes: Iterable[Scope], who: Principal) -> bool:
    """A share opens a record to be read: what follows it is changed only by those who reach it in another way."""
    root = root_of(row)
    return shared_by(_table(root)) is None or any(_within(root, _table(root), scope, who) for scope in scopes)


def root_of(row: Model) -> Model:
    table = _table(row)
    return root_of(getattr(row, table.follows)) if table.follows else row


def _within(row: Model, table: Table, scope: Scope, who: Principal) -> bool:
    match scope:
        case Scope.EVERYTHING:
            return True
        case Scope.PATHWAY:
            pathway = getattr(row, table.pathway) if table.pathway else table.policy.pathway
            return who.role is not None and pathway == who.role.pathway
        case Scope.OWN_TRUST:
            trust = getattr(row, f"{table.trust}_id") if table.trust else None
            return trust is not None and trust == who.trust_id
        case Scope.OWN_OR_SHARED:
            is_shared = who.trust_id in shared_with.get((table.model, row.pk), ())
            return is_shared or _within(row, table, Scope.OWN_TRUST, who)
        case Scope.NO_TRUST:
            return table.trust is not None and getattr(row, f"{table.trust}_id") is None
        case Scope.OWN_UNIT:
            return _unit_reached(row, table, who)
        case Scope.OWN_RECORD:
            owner = getattr(row, f"{table.own}_id") if table.own else None
            return owner is not None and owner == who.user_id
    return False


def _is_of_unit(row: Model, who: Principal) -> bool:
    """Of what follows a record that several units see, a ward has its own unit's rows alone."""
    table = _table(row)
    return not (table.follows and table.unit and who.unit_id) or _unit_reached(row, table, who)


def _unit_reached(row: Model, table: Table, who: Principal) -> bool:
    """By the row's unit, one of its list of units, or a record of the unit's that shows it."""
    if who.unit_id is None:
        return False
    if not table.unit:
        return who.unit_id in shown_to.get((table.model, row.pk), ())
    until = getattr(row, table.until) if table.until else None
    if until and until < clock.today():
        return False
    units = getattr(row, table.unit) if table.holds_several_units else [getattr(row, f"{table.unit}_id")]
    return who.unit_id in units


shown_to: dict[tuple[str, int], set[int]] = {}
"""The units to which rows are shown by another table's, as the world was built: (table, row) → units."""


shared_with: dict[tuple[str, int], set[int]] = {}
"""The trusts to which rows are open today by another table's dated shares: (table, row) → trusts."""


def note_whom_rows_show(rows: dict[str, list[Model]]) -> None:
    shown_to.clear()
    note_what_is_shared(rows)
    for label, table in TABLES.items():
        for row in rows[label] if table.shows else ():
            if table.until and (until := getattr(row, table.until)) and until < clock.today():
                continue
            shown = getattr(row, table.shows)
            units = getattr(row, table.unit) if table.holds_several_units else [getattr(row, f"{table.unit}_id")]
            shown_to.setdefault((shown._meta.label, shown.pk), set()).update(units)


def note_what_is_shared(rows: dict[str, list[Model]]) -> None:
    shared_with.clear()
    for label, table in TABLES.items():
        for row in rows[label] if (share := table.shares) else ():
            since, until, ended = (getattr(row, name) for name in (share.since, share.until, share.ended))
            if ended is None and since <= clock.today() <= until:
                shared = getattr(row, share.row)
                shared_with.setdefault((shared._meta.label, shared.pk), set()).add(getattr(row, f"{table.trust}_id"))


def _table(row: Model) -> Table:
    return TABLES[row._meta.label]

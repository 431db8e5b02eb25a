"""Who may, said once. Each app's ``policy.py`` declares its policies and tables with the words of this module.

From one declaration come the check of a URL, the scoped queryset, the row-level-security policies (``row_security``),
the readable matrix in ``docs/reference/access.md`` and what the access test expects.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import Model, Q, QuerySet

from partnership.access.principal import Principal
from partnership.access.refusals import NotPermitted
from partnership.access.roles import ADMINISTRATOR, EVERY_ROLE, Pathway, Role
from partnership.arithmetic import clock


class Action(StrEnum):
    LIST = "list"
    VIEW = "view"
    NEW = "new"
    EDIT = "edit"
    NOTE = "note"
    DECIDE = "decide"
    EXPORT = "export"


class Scope(StrEnum):
    """To which rows a role's permission reaches."""

    PATHWAY = "all three trusts, one pathway"
    OWN_TRUST = "own trust"
    OWN_OR_SHARED = "own trust, and what is shared with it"
    NO_TRUST = "what belongs to no one trust"
    OWN_UNIT = "own unit"
    OWN_RECORD = "own record"
    AGGREGATE = "counts only"
    EVERYTHING = "all rows, none of them about a person"

    @property
    def shows_rows(self) -> bool:
        return self is not Scope.AGGREGATE


@dataclass(frozen=True)
class Permission:
    """One action on one kind of thing; what a URL and a transition name."""

    policy: Policy
    action: Action

    def __str__(self) -> str:
        return f"{self.policy.code}.{self.action}"

    @property
    def cells(self) -> Mapping[Role, Scope]:
        return self.policy.cells.get(self.action, {})

    def held_by(self, principal: Principal) -> bool:
        return self.scope(principal) is not None

    def demand(self, principal: Principal) -> None:
        """Raises NotPermitted for anyone who does not hold it: what an action begins with."""
        if not self.held_by(principal):
            raise NotPermitted(f"Your role, {principal.role.label if principal.role else 'none'}, cannot do this.")

    def scope(self, principal: Principal) -> Scope | None:
        return self.cells.get(principal.role) if principal.role else None


@dataclass(frozen=True, eq=False)
class Policy:
    """One kind of thing and who may do what with it. ``personal``: no page shows one without writing the read log."""

    code: str
    label: str
    cells: Mapping[Action, Mapping[Role, Scope]]
    pathway: Pathway | None = None
    personal: bool = False

    def __post_init__(self) -> None:
        if self.code in POLICIES:
            raise ValueError(f"Two policies are called {self.code}.")
        POLICIES[self.code] = self

    def __getitem__(self, action: Action) -> Permission:
        return Permission(self, action)

    @property
    def permissions(self) -> list[Permission]:
        return [Permission(self, action) for action in self.cells]


@dataclass(frozen=True)
class Sharing:
    """How a row of one table shares a row of another, which its foreign key ``row`` names, with the trust of its own
    table: from the day ``since`` to the day ``until``, both included, and no longer once the time ``ended`` is set."""

    row: str
    since: str
    until: str
    ended: str


@dataclass(frozen=True)
class Table:
    """How the rows of one model are reached under a policy.

    A root says which columns hold its ``trust``, its owner (``own``) or its ``pathway``. Any other ``follows`` its
    parent by a foreign key: its rows are seen by whoever sees the parent's row, so a record that changes trust
    takes everything with it.
    ``unit`` is the column with the row's unit, or with the list of the units that may see it; beside ``follows`` it
    leaves those who reach no more than their own unit the rows of that unit alone.
    ``until`` is the column with the last day on which a unit sees the row; while it is empty there is none.
    ``shows`` names the foreign key to a row that whoever sees this one by their unit sees as well: a person is shown to
    the ward that has a record of theirs, and stays hidden from every other.
    ``shares``: its rows are dated shares, which open a row of another table to a trust, to be read and never changed.
    ``selects``, ``inserts`` and ``updates`` name the actions that allow each; no table of the portal allows a delete
    unless ``deletes`` says so.
    """

    model: str
    policy: Policy
    trust: str | None = None
    own: str | None = None
    pathway: str | None = None
    follows: str | None = None
    unit: str | None = None
    until: str | None = None
    shows: str | None = None
    shares: Sharing | None = None
    selects: tuple[Action, ...] = (Action.LIST, Action.VIEW)
    inserts: tuple[Action, ...] = (Action.NEW,)
    updates: tuple[Action, ...] = (Action.EDIT, Action.DECIDE)
    deletes: tuple[Action, ...] = ()

    def __post_init__(self) -> None:
        TABLES[self.model] = self

    @property
    def model_class(self) -> type[Model]:
        return apps.get_model(self.model)

    def rows_of(self, principal: Principal, scope: Scope) -> Q | None:
        """The filter for this scope; ``None`` when the scope reaches no row of this table."""
        if self.follows:
            reached = self._prefixed(parent_of(self).rows_of(principal, scope))
            if reached is None or not self.unit or scope is not Scope.OWN_UNIT:
                return reached
            return reached & self._of_unit(principal)
        if scope is Scope.OWN_UNIT:
            return self._rows_of_unit(principal)
        if scope is Scope.OWN_OR_SHARED:
            return self._own_or_shared(principal)
        if scope is Scope.EVERYTHING:
            return Q()
        if scope is Scope.PATHWAY:
            return Q(**{self.pathway: principal.pathway}) if self.pathway else Q()
        if scope is Scope.NO_TRUST:
            return Q(**{f"{self.trust}__isnull": True}) if self.trust else None
        column, value = {
            Scope.OWN_TRUST: (self.trust, principal.trust_id),
            Scope.OWN_RECORD: (self.own, principal.user_id),
        }.get(scope, (None, None))
        return Q(**{column: value}) if column and value else None

    def _prefixed(self, rows: Q | None) -> Q | None:
        if rows is None:
            return None
        below: list[Any] = [
            self._prefixed(child) if isinstance(child, Q) else (f"{self.follows}__{child[0]}", child[1])  # type: ignore[index]
            for child in rows.children
        ]
        return Q(*below, _connector=rows.connector)

    def _own_or_shared(self, principal: Principal) -> Q | None:
        own, table = self.rows_of(principal, Scope.OWN_TRUST), shared_by(self)
        return own | Q(pk__in=table._shared_with(principal)) if own and table else own

    def _shared_with(self, principal: Principal) -> QuerySet:
        """The rows that are open today to the principal's trust, by a table that ``shares`` them."""
        share, today = self.shares, clock.today()
        assert share is not None
        live = {f"{share.since}__lte": today, f"{share.until}__gte": today, share.ended: None}
        rows = self.model_class._default_manager.filter(**live, **{str(self.trust): principal.trust_id})
        return rows.order_by().values(share.row)

    def _rows_of_unit(self, principal: Principal) -> Q | None:
        """The unit's own rows, and those that the unit's rows of another table show."""
        if principal.unit_id is None:
            return None
        if self.unit:
            return self._of_unit(principal)
        shown = [table._shown(principal) for table in TABLES.values() if shown_by(table) is self]
        return Q(*shown, _connector=Q.OR) if shown else None

    def _shown(self, principal: Principal) -> tuple[str, QuerySet]:
        rows = self.model_class._default_manager.filter(self._of_unit(principal))
        return ("pk__in", rows.order_by().values(str(self.shows)))

    def _of_unit(self, principal: Principal) -> Q:
        lookup, value = str(self.unit), [principal.unit_id] if self.holds_several_units else principal.unit_id
        rows = Q(**{f"{lookup}__contains" if self.holds_several_units else lookup: value})
        if self.until:
            rows &= Q(**{self.until: None}) | Q(**{f"{self.until}__gte": clock.today()})
        return rows

    @property
    def holds_several_units(self) -> bool:
        return isinstance(self.model_class._meta.get_field(self.unit or ""), ArrayField)


def parent_of(table: Table) -> Table:
    """The table that ``table`` follows."""
    related = table.model_class._meta.get_field(table.follows or "").related_model
    return TABLES[related._meta.label]  # type: ignore[union-attr]


def shown_by(table: Table) -> Table | None:
    """The table to which this one's ``shows`` leads."""
    if not table.shows:
        return None
    related = table.model_class._meta.get_field(table.shows).related_model
    return TABLES[related._meta.label]  # type: ignore[union-attr]


def shared_through(table: Table) -> Table | None:
    """The table whose rows this one ``shares``."""
    if not table.shares:
        return None
    related = table.model_class._meta.get_field(table.shares.row).related_model
    return TABLES[related._meta.label]  # type: ignore[union-attr]


def shared_by(table: Table) -> Table | None:
    """The table that shares the rows of this one, if there is one."""
    return next((one for one in TABLES.values() if shared_through(one) is table), None)


def root_of(table: Table) -> Table:
    """The table at which following ends."""
    return root_of(parent_of(table)) if table.follows else table


def permitted(principal: Principal, permission: Permission, model: type[Model]) -> QuerySet:
    """The rows of ``model`` that this person may act on: the only way a view reaches a scoped table."""
    rows = model._default_manager.all()
    if model._meta.label not in TABLES:
        return rows if permission.held_by(principal) else rows.none()
    scope = permission.scope(principal)
    reached = TABLES[model._meta.label].rows_of(principal, scope) if scope else None
    return rows.none() if reached is None else rows.filter(reached)


POLICIES: dict[str, Policy] = {}
TABLES: dict[str, Table] = {}

# Pages that belong to whoever is signed in: their own work, notifications and settings.
OWN_PAGES = Policy(
    "own_pages",
    "Own pages",
    {action: dict.fromkeys(EVERY_ROLE, Scope.OWN_RECORD) for action in (Action.VIEW, Action.EDIT)},
)
# Who can sign in, and as what. It reaches no person cared for, no passport and no case.
USER = Policy(
    "user",
    "People who sign in",
    {
        action: {ADMINISTRATOR: Scope.EVERYTHING}
        for action in (Action.LIST, Action.VIEW, Action.NEW, Action.EDIT, Action.EXPORT)
    },
)

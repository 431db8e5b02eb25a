"""Laws about the source itself. Each takes modules and returns its breaches, as ``path:line what``."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath

from slp_portal.settings.places import BASE
from tests.apps import packages
from tests.laws.declaring import declared


@dataclass(frozen=True)
class Module:
    """One file of the portal: ``path`` from the top of the repository, ``text`` as it stands."""

    path: str
    text: str

    @property
    def nodes(self) -> tuple[ast.AST, ...]:
        return _nodes_of(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        return PurePath(self.path).parts

    def is_in(self, *places: str) -> bool:
        """Whether it is one of these, or in one of these folders; a name alone is any folder or file called so."""
        stem = PurePath(self.path).with_suffix("").parts
        return any(self.path.startswith(place) if "/" in place else place in stem for place in places)

    def breach(self, node: ast.AST, what: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)} {what}"


@cache
def _nodes_of(text: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(text)))


@cache
def portal() -> tuple[Module, ...]:
    """Every Python file of the portal but its migrations."""
    files = [(file, package.parent) for package in packages() for file in sorted(package.rglob("*.py"))]
    return tuple(_read(*of) for of in files if "migrations" not in of[0].parts)


@cache
def templates() -> tuple[Module, ...]:
    files = [file for suffix in ("html", "jinja", "txt") for file in sorted((BASE / "templates").rglob(f"*.{suffix}"))]
    return tuple(_read(file, BASE) for file in files)


def _read(file: Path, above: Path) -> Module:
    return Module(str(file.relative_to(above)), file.read_text("utf-8"))


def name_of(node: ast.AST) -> str:
    """The dotted name of an expression, as far as it is one: ``self.request.GET``."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return name_of(node.func) + "()" if isinstance(node, ast.Call) else ""


def calls(module: Module) -> Iterator[tuple[ast.Call, str]]:
    """Each call with the last part of what is called."""
    for node in module.nodes:
        if isinstance(node, ast.Call):
            yield node, name_of(node.func).rpartition(".")[2]


def imported(module: Module) -> Iterator[tuple[ast.AST, str]]:
    for node in module.nodes:
        if isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)


Law = Callable[[tuple[Module, ...]], list[str]]


@cache
def broken(law: Law) -> dict[str, list[str]]:
    """The breaches of a law in the whole portal, by file."""
    found: dict[str, list[str]] = {}
    for breach in law(portal()):
        found.setdefault(breach.partition(":")[0], []).append(breach)
    return found


def may_break(law: Law) -> dict[str, str]:
    """Files that may break a law, each with its reason; their apps say so."""
    return {path: why for app in declared() for path, why in app.exceptions.get(law.__name__, {}).items()}


def state_is_written_by_the_state_table_alone(modules: tuple[Module, ...]) -> list[str]:
    return [
        module.breach(node, "writes a state outside the state table")
        for module in modules
        for node in module.nodes
        if _writes_a_state(node)
    ]


def _writes_a_state(node: ast.AST) -> bool:
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(part, ast.Attribute) and part.attr == "state" for part in targets)
    if not isinstance(node, ast.Call):
        return False
    called = name_of(node.func).rpartition(".")[2]
    named = any(isinstance(inner, ast.Constant) and inner.value == "state" for inner in ast.walk(node))
    by_keyword = called in ("update", "update_or_create") and any(word.arg == "state" for word in node.keywords)
    return by_keyword or (called in ("setattr", "bulk_update") and named)


def view_reaches_tables_through_the_scope_alone(modules: tuple[Module, ...]) -> list[str]:
    managers = {"objects", "_default_manager", "_base_manager"}
    return [
        module.breach(node, f"reaches {name_of(node)} from a view: use permitted()")
        for module in modules
        if module.is_in("views", "templatetags", "context_processors", "navigation")
        for node in module.nodes
        if isinstance(node, ast.Attribute) and node.attr in managers
    ]


SETS_THE_SCOPE = {"acting_as", "as_the_system", "narrow_to", "for_request"}


def scope_is_set_by_the_gate_commands_and_jobs_alone(modules: tuple[Module, ...]) -> list[str]:
    return [
        module.breach(node, "sets the database's scope itself")
        for module in modules
        if not module.is_in("commands", "jobs", "demo", "demonstration")
        for node in module.nodes
        if name_of(node).rpartition(".")[2] in SETS_THE_SCOPE or "set_config" in str(getattr(node, "value", ""))
    ]


TRUSTS_MARKUP = {"mark_safe", "SafeString", "SafeText", "html_safe", "Markup"}


def markup_is_trusted_where_it_was_escaped_alone(modules: tuple[Module, ...]) -> list[str]:
    return [
        module.breach(node, f"trusts markup with {called}")
        for module in modules
        for node, called in calls(module)
        if called in TRUSTS_MARKUP and not all(isinstance(argument, ast.Constant) for argument in node.args)
    ]


UNESCAPED = re.compile(r"\|\s*safe(seq)?\b|autoescape\s+(off|false)")


def template_escapes_everything(modules: tuple[Module, ...]) -> list[str]:
    return [
        f"{module.path}:{number} switches escaping off"
        for module in modules
        for number, line in enumerate(module.text.splitlines(), 1)
        if UNESCAPED.search(line)
    ]


ASKS = {"filter", "exclude", "get", "order_by", "annotate", "values", "values_list", "get_or_create", "Q"}
FROM_OUTSIDE = re.compile(r"request|GET|POST|cleaned_data|data\b|params|kwargs", re.IGNORECASE)


def query_names_its_fields(modules: tuple[Module, ...]) -> list[str]:
    """``filter(**something typed)`` lets a stranger name any column, through any relation."""
    return [
        module.breach(node, f"spreads {ast.unparse(word.value)} into {called}()")
        for module in modules
        for node, called in calls(module)
        if called in ASKS
        if not name_of(node.func).startswith("super()")
        for word in node.keywords
        if word.arg is None and FROM_OUTSIDE.search(ast.unparse(word.value))
    ]


RAW = {"raw", "extra", "RawSQL", "cursor", "execute", "executemany"}


def sql_is_written_by_django(modules: tuple[Module, ...]) -> list[str]:
    return [
        module.breach(node, f"writes SQL with {called}()")
        for module in modules
        for node, called in calls(module)
        if called in RAW
    ]


CLOCKS = {"now", "utcnow", "today", "localdate", "localtime", "time", "time_ns"}
HOLDERS = {"datetime", "date", "timezone", "time"}


def time_is_asked_of_the_one_clock(modules: tuple[Module, ...]) -> list[str]:
    found = []
    for module in modules:
        if module.path == "partnership/arithmetic/clock.py":
            continue
        for node, called in calls(module):
            holder = name_of(node.func).rpartition(".")[0].rpartition(".")[2]
            if called in CLOCKS and holder in HOLDERS and not (holder == "datetime" and called in ("time", "date")):
                found.append(module.breach(node, f"asks {name_of(node.func)}() and not the portal's clock"))
        for node, name in imported(module):
            if name in ("django.utils.timezone.now", "django.db.models.functions.Now", "time.time"):
                found.append(module.breach(node, f"imports {name} and not the portal's clock"))
        for node in module.nodes:
            if isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add"):
                found.append(module.breach(node.value, f"stamps the row with {node.arg} and not the portal's clock"))
    return found


def nothing_happens_by_signal(modules: tuple[Module, ...]) -> list[str]:
    return [
        module.breach(node, f"imports {name}")
        for module in modules
        for node, name in imported(module)
        if "signals" in name.split(".") or name.startswith("django.dispatch")
    ]


def role_is_asked_of_the_policy_alone(modules: tuple[Module, ...]) -> list[str]:
    """Who may is in ``policy.py``, never an ``if role ==`` elsewhere."""
    return [
        module.breach(node, f"decides by role: {ast.unparse(node)}")
        for module in modules
        if not module.is_in("partnership/access/", "policy", "demo")
        for node in module.nodes
        if isinstance(node, ast.Compare)
        and any(isinstance(side, ast.Attribute) and side.attr == "role" for side in (node.left, *node.comparators))
        and not any(isinstance(side, ast.Constant) and side.value is None for side in node.comparators)
    ]


UNSAFE = ("pickle", "marshal", "shelve", "yaml", "xml.", "subprocess")


def nothing_from_outside_is_run(modules: tuple[Module, ...]) -> list[str]:
    """No pickles, no YAML or XML that can make objects, no shell, in what answers requests."""
    found = [
        module.breach(node, f"imports {name}")
        for module in modules
        if not module.is_in("slp_portal/")
        for node, name in imported(module)
        if name.startswith(UNSAFE)
    ]
    return found + [
        module.breach(node, f"calls {called}()")
        for module in modules
        for node, called in calls(module)
        if isinstance(node.func, ast.Name) and called in ("eval", "exec", "compile", "__import__")
    ]


OF_PYTHON: dict[Law, str] = {
    state_is_written_by_the_state_table_alone: "referral.state = 'accepted'",
    view_reaches_tables_through_the_scope_alone: "Referral.objects.all()",
    scope_is_set_by_the_gate_commands_and_jobs_alone: "with as_the_system('to count'): pass",
    markup_is_trusted_where_it_was_escaped_alone: "mark_safe(person.name)",
    query_names_its_fields: "rows.filter(**request.GET.dict())",
    sql_is_written_by_django: "Referral.objects.raw('SELECT 1')",
    time_is_asked_of_the_one_clock: "timezone.now()",
    nothing_happens_by_signal: "from django.db.models.signals import post_save",
    role_is_asked_of_the_policy_alone: "if request.principal.role == HUB_LEAD: pass",
    nothing_from_outside_is_run: "import pickle",
}
"""Each law with a line that breaks it, as it would stand in a view."""

"""What must be true before the portal answers anybody. Each refusal is a sentence that says what to do."""

import importlib.util

from django.conf import settings
from django.core.checks import Error, Tags, register, run_checks
from django.db import OperationalError, connection

from slp_portal.ownership import missing_migrations
from slp_portal.settings.secrets import KNOWN_KEYS

SHORTEST_KEY = 50
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


class UnsafeStart(Exception):
    """Carries every reason why the portal refuses to start, a line each."""


def refuse_unsafe_start() -> None:
    """Runs every check, the database's too; refuses with `UnsafeStart`."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise UnsafeStart(f"The portal cannot reach its database: {error}") from error
    refusals = [message for message in run_checks(databases=["default"]) if message.is_serious()]
    if refusals:
        raise UnsafeStart("\n".join(["The portal refuses to start.", *map(str, refusals)]))


@register
def the_driver_is_psycopg2(app_configs=None, **kwargs) -> list[Error]:
    """Django takes psycopg 3 wherever it finds it, without a word, and ranges and errors then behave differently."""
    driver = connection.Database.__name__  # type: ignore[attr-defined]
    if driver == "psycopg2" and importlib.util.find_spec("psycopg") is None:
        return []
    return [
        Error(
            "psycopg 3 is installed, and Django would use it in place of psycopg2. Uninstall psycopg.", id="portal.E001"
        )
    ]


@register
def the_secret_key_is_secret(app_configs=None, **kwargs) -> list[Error]:
    if settings.DEMONSTRATION:
        return []
    if len(settings.SECRET_KEY) >= SHORTEST_KEY and not settings.SECRET_KEY.startswith(KNOWN_KEYS):
        return []
    sentence = (
        f"SECRET_KEY is known or too short. Set it to {SHORTEST_KEY} random characters or more, used nowhere else."
    )
    return [Error(sentence, id="portal.E002")]


@register(Tags.database)
def row_level_security_binds_us(app_configs=None, databases=None, **kwargs) -> list[Error]:
    """PostgreSQL lets a superuser, BYPASSRLS and (unless forced) an owner past every row-level policy."""
    if not databases:
        return []
    role, unbound, owns = _ask(
        "SELECT current_user, rolsuper OR rolbypassrls, EXISTS (SELECT 1 FROM pg_class WHERE relkind IN ('r', 'p')"
        " AND relnamespace = 'public'::regnamespace AND pg_has_role(current_user, relowner, 'MEMBER'))"
        " FROM pg_roles WHERE rolname = current_user"
    )
    remedy = "Connect as a role that is no superuser, has no BYPASSRLS and owns no table: docs/production.md."
    if unbound:
        return [
            Error(f"{role} is a superuser or has BYPASSRLS, so no row is hidden from it. {remedy}", id="portal.E003")
        ]
    if owns:
        return [Error(f"{role} owns the portal's tables, or may become their owner. {remedy}", id="portal.E004")]
    return []


@register(Tags.database)
def nothing_is_missing_from_the_database(app_configs=None, databases=None, **kwargs) -> list[Error]:
    missing = missing_migrations() if databases else []
    if not missing:
        return []
    sentence = f"The database lacks {len(missing)} migrations, {missing[0]} first. Run manage.py prepare_database."
    return [Error(sentence, id="portal.E005")]


@register(Tags.database)
def durability_is_on(app_configs=None, databases=None, **kwargs) -> list[Error]:
    if not databases:
        return []
    values = _ask("SELECT " + ", ".join(f"current_setting('{name}')" for name in DURABLE))
    off = [name for name, value in zip(DURABLE, values, strict=True) if value == "off"]
    return [
        Error(f"PostgreSQL's {name} is off: a power cut would lose what people saved. Set it to on.", id="portal.E006")
        for name in off
    ]


def _ask(question: str) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()

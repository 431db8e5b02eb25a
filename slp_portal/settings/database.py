"""Two connections to one database: `default` as the ordinary role that serves, `owner` as the role that migrates.

With DATABASE_URL the database is one that somebody else runs; DATABASE_OWNER_URL is then wanted by
`manage.py prepare_database` alone, and the web processes need never know it. Without, it is the portal's own.
"""

import os
from pathlib import Path

import dj_database_url

from slp_portal.local_cluster import Cluster
from slp_portal.local_database import APP, DATABASE, OWNER

# One slow question must not hold up everybody's. Behind a transaction-mode pooler, which takes no start-up options,
# give the role the same limits with ALTER ROLE … SET.
LIMITS = "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
# A page's question joins a dozen small tables to a few rows. To weigh the order of all takes PostgreSQL ten times as
# long as to answer; of four at a time, hardly any.
PLANNING = "-c join_collapse_limit=4"


def databases(var: Path, environment: dict[str, str] | os._Environ = os.environ) -> dict:
    if environment.get("DATABASE_URL"):
        aliases = _given(environment)
    else:
        aliases = {"default": _own(var, APP), "owner": _own(var, OWNER)}
    pooled = environment.get("DATABASE_POOLED") == "1"
    aliases["default"] |= {"ATOMIC_REQUESTS": True, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    aliases["default"]["DISABLE_SERVER_SIDE_CURSORS"] = pooled
    if not pooled:
        aliases["default"].setdefault("OPTIONS", {})["options"] = f"{LIMITS} {PLANNING}"
    return aliases


def _own(var: Path, role: str) -> dict:
    cluster = Cluster(var)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": role,
        "HOST": str(cluster.sockets),
        "OPTIONS": {"passfile": str(cluster.password_file(role))},
    }


def _given(environment: dict[str, str] | os._Environ) -> dict:
    aliases = {"default": dj_database_url.parse(environment["DATABASE_URL"])}
    if environment.get("DATABASE_OWNER_URL"):
        aliases["owner"] = dj_database_url.parse(environment["DATABASE_OWNER_URL"])
    return aliases

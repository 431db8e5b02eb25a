"""Secrets: each is asked for from the environment, or kept in a file that only its user can read."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

# Beginnings of keys that stand in somebody's repository: Django's own, and that of our tests.
KNOWN_KEYS = ("django-insecure-", "known to everybody")


def required(name: str, what_it_is: str) -> str:
    """An environment variable's value; `ImproperlyConfigured` with a sentence that says what to set."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}: {what_it_is}. See docs/production.md.")
    return value


def kept_secret(path: Path) -> str:
    """A random key made at the first use and read ever after, so that no two copies of the portal share one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        own = path.with_name(f"{path.name}.{os.getpid()}")
        own.touch(mode=0o600)
        own.write_text(get_random_secret_key())
        try:
            os.link(own, path)  # whole or not at all, and whoever comes second keeps the first one's
        except FileExistsError:
            pass
        own.unlink()
    return path.read_text()

"""For the tests: the clock stands still, passwords are cheap, static files come from where they are written."""

import os

from slp_portal.settings.base import *  # noqa: F403
from slp_portal.settings.base import DATABASES, INSTALLED_APPS

SECRET_KEY = "known to everybody, so refused everywhere but in tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
TESTING = True

CRISPY_FAIL_SILENTLY = False
DEMONSTRATION = True
DEMO_PASSWORD = "south-london-demonstration"  # noqa: S105
SECOND_FACTOR_REQUIRED = False
PORTAL_NOW = "2018-04-16T09:00:00+01:00"
PORTAL_CLOCK_RUNS = False

# Each process of a suite that runs on several has a database of its own.
for alias in DATABASES.values():
    alias["NAME"] = os.environ.get("TEST_DATABASE_NAME", "test_portal") + os.environ.get("PYTEST_XDIST_WORKER", "")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "session", "csrf"

# The small app of CONTRIBUTING, for the one test that holds it to the laws.
if os.environ.get("WITH_THE_EXAMPLE"):
    INSTALLED_APPS += ["tests.example"]
    ROOT_URLCONF = "tests.example.root_urls"

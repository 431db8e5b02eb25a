"""A demonstration on one machine: made-up people, a clock of its own, plain HTTP on this machine's own address."""

import os

from slp_portal.settings.base import *  # noqa: F403
from slp_portal.settings.places import VAR
from slp_portal.settings.secrets import kept_secret

DEMONSTRATION = True
DEMO_PASSWORD = os.environ.get("DEMO_PASSWORD") or "south-london-demonstration"
SECRET_KEY = kept_secret(VAR / "secret-key")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *os.environ.get("ALLOWED_HOSTS", "").split()]
SECOND_FACTOR_REQUIRED = False

PORTAL_NOW = os.environ.get("PORTAL_NOW") or "2018-04-16T09:00:00+01:00"
PORTAL_CLOCK_RUNS = os.environ.get("PORTAL_CLOCK_RUNS", "1") == "1"

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "session", "csrf"  # browsers refuse __Host- without HTTPS

EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = "portal@example.nhs.uk"

"""The real thing. Whatever differs from place to place comes from the environment; docs/production.md lists it."""

import os

from slp_portal.settings.base import *  # noqa: F403
from slp_portal.settings.base import CONTENT_SECURITY_POLICY
from slp_portal.settings.secrets import required

SECRET_KEY = required("SECRET_KEY", "50 random characters or more, known to no one")
SECRET_KEY_FALLBACKS = os.environ.get("OLD_SECRET_KEYS", "").split()
ALLOWED_HOSTS = required("ALLOWED_HOSTS", "the portal's host names, with spaces between").split()

# TLS ends at a proxy, which must set this header itself and never pass on a browser's.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
PROXIES = int(os.environ.get("PROXIES", "1"))

EMAIL_HOST = required("EMAIL_HOST", "the mail server that sends password resets and notices")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL", "the address that the portal's mail comes from")

# OpenID Connect, where a trust's own sign-in is to be used.
if os.environ.get("OIDC_SERVER_URL"):
    OIDC_SERVER_URL = required("OIDC_SERVER_URL", "the provider's address")
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "nhs",
                    "name": os.environ.get("OIDC_NAME", "NHS sign-in"),
                    "client_id": required("OIDC_CLIENT_ID", "this portal's name at the OpenID Connect provider"),
                    "secret": required("OIDC_CLIENT_SECRET", "this portal's secret at the OpenID Connect provider"),
                    "settings": {"server_url": OIDC_SERVER_URL},
                }
            ],
        }
    }
    # The sign-in form is answered with a redirect to the provider, which form-action has to allow.
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(OIDC_SERVER_URL)

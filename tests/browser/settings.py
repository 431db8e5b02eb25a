"""As in the other tests, but for the documents: they outlive the process that uploaded them."""

import os
from pathlib import Path

from slp_portal.settings.test import *  # noqa: F403

STORAGES = {
    **STORAGES,  # noqa: F405
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
}
MEDIA_ROOT = Path(os.environ["DOCUMENTS"])
PORTAL_NOW = os.environ.get("PORTAL_NOW", PORTAL_NOW)  # noqa: F405

"""What a web server calls. It refuses to start an unsafe portal, with a sentence that says what to do."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "slp_portal.settings.production")

application = get_wsgi_application()

from slp_portal.checks import UnsafeStart, refuse_unsafe_start  # noqa: E402 - settings come first

try:
    refuse_unsafe_start()
except UnsafeStart as refusal:
    sys.exit(str(refusal))

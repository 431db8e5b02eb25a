#!/usr/bin/env python3
"""Django's commands, with the portal's own PostgreSQL up for as long as one runs."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from slp_portal.local_cluster import DatabaseCannotStart
from slp_portal.local_database import serving
from slp_portal.settings.places import VAR


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "slp_portal.settings.production")
    try:
        with serving(VAR):
            execute_from_command_line(sys.argv)
    except (DatabaseCannotStart, ImproperlyConfigured) as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()

"""The demonstration on a database of the benchmark's own, with one bare page more, sixty measures more and the queries
counted."""

import os

from slp_portal.settings.demonstration import *  # noqa: F403
from slp_portal.settings.demonstration import DATABASES, INSTALLED_APPS, MIDDLEWARE

for alias in DATABASES.values():
    alias["NAME"] = os.environ.get("BENCH_DATABASE", "bench")

INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
ROOT_URLCONF = "bench.urls"
MIDDLEWARE = ["bench.counting.Counted", *MIDDLEWARE]

"""The demonstration on a database of the benchmark's own, with one bare page more and the queries counted."""

import os

from slp_portal.settings.demonstration import *  # noqa: F403
from slp_portal.settings.demonstration import DATABASES, MIDDLEWARE

for alias in DATABASES.values():
    alias["NAME"] = os.environ.get("BENCH_DATABASE", "bench")

ROOT_URLCONF = "bench.urls"
MIDDLEWARE = ["bench.counting.Counted", *MIDDLEWARE]

"""The benchmark runs to its end: what it measures is for whoever reads its table, and no time is tested here.

Making its database takes minutes: ``BENCH=1 ./portal test tests/bench``.
"""

import os
import re
import subprocess
import sys

import pytest

from slp_portal.settings.places import BASE

ROW = re.compile(r"^\| (?P<page>[^|]+) \| (?P<queries>\d+) \| [\d.]+ / [\d.]+ \| [\d.]+ \| [\d.]+ \| \d+ \|$", re.M)


@pytest.mark.skipif("BENCH" not in os.environ, reason="it makes a database of its own: BENCH=1 runs it")
def test_bench_of_two_pages_prints_what_each_cost():
    few = ["--scales", "1", "--times", "3", "--seconds", "0.1"]
    surroundings = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    ran = subprocess.run(
        [sys.executable, "-m", "bench", "record", "log", *few],
        cwd=BASE, env=surroundings, capture_output=True, text=True,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr
    pages = {row["page"]: int(row["queries"]) for row in ROW.finditer(ran.stdout)}
    assert set(pages) == {"A referral", "Logging a referral: Confirm and save"}
    assert all(queries > 5 for queries in pages.values())


def test_bench_of_a_page_that_is_not_measured_says_which_are():
    ran = subprocess.run([sys.executable, "-m", "bench", "nonsense"], cwd=BASE, capture_output=True, text=True)

    assert ran.returncode == 2
    assert "There is no page called nonsense. There are: my-work," in ran.stderr

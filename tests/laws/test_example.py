"""The small app of CONTRIBUTING stays small, and the laws hold it as any other."""

import os
import subprocess
import sys

from slp_portal.settings.places import BASE
from tests import scratch

EXAMPLE = BASE / "tests" / "example"
LAWS = ("access", "links", "old_versions", "policies", "query_counts", "sending_twice", "states", "tables")


def test_example_is_a_whole_app_in_under_200_lines():
    lines = {file.name: file.read_text().count("\n") for file in EXAMPLE.glob("*.py")}

    assert {"models.py", "states.py", "policy.py", "views.py", "measures.py", "imports.py"} <= set(lines)
    assert sum(lines.values()) < 230
    assert sum(lines.values()) - lines["for_the_laws.py"] - lines["root_urls.py"] < 200


def test_example_keeps_the_laws(django_db_setup):
    """In a process of its own, for the example is installed in no other."""
    laws = [f"tests/laws/test_{law}.py" for law in LAWS]
    name = f"{scratch.SHARED}_with_the_example"
    given = {"WITH_THE_EXAMPLE": "1", "TEST_DATABASE_NAME": name, "TEST_TEMPLATE": scratch.template()}
    given |= {"LAWS_IN_FULL": "1", "LAWS_OF": "tests.example"}
    tried = "example or lesson or table or policy or permission or (access and slam and trust_manager)"

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *laws, "-k", tried],
        cwd=BASE, env={**os.environ, **given, "PYTEST_XDIST_WORKER": ""}, capture_output=True, text=True,
    )  # fmt: skip

    assert run.returncode == 0, run.stdout[-5000:]

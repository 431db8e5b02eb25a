"""The small app of CONTRIBUTING stays small, and the laws hold it as any other."""

import os
import subprocess
import sys

from slp_portal.settings.places import BASE

EXAMPLE = BASE / "tests" / "example"
LAWS = ("access", "links", "old_versions", "policies", "query_counts", "sending_twice", "states", "tables")


def test_example_is_a_whole_app_in_under_200_lines():
    lines = {file.name: file.read_text().count("\n") for file in EXAMPLE.glob("*.py")}

    assert {"models.py", "states.py", "policy.py", "views.py", "measures.py", "imports.py"} <= set(lines)
    assert sum(lines.values()) < 230
    assert sum(lines.values()) - lines["for_the_laws.py"] - lines["root_urls.py"] < 200


def test_example_keeps_the_laws():
    laws = [f"tests/laws/test_{law}.py" for law in LAWS]
    given = {"WITH_THE_EXAMPLE": "1", "TEST_DATABASE_NAME": "test_with_the_example", "LAWS_IN_FULL": "1"}
    tried = "example or lesson or table or policy or permission or (access and slam and trust_manager)"

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *laws, "-k", tried],
        cwd=BASE, env={**os.environ, **given, "PYTEST_XDIST_WORKER": ""}, capture_output=True, text=True,
    )  # fmt: skip

    assert run.returncode == 0, run.stdout[-5000:]

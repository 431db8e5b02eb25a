"""Installs what uv.lock names into .venv: with uv where there is one, else with venv and pip. Needs Python alone.

Any number may ask at the same moment; the first one installs and the others wait for it.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"
TURN = ROOT / "var/install-turn"
# What is installed for which part of the work: the portal alone, or with what its tests and checks need.
LISTS = {"portal": ["portal"], "development": ["portal", "development"]}


def main(part: str) -> None:
    TURN.parent.mkdir(exist_ok=True)
    with TURN.open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        stamp = VENV / f"installed-{part}"
        wanted = f"{hashlib.sha256((ROOT / 'uv.lock').read_bytes()).hexdigest()} {VENV.resolve()}\n"
        if stamp.exists() and stamp.read_text() == wanted and runs(PYTHON):
            return
        print("Installing what the portal needs…", file=sys.stderr)  # noqa: T201 - this is a command
        with_uv(part) if runs("uv") else with_pip(part)
        stamp.write_text(wanted)


def runs(program: str | Path) -> bool:
    """A program that is on the PATH may still fail to run."""
    try:
        return subprocess.run([program, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def with_uv(part: str) -> None:
    only = ["--no-dev"] if part == "portal" else []
    run("uv", "sync", "--quiet", "--frozen", "--inexact", "--compile-bytecode", "--python", sys.executable, *only)


def with_pip(part: str) -> None:
    if not (runs(PYTHON) and (VENV / "bin/pip").exists()):
        venv.create(VENV, with_pip=True)
    for name in LISTS[part]:
        hashed = ["--no-deps", "--require-hashes", "--requirement", HERE / f"{name}.txt"]
        run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *hashed)


def run(*command: str | Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    outcome = subprocess.run(command, cwd=ROOT, env=environment)
    if outcome.returncode:
        sys.exit(outcome.returncode)


if __name__ == "__main__":
    main(sys.argv[1])

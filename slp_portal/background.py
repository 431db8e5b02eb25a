"""What runs in the background: a worker for each queue of jobs, and what is done once a day."""

import os
import subprocess
import sys
import time
from datetime import datetime, timedelta

from slp_portal.settings.places import BASE

A_DAY = 24 * 60 * 60
SECONDS_TO_END_A_JOB = 10
QUEUES = ("default", "mail")
ONCE_A_DAY = ("clean_up", "close_months")


class Background:
    """Call ``look_after`` every few seconds: a worker that died is replaced, and what is due is begun."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.workers: dict[str, subprocess.Popen] = {}
        self.daily: list[subprocess.Popen] = []
        self.daily_at: float | None = None

    def look_after(self) -> None:
        for queue in QUEUES:
            if queue not in self.workers or self.workers[queue].poll() is not None:
                self.workers[queue] = self._started("db_worker", "--queue-name", queue, "--interval", "1")
        if self.daily_at is None or time.monotonic() - self.daily_at > A_DAY:
            self.daily_at = time.monotonic()
            self.daily = [self._started(command) for command in ONCE_A_DAY]

    def stop(self) -> None:
        """A job may end first, for a little while. One that is cut off has changed nothing and can start again."""
        for process in (*self.workers.values(), *self.daily):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(SECONDS_TO_END_A_JOB)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()

    def _started(self, *command: str) -> subprocess.Popen:
        """In a session of its own, out of Ctrl-C's reach, like the server."""
        words = [sys.executable, "manage.py", *command, "--verbosity", "0"]
        return subprocess.Popen(words, cwd=BASE, env=self._environment(), start_new_session=True)

    def _environment(self) -> dict[str, str]:
        """The demonstration's clock runs from PORTAL_NOW on: whoever comes later is told how late it is by then."""
        if "PORTAL_NOW" not in os.environ:
            return dict(os.environ)
        now = datetime.fromisoformat(os.environ["PORTAL_NOW"]) + timedelta(seconds=time.monotonic() - self.began)
        return {**os.environ, "PORTAL_NOW": now.isoformat()}

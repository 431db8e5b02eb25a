"""Asking a page again and again: one after the other, and sixteen at a time."""

import http.client
import itertools
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.counting import HEADER
from bench.server import HOST

AT_ONCE = 16


class WrongAnswer(Exception):
    """A page that is measured has to answer as it does for a person."""


@dataclass(frozen=True)
class Ask:
    """One request. ``sends`` makes it a POST; ``answer`` is the status that it has to be answered with."""

    path: str
    sends: dict[str, str] | None = None
    answer: int = 200


@dataclass(frozen=True)
class Reply:
    seconds: float
    queries: int
    body: bytes


class Browser:
    """One kept connection of somebody who is signed in."""

    def __init__(self, port: int, cookies: dict[str, str]):
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self.headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}

    def connect_again(self) -> None:
        """The server closes a connection on which nobody has asked for some seconds."""
        self.connection.close()

    def ask(self, ask: Ask) -> Reply:
        body = None if ask.sends is None else urlencode(ask.sends)
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        started = time.perf_counter()
        self.connection.request("GET" if body is None else "POST", ask.path, body, {**self.headers, **form})
        answer = self.connection.getresponse()
        content = answer.read()
        seconds = time.perf_counter() - started
        if answer.status != ask.answer:
            raise WrongAnswer(f"{ask.path} answered {answer.status}, not {ask.answer}.")
        return Reply(seconds, int(answer.headers[HEADER]), content)


@dataclass(frozen=True)
class Timing:
    """In seconds."""

    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: list[float]) -> "Timing":
        return cls(statistics.median(seconds), sorted(seconds)[int(len(seconds) * 0.95)])


def in_turn(browser: Browser, times: int, *asks: Callable[[], Ask]) -> list[list[Reply]]:
    """Each once, then each again: whatever else the machine does meets all of them alike."""
    browser.connect_again()
    rounds = [[browser.ask(ask()) for ask in asks] for _ in range(times)]
    return [list(replies) for replies in zip(*rounds, strict=True)]


def all_at_once(browsers: list[Browser], asks: Iterator[Ask], seconds: float) -> float:
    """Requests a second, until the time or the requests run out."""
    lock, answered = threading.Lock(), itertools.count()
    started = time.perf_counter()

    def work(browser: Browser) -> None:
        browser.connect_again()
        while time.perf_counter() - started < seconds:
            with lock:
                ask = next(asks, None)
            if ask is None:
                return
            browser.ask(ask)
            next(answered)

    with ThreadPoolExecutor(len(browsers)) as together:
        list(together.map(work, browsers))
    return next(answered) / (time.perf_counter() - started)

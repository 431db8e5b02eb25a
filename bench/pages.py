"""What is measured. Each page is asked for by the hub officer, in turn with the bare one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

from bench.asking import AT_ONCE, Ask, Browser, Timing, all_at_once, in_turn
from bench.people import CSRF, begun, confirmations, sign_in
from bench.urls import BARE

WHO = "hana.hub"
REFERRAL = "/forensic/referrals/FR-2018-0042/"
SHELL = Ask(f"/{BARE}")


def _search(words: str, answer: int = 200) -> Ask:
    return Ask("/search/", sends={"csrfmiddlewaretoken": CSRF, "q": words}, answer=answer)


READS = {
    "my-work": ("My work", Ask("/my-work/")),
    "mine": ("The day's list: Mine", Ask("/forensic/referrals/?view=mine")),
    "open": ("The day's list: All open", Ask("/forensic/referrals/?view=open")),
    "closed": ("The day's list: Closed", Ask("/forensic/referrals/?view=closed")),
    "record": ("A referral", Ask(REFERRAL)),
    "history": ("A referral's history", Ask(f"{REFERRAL}history/")),
    "reference": ("Search by reference", _search("FR-2018-0042", answer=302)),
    "name": ("Search by name", _search("Ferngarth")),
}
LOG = "log"
NAMES = (*READS, LOG)


@dataclass(frozen=True)
class Measured:
    title: str
    queries: int
    page: Timing
    bare: Timing
    a_second: float
    bare_a_second: float

    @property
    def ratio(self) -> float:
        return self.page.p50 / self.bare.p50

    @property
    def ratio_at_once(self) -> float:
        """How many bare pages the server answers in the time of one of these, while sixteen are asking."""
        return self.bare_a_second / self.a_second


def measure(port: int, names: tuple[str, ...], times: int, seconds: float) -> Iterator[tuple[str, Measured]]:
    """``times`` one after the other, then for ``seconds`` sixteen at a time."""
    browsers = [Browser(port, sign_in(WHO)) for _ in range(AT_ONCE)]
    in_turn(browsers[0], 10, lambda: SHELL, *(lambda ask=ask: ask for _, ask in READS.values()))
    for name in names:
        title, one_by_one, at_once = _asks(name, browsers[0], times)
        bare, page = in_turn(browsers[0], times, lambda: SHELL, lambda asks=one_by_one: next(asks))
        yield (
            name,
            Measured(
                title,
                queries=sorted(reply.queries for reply in page)[times // 2],
                page=Timing.of([reply.seconds for reply in page]),
                bare=Timing.of([reply.seconds for reply in bare]),
                bare_a_second=all_at_once(browsers, repeat(SHELL), seconds),
                a_second=all_at_once(browsers, at_once, seconds),
            ),
        )


def _asks(name: str, browser: Browser, times: int) -> tuple[str, Iterator[Ask], Iterator[Ask]]:
    """The title, what is asked one after the other, and what is asked sixteen at a time."""
    if name == LOG:
        pages = begun(WHO, 3 * times)
        presses = list(confirmations(browser, pages))
        return "Logging a referral: Confirm and save", iter(presses[:times]), iter(presses[times:])
    title, ask = READS[name]
    return title, repeat(ask), repeat(ask)

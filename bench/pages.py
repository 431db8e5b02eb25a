"""What is measured. Each page is asked for by whoever works with it, in turn with the bare one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

from bench.admitting import admissions
from bench.asking import AT_ONCE, Ask, Browser, Timing, all_at_once, in_turn
from bench.people import CSRF, begun, confirmations, sign_in
from bench.urls import BARE

HUB, BED_TEAM, WARD = "hana.hub", "beth.beds", "wren.ward"
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
    "board": ("The bed board: 600 beds", Ask("/camhs/board/")),
    "wall": ("The bed board on a wall", Ask("/camhs/board/?view=grid")),
    "unit": ("A unit", Ask("/camhs/units/cedar/")),
    "occupancy": ("Occupancy of one unit", Ask("/camhs/occupancy/?unit=cedar")),
    "occupancy-all": ("Occupancy of all units", Ask("/camhs/occupancy/")),
    "sitrep": ("The situation report", Ask("/camhs/sitrep/")),
    "match": ("Finding a bed among all units", Ask("/camhs/requests/CB-2018-0031/match/")),
    "requests": ("Requests for a bed", Ask("/camhs/requests/")),
    "away": ("Young people out of area", Ask("/camhs/out-of-area/")),
    "bed-work": ("My work of the bed team", Ask("/my-work/")),
}
OF_THE_BED_TEAM = (
    "board", "wall", "occupancy", "occupancy-all", "sitrep", "match", "requests", "away", "bed-work", "admit",
)  # fmt: skip
ASKED_BY = {"unit": WARD, **dict.fromkeys(OF_THE_BED_TEAM, BED_TEAM)}
"""Who asks for a page; for any other, the hub officer."""
LOG, ADMIT = "log", "admit"
NAMES = (*READS, LOG, ADMIT)


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
    of = {who: [Browser(port, sign_in(who)) for _ in range(AT_ONCE)] for who in (HUB, BED_TEAM, WARD)}
    for name in names:
        browsers = of[ASKED_BY.get(name, HUB)]
        title, rounds, one_by_one, at_once = _asks(name, browsers[0], times)
        in_turn(browsers[0], 10, lambda: SHELL, *([lambda ask=READS[name][1]: ask] if name in READS else []))
        bare, page = in_turn(browsers[0], rounds, lambda: SHELL, lambda asks=one_by_one: next(asks))
        yield (
            name,
            Measured(
                title,
                queries=sorted(reply.queries for reply in page)[rounds // 2],
                page=Timing.of([reply.seconds for reply in page]),
                bare=Timing.of([reply.seconds for reply in bare]),
                bare_a_second=all_at_once(browsers, repeat(SHELL), seconds),
                a_second=all_at_once(browsers, at_once, seconds),
            ),
        )


def _asks(name: str, browser: Browser, times: int) -> tuple[str, int, Iterator[Ask], Iterator[Ask]]:
    """The title, how often, what is asked one after the other, and what is asked sixteen at a time."""
    if name in READS:
        title, ask = READS[name]
        return title, times, repeat(ask), repeat(ask)
    if name == LOG:
        title, presses = "Logging a referral: Confirm and save", list(confirmations(browser, begun(HUB, 3 * times)))
    else:
        title, presses = "Admitting to a bed that is held", list(admissions(3 * times))
    rounds = min(times, len(presses) // 3)
    return title, rounds, iter(presses[:rounds]), iter(presses[rounds:])

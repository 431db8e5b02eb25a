"""What is measured. Each page is asked for by whoever uses it most, in turn with their own bare one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

from bench.admitting import admissions
from bench.asking import AT_ONCE, Ask, Browser, Timing, all_at_once, in_turn
from bench.people import CSRF, begun, confirmations, sign_in
from bench.urls import BARE

HUB, BOARD, LEAD = "hana.hub", "ben.board", "priya.prog"
BED_TEAM, WARD = "beth.beds", "wren.ward"
REFERRAL = "/forensic/referrals/FR-2018-0042/"
MEASURE = "/board/measures/bench-7/"
PACK = "/board/packs/BP-2018-0001/"
TEN_YEARS = "from=2008-04&to=2018-03"
SHELL = Ask(f"/{BARE}")


@dataclass(frozen=True)
class Read:
    title: str
    ask: Ask
    who: str = HUB


def _search(words: str, answer: int = 200) -> Ask:
    return Ask("/search/", sends={"csrfmiddlewaretoken": CSRF, "q": words}, answer=answer)


READS = {
    "my-work": Read("My work", Ask("/my-work/")),
    "mine": Read("The day's list: Mine", Ask("/forensic/referrals/?view=mine")),
    "open": Read("The day's list: All open", Ask("/forensic/referrals/?view=open")),
    "closed": Read("The day's list: Closed", Ask("/forensic/referrals/?view=closed")),
    "record": Read("A referral", Ask(REFERRAL)),
    "history": Read("A referral's history", Ask(f"{REFERRAL}history/")),
    "reference": Read("Search by reference", _search("FR-2018-0042", answer=302)),
    "name": Read("Search by name", _search("Ferngarth")),
    "board": Read("The board's grid", Ask("/board/"), BOARD),
    "board-trust": Read("The board's grid of one trust", Ask("/board/?trust=slam"), BOARD),
    "measure": Read("A measure", Ask(MEASURE), BOARD),
    "measure-years": Read("A measure, ten years", Ask(f"{MEASURE}?{TEN_YEARS}"), BOARD),
    "boroughs": Read("A measure by borough", Ask(f"{MEASURE}?by=borough"), BOARD),
    "savings": Read("Savings and reinvestment", Ask("/board/savings/"), BOARD),
    "claims": Read("Published claims", Ask("/board/claims/"), BOARD),
    "pack": Read("A pack as issued", Ask(PACK), BOARD),
    "preview": Read("A pack as it would be issued", Ask(f"{PACK}preview/"), LEAD),
    "beds": Read("The bed board: 600 beds", Ask("/camhs/board/"), BED_TEAM),
    "wall": Read("The bed board on a wall", Ask("/camhs/board/?view=grid"), BED_TEAM),
    "unit": Read("A unit", Ask("/camhs/units/cedar/"), WARD),
    "occupancy": Read("Occupancy of one unit", Ask("/camhs/occupancy/?unit=cedar"), BED_TEAM),
    "occupancy-all": Read("Occupancy of all units", Ask("/camhs/occupancy/"), BED_TEAM),
    "sitrep": Read("The situation report", Ask("/camhs/sitrep/"), BED_TEAM),
    "match": Read("Finding a bed among all units", Ask("/camhs/requests/CB-2018-0031/match/"), BED_TEAM),
    "requests": Read("Requests for a bed", Ask("/camhs/requests/"), BED_TEAM),
    "out-of-area": Read("Young people out of area", Ask("/camhs/out-of-area/"), BED_TEAM),
    "bed-work": Read("My work of the bed team", Ask("/my-work/"), BED_TEAM),
}
LOG, ADMIT = "log", "admit"
WARM = 10
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
    signed_in = {
        who: [Browser(port, sign_in(who)) for _ in range(AT_ONCE)] for who in {who_asks(name) for name in names}
    }
    for name in names:
        browsers = signed_in[who_asks(name)]
        warms = [SHELL, READS[name].ask] if name in READS else [SHELL]
        in_turn(browsers[0], WARM, *(lambda ask=ask: ask for ask in warms))
        title, rounds, one_by_one, at_once = _asks(name, browsers[0], times)
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
        read = READS[name]
        return read.title, times, repeat(read.ask), repeat(read.ask)
    if name == LOG:
        title, presses = "Logging a referral: Confirm and save", list(confirmations(browser, begun(HUB, 3 * times)))
    else:
        title, presses = "Admitting to a bed that is held", list(admissions(3 * times))
    rounds = min(times, len(presses) // 3)
    return title, rounds, iter(presses[:rounds]), iter(presses[rounds:])


def who_asks(name: str) -> str:
    return READS[name].who if name in READS else {LOG: HUB, ADMIT: BED_TEAM}[name]

"""What the portal measures. Each app's ``measures.py`` says what its own rows answer, and is found by itself::

    from partnership.measures.registry import Better, Breakdown, Figure, Measure, Unit, register_measure

    ON_TIME = register_measure(
        Measure(
            slug="assessments-on-time", code="M07", name="Assessments on time", group="Forensic",
            question="How many assessments take place by their target day?",
            unit=Unit.SHARE, better=Better.UP, owner=HUB_LEAD,
            source="Assessments of forensic referrals", formula="Assessments on or before their target ÷ …",
            first_month=date(2018, 4, 1), breakdowns=(BY_TRUST,), pathway=Pathway.FORENSIC,
            figures=on_time, records=assessed_in,
        )
    )

    def on_time(month: date) -> Iterator[Figure]:   # every row is visible: it is called by the system, never by a page
        yield Figure.share(met, done)                # the whole Partnership
        yield Figure.share(met_slam, done_slam, by="trust", part="slam")

A month's figures are stored when it closes (``manage.py close_months``), and pages read what is stored. A measure
without ``figures`` is manual: its months are entered on its page, or by ``actions.values.record``. To use a measure
of another room, ask ``find(slug_or_code)``, which is None until its app declares it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured

from partnership.access.roles import Pathway, Role
from partnership.arithmetic.xmr import Better

if TYPE_CHECKING:
    from partnership.access.principal import Principal

__all__ = [
    "BY_TRUST",
    "Better",
    "Breakdown",
    "Chart",
    "Figure",
    "Measure",
    "Unit",
    "every_measure",
    "find",
    "register_measure",
]

HUNDRED = Decimal(100)


class Unit(StrEnum):
    """What a value is: how it is written, and between what it must lie."""

    COUNT = "count"
    SHARE = "per cent"
    DAYS = "days"
    MILES = "miles"
    HOURS = "hours"
    MONEY = "pounds"

    @property
    def least(self) -> Decimal | None:
        return None if self is Unit.MONEY else Decimal(0)

    @property
    def most(self) -> Decimal | None:
        return HUNDRED if self is Unit.SHARE else None


class Chart(StrEnum):
    """How a measure is drawn. CONTROL is an SPC chart, or a run chart while there are too few points."""

    CONTROL = "control"
    CUMULATIVE = "cumulative"
    BARS = "bars"


@dataclass(frozen=True)
class Breakdown:
    """One way of taking a measure apart. ``parts`` gives code and label of each part, in the order of the page.

    ``of_trusts``: a part is a trust, by its slug, so that a manager sees their own exactly.
    """

    slug: str
    label: str
    parts: Callable[[], dict[str, str]]
    of_trusts: bool = False


@dataclass(frozen=True)
class Figure:
    """One value of one month, of the whole Partnership or of one ``part`` of it. No ``value``: nothing to tell.

    ``numerator`` and ``denominator`` are what it was worked out from, and what the rule for small numbers looks at.
    """

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    by: str = ""
    part: str = ""

    @classmethod
    def count(cls, number: Decimal | int, *, by: str = "", part: str = "") -> Figure:
        """A number of things, or an amount of money."""
        return cls(Decimal(number), Decimal(number), None, by, part)

    @classmethod
    def share(cls, number: Decimal | int, of: Decimal | int, *, by: str = "", part: str = "") -> Figure:
        """Per cent; no value where ``of`` is nought."""
        value = HUNDRED * Decimal(number) / Decimal(of) if of else None
        return cls(value, Decimal(number), Decimal(of), by, part)

    @classmethod
    def average(cls, value: Decimal | int | None, of: int, *, by: str = "", part: str = "") -> Figure:
        """A mean or a median of ``of`` things; no value where there are none."""
        return cls(Decimal(value) if of and value is not None else None, None, Decimal(of), by, part)


Figures = Callable[[date], Iterable[Figure]]
Final = Callable[[date], bool]
Records = Callable[["Principal", date], str]


@dataclass(frozen=True, eq=False)
class Measure:
    """One question with a number for each month. The code is that of the catalogue, such as M06.

    ``noun`` is what a count counts, one and many. ``group`` is the programme or service under which it is listed.
    ``figures`` is given the first day of a month. ``records`` gives the address of the rows counted in a month for
    a person who may see rows, or nothing. ``about_people``: breakdowns come under the rule for small numbers, but for
    roles of the measure's own ``pathway``. ``screening``: outliers are left out of the limits. ``final`` says of a
    month that is over whether its rows are done with; until they are, it is counted again and shown as so far.
    ``every`` is how many months a figure is of: 3 for a quarterly return, where a quarter goes by its last month.
    """

    slug: str
    code: str
    name: str
    group: str
    question: str
    unit: Unit
    better: Better
    owner: Role
    source: str
    formula: str
    first_month: date
    noun: tuple[str, str] = ("", "")
    chart: Chart = Chart.CONTROL
    breakdowns: tuple[Breakdown, ...] = ()
    figures: Figures | None = None
    records: Records | None = None
    pathway: Pathway | None = None
    about_people: bool = True
    screening: bool = False
    final: Final = lambda month: True
    every: int = 1

    def __str__(self) -> str:
        return self.name

    @property
    def is_manual(self) -> bool:
        return self.figures is None

    def has(self, month: date) -> bool:
        """Whether there is a figure of this month at all."""
        since = (month.year - self.first_month.year) * 12 + month.month - self.first_month.month
        return since % self.every == 0

    def breakdown(self, slug: str) -> Breakdown | None:
        return next((breakdown for breakdown in self.breakdowns if breakdown.slug == slug), None)


class DeclaredTwice(ImproperlyConfigured):
    """Two measures with one slug or one code: the portal does not start."""


MEASURES: dict[str, Measure] = {}


def register_measure(measure: Measure) -> Measure:
    """Refuses a slug or a code that another measure has (DeclaredTwice)."""
    for other in MEASURES.values():
        if measure.slug == other.slug or measure.code == other.code:
            raise DeclaredTwice(f"{measure.code} {measure.slug} and {other.code} {other.slug} are declared as two.")
    MEASURES[measure.slug] = measure
    return measure


def find(name: str) -> Measure | None:
    """By slug or by code; None for a measure that no app has declared yet."""
    return MEASURES.get(name) or next((measure for measure in MEASURES.values() if measure.code == name), None)


def every_measure() -> Iterator[Measure]:
    """In the order of their codes."""
    yield from sorted(MEASURES.values(), key=lambda measure: measure.code)


def _trusts() -> dict[str, str]:
    from partnership.organisations.models import Organisation

    return dict(Organisation.objects.partnership_trusts().values_list("slug", "short_name"))


BY_TRUST = Breakdown("trust", "Trust", _trusts, of_trusts=True)

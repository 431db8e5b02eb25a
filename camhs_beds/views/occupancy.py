"""Looking ahead: which beds are free on which night, as sentences, as a table and day by day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from markupsafe import Markup

from camhs_beds import clocks
from camhs_beds.board import not_confirmed, since_when
from camhs_beds.forms.occupancy import OccupancyFilters
from camhs_beds.models import Bed, OutOfService
from camhs_beds.nights_out_of_service import ONE_DAY, nights_lost
from camhs_beds.occupancy import Night, UnitNights, nights_of
from camhs_beds.views.bed_columns import number_of
from camhs_beds.views.units import OfUnit
from camhs_beds.vocabulary import Rule
from partnership.arithmetic import clock
from partnership.organisations.models import Unit
from partnership.pages.filters import FilterPanel
from partnership.pages.tables import Column, Table
from partnership.pages.values import HOME, Drawn, Link
from partnership.pages.views import Page

FURTHEST = dt.timedelta(days=366)
A_LONG_TIME = dt.timedelta(days=3653)


class Cell(Drawn):
    """One night of one bed: the word, on its own ground."""

    def __html__(self) -> str:
        return _cell(str(self))


@cache
def _cell(word: str) -> Markup:
    return Markup('<span class="portal-night portal-night--{}">{}</span>').format(Night(word).name.lower(), word)


def day_url(day: dt.date, unit: str = "") -> str:
    url = reverse("camhs_beds:occupancy-day", kwargs={"date": day})
    return f"{url}?unit={unit}" if unit else url


def short(day: dt.date) -> str:
    return f"{day:%a} {day:%-d} {day:%b}"


def in_words(counts: Counter[Night]) -> str:
    return ", ".join(f"{counts[night]} {night.lower()}" for night in Night if counts[night])


class ReadsNights(Page):
    """Sees the beds of which this person sees every stay: a hidden one would read as a free bed."""

    section = "CAMHS"

    @cached_property
    def beds(self) -> list[Bed]:
        rows = self.permitted(Bed).select_related("unit").order_by("unit__name", "number")
        return list(rows)

    @cached_property
    def units(self) -> list[Unit]:
        return list({bed.unit_id: bed.unit for bed in self.beds}.values())

    @cached_property
    def earliest(self) -> dt.date | None:
        """A ward goes no further back than it sees who has left it."""
        if self.principal.unit_id is None:
            return None
        return clock.today() - clocks.rule(Rule.SHOWN).length

    @cached_property
    def stale(self) -> dict[int, str]:
        """Since when a unit has not been confirmed, where its figures are too old to be believed."""
        return {unit.pk: since_when(unit.confirmed_at) for unit in not_confirmed(self.permitted(Bed))}

    def beds_of(self, slug: str) -> list[Bed]:
        return [bed for bed in self.beds if not slug or bed.unit.slug == slug]


class Occupancy(ReadsNights):
    """A sentence a unit first, then a row a bed and a column a night; on a small screen a list of days instead."""

    template_name = "camhs_beds/occupancy.html"
    title = "Occupancy of CAMHS units"

    @cached_property
    def query(self) -> QueryDict:
        """The address as the form reads it: ``from=2018-04-16`` is the date in three parts."""
        query = self.request.GET.copy()
        try:
            begins = dt.date.fromisoformat(query.get("from", ""))
        except ValueError:
            return query
        query.pop("from")
        for part in ("day", "month", "year"):
            query[f"begins_{part}"] = str(getattr(begins, part))
        return query

    @cached_property
    def filters(self) -> OccupancyFilters:
        return OccupancyFilters(self.query, units=self.units, earliest=self.earliest)

    @cached_property
    def slug(self) -> str:
        return self.filters.asked("unit", self.units[0].slug if len(self.units) == 1 else "")

    def get_context_data(self, **kwargs):
        first, number = self.filters.first, self.filters.number
        found = nights_of(self.beds_of(self.slug), first, number)
        one = found[0] if self.slug and found else None
        return super().get_context_data(
            panel=FilterPanel(self.filters, self.query, keep=()),
            found=found,
            one=one,
            summaries=[(each.summary, self.stale.get(each.unit.pk, ""), self.to_unit(each.unit)) for each in found],
            table=self.of_a_unit(one) if one else self.of_all(found),
            days=[
                (Link(f"{day:%A} {day:%-d %B}", day_url(day, self.slug)), said) for day, said in self.each_day(found)
            ],
            lost=self.lost(first, number),
            nights=[(night.value, Cell(night.value)) for night in Night],
            earlier=self.at(first - number * ONE_DAY),
            later=self.at(first + number * ONE_DAY),
            **kwargs,
        )

    def to_unit(self, unit: Unit) -> str:
        query = self.query.copy()
        query["unit"] = unit.slug
        return OfUnit.url_of(unit) if self.slug else f"?{query.urlencode()}"

    def at(self, first: dt.date) -> str:
        if self.earliest and first < self.earliest:
            return ""
        return f"?unit={self.slug}&from={first.isoformat()}&days={self.filters.number}"

    def head(self, day: dt.date) -> Link:
        return Link(short(day), day_url(day, self.slug))

    def of_a_unit(self, one: UnitNights) -> Table:
        columns = (
            Column("bed", "Bed", value=lambda row: number_of(row[0]), nowrap=True),
            *(
                Column(day.isoformat(), self.head(day), value=lambda row, n=place: Cell(row[1][n]))
                for place, day in enumerate(one.days)
            ),
        )
        return Table(f"{one.unit}, night by night", columns, one.nights, stacked=False)

    def of_all(self, found: list[UnitNights]) -> Table:
        days = found[0].days if found else ()
        columns = (
            Column("unit", "Unit", value=lambda one: Link(one.unit.name, self.to_unit(one.unit)), nowrap=True),
            *(
                Column(day.isoformat(), Link(short(day), day_url(day)), value=lambda one, n=place: _free(one.counts[n]))
                for place, day in enumerate(days)
            ),
        )
        return Table("Beds free, and expected to be free, night by night", columns, found, stacked=False)

    def each_day(self, found: list[UnitNights]):
        for place, day in enumerate(found[0].days if found else ()):
            yield day, in_words(sum((one.counts[place] for one in found), Counter()))

    def lost(self, first: dt.date, number: int) -> list[tuple[str, int]]:
        """Of the nights that are over."""
        until = min(first + number * ONE_DAY, clock.today())
        rows = self.permitted(OutOfService).filter(bed__in=self.beds_of(self.slug))
        return nights_lost(rows, first, until) if until > first else []


def _free(counts: Counter[Night]) -> str:
    free, expected = counts[Night.FREE], counts[Night.EXPECTED]
    return f"{free}, {expected} expected" if expected else str(free)


class OccupancyDay(ReadsNights):
    """One night: each unit in counts, or each bed of one unit."""

    template_name = "camhs_beds/occupancy_day.html"

    @property
    def day(self) -> dt.date:
        return self.kwargs["date"]

    def get_title(self) -> str:
        return f"Occupancy on the night of {self.day:%A} {self.day:%-d %B %Y}"

    def breadcrumbs(self) -> list[Link]:
        return [HOME, Link("Occupancy", self.to_occupancy())]

    def to_occupancy(self) -> str:
        return f"{reverse('camhs_beds:occupancy')}?unit={self.slug}&from={self.day.isoformat()}"

    @cached_property
    def slug(self) -> str:
        asked = self.request.GET.get("unit", "")
        known = {unit.slug for unit in self.units}
        return asked if asked in known else next(iter(known)) if len(known) == 1 else ""

    def get_context_data(self, **kwargs):
        earliest = self.earliest or clock.today() - A_LONG_TIME
        if not earliest <= self.day <= clock.today() + FURTHEST:
            raise Http404
        found = nights_of(self.beds_of(self.slug), self.day, 1)
        before, after = self.day - ONE_DAY, self.day + ONE_DAY
        return super().get_context_data(
            summaries=[(f"{one.unit}: {in_words(one.counts[0])}.", self.stale.get(one.unit.pk, "")) for one in found],
            table=self.of_a_unit(found[0]) if self.slug and found else self.of_all(found),
            before=day_url(before, self.slug) if before >= earliest else "",
            after=day_url(after, self.slug) if after <= clock.today() + FURTHEST else "",
            is_ahead=self.day >= clock.today(),
            **kwargs,
        )

    def of_a_unit(self, one: UnitNights) -> Table:
        columns = (
            Column("bed", "Bed", value=lambda row: number_of(row[0])),
            Column("night", "That night", value=lambda row: Cell(row[1][0])),
        )
        return Table(f"Beds of {one.unit}", columns, one.nights, caption_hidden=True)

    def of_all(self, found: list[UnitNights]) -> Table:
        columns = (
            Column("unit", "Unit", value=lambda one: Link(one.unit.name, day_url(self.day, one.unit.slug))),
            *(
                Column(night.name, night.value, value=lambda one, n=night: one.counts[0][n], numeric=True)
                for night in Night
            ),
        )
        return Table("Beds of each unit", columns, found, caption_hidden=True)

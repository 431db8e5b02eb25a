"""How a value is written: whole per cent in a sentence, one decimal in a table, money to the penny. Rounded for the eye
alone, halves up; a file has the value itself."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from partnership.arithmetic import months
from partnership.measures.registry import Unit

month_in_words = months.in_words

_AFTER = {Unit.DAYS: ("day", "days"), Unit.MILES: ("mile", "miles"), Unit.HOURS: ("hour", "hours")}
_AXIS = {Unit.SHARE: "Per cent", Unit.MONEY: "Pounds", Unit.DAYS: "Days", Unit.MILES: "Miles", Unit.HOURS: "Hours"}


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def in_a_table(unit: Unit, value: Decimal) -> str:
    """680, 12.4, 84.2% or £1,234.50."""
    if unit is Unit.MONEY:
        return _pounds(value, 2)
    if unit is Unit.SHARE:
        return _per_cent(value, 1)
    return plain(value)


def in_a_sentence(unit: Unit, value: Decimal, noun: tuple[str, str] = ("", "")) -> str:
    """680 bed days, 12.4 days, 84% or £1,234.50."""
    if unit is Unit.MONEY:
        return _pounds(value, 2)
    if unit is Unit.SHARE:
        return _per_cent(value, 0)
    one, many = _AFTER.get(unit, noun)
    return f"{plain(value)} {one if value == 1 else many}".strip()


def on_an_axis(unit: Unit, value: Decimal) -> str:
    if unit is Unit.MONEY:
        return _pounds(value, 0 if value == value.to_integral_value() else 2)
    return f"{plain(value, 2)}{'%' if unit is Unit.SHARE else ''}"


def axis_title(unit: Unit) -> str:
    return _AXIS.get(unit, "Number")


def in_a_file(value: Decimal | None) -> Decimal | None:
    """The value itself, without noughts that say nothing."""
    if value is None:
        return None
    exact = rounded(value, 6).normalize()
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact


def plain(value: Decimal, most_places: int = 1) -> str:
    """Whole where it is whole."""
    whole = value == value.to_integral_value()
    return f"{rounded(value, 0 if whole else most_places):,}"


def _per_cent(value: Decimal, places: int) -> str:
    """Below 1% with two decimals everywhere: 0% would say that there is nothing."""
    return f"{rounded(value, 2 if 0 < abs(value) < 1 else places):,}%"


def _pounds(value: Decimal, places: int) -> str:
    sign = "−" if value < 0 else ""
    return f"{sign}£{abs(rounded(value, places)):,}"

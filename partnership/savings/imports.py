"""Actuals and forecasts of a month, by file."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache

from django.urls import reverse

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import months, words
from partnership.arithmetic.shares import PENNY
from partnership.files.import_kinds import Bucket, Column, Finding, ImportKind, Money, Month, Row, Text, register_import
from partnership.pages.forms.money import MOST
from partnership.pages.values import Link
from partnership.savings.actions import actuals
from partnership.savings.models import MonthFigure, Saving
from partnership.savings.policy import SAVING
from partnership.savings.sums import is_closed, is_over
from partnership.savings.vocabulary import COUNTED

EDIT = SAVING[Action.EDIT]
Key = tuple[str, dt.date]
AMOUNT = Money(least=PENNY - MOST, most=MOST - PENNY)
LABELS = {"actual": "Actual", "forecast": "Forecast", "comment": "Comment"}


def _key(row: Row) -> Key:
    return row["SAVING"].upper(), row["MONTH"]


def _figures(rows: Sequence[Row], by: Principal) -> dict[Key, MonthFigure]:
    references, periods = {_key(row)[0] for row in rows}, {row["MONTH"] for row in rows}
    figures = permitted(by, EDIT, MonthFigure).own().select_related("saving")
    figures = figures.filter(saving__reference__in=references, month__in=periods)
    return {(figure.saving.reference, figure.month): figure for figure in figures}


def _typed(row: Row, figure: MonthFigure | None) -> dict[str, object]:
    """What the month says with this row; a blank cell leaves what is there."""
    now = figure or MonthFigure()
    cells = {name: row[name.upper()] for name in LABELS}
    return {name: getattr(now, name) if cell is None else cell for name, cell in cells.items()}


def compare(rows: Sequence[Row], by: Principal) -> list[Finding]:
    named = permitted(by, EDIT, Saving).filter(reference__in={_key(row)[0] for row in rows})
    savings = {saving.reference: saving for saving in named}
    figures, closed = _figures(rows, by), cache(is_closed)
    return [_finding(row, savings.get(_key(row)[0]), figures.get(_key(row)), closed(row["MONTH"])) for row in rows]


def _finding(row: Row, saving: Saving | None, figure: MonthFigure | None, closed: bool) -> Finding:
    if saving is None:
        return Finding(Bucket.ERRORS, errors=(("SAVING", f"There is no saving {row['SAVING']}"),))
    title, month = f"{saving.reference} {saving.title}", months.in_words(row["MONTH"])
    changes = tuple(_changes(row, figure))
    if saving.state not in COUNTED:
        return Finding(Bucket.NOT_IMPORTED, title, why=f"The saving is {saving.get_state_display().lower()}")
    if closed or (changes and figure and not figure.can_be_typed):
        return Finding(Bucket.NOT_IMPORTED, title, why=f"{month} is {'closed' if closed else 'sent or confirmed'}")
    if not changes:
        return Finding(Bucket.SAME, f"{title}, {month}")
    is_new = figure is None or figure.actual is None
    return Finding(Bucket.NEW if is_new else Bucket.CHANGE, f"{title}, {month}", changes)


def _changes(row: Row, figure: MonthFigure | None) -> Iterable[tuple[str, str, str]]:
    for name, new in _typed(row, figure).items():
        old, said = _said(getattr(figure, name, None)), _said(new)
        if old != said:
            yield LABELS[name], old, said


def _said(value: object) -> str:
    return words.money(value) if isinstance(value, Decimal) else str(value or "")


def apply(rows: Sequence[Row], by: Principal) -> list[str]:
    """Gives for each row what was there before, and the version that the row has made of it."""
    before = _figures(rows, by)
    kept = {key: {name: _stored(getattr(figure, name)) for name in LABELS} for key, figure in before.items()}
    for month, of_month in _by_month(rows).items():
        typed = [
            actuals.Row(_key(row)[0], **_typed(row, before.get(_key(row))), version=_version(before.get(_key(row))))
            for row in of_month
        ]
        actuals.record_many(period=month, rows=typed, by=by)
    after = _figures(rows, by)
    return [json.dumps([after[_key(row)].version, kept.get(_key(row), {})], ensure_ascii=False) for row in rows]


def undo(rows: Sequence[Row], by: Principal) -> None:
    """Puts back what was there before. Refuses a month that has changed since."""
    figures = _figures(rows, by)
    for month, of_month in _by_month(rows).items():
        typed = []
        for row in of_month:
            version, kept = json.loads(row.made)
            figure = figures.get(_key(row))
            if figure is None or figure.version != version:
                raise Refusal(f"{row['SAVING']} in {months.in_words(month)} was changed since this import.")
            amounts = {name: Decimal(kept[name]) if kept.get(name) else None for name in ("actual", "forecast")}
            typed.append(actuals.Row(_key(row)[0], **amounts, comment=kept.get("comment", ""), version=version))
        actuals.record_many(period=month, rows=typed, by=by)


def _by_month(rows: Sequence[Row]) -> dict[dt.date, list[Row]]:
    found: dict[dt.date, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["MONTH"]].append(row)
    return found


def _stored(value: object) -> str:
    return "" if value is None else str(value)


def _version(figure: MonthFigure | None) -> int:
    return figure.version if figure else 0


def _to_actuals(month: dt.date) -> Link:
    text = f"See the actuals of {months.in_words(month)}"
    if is_over(month):
        text += " and send them for confirmation"
    return Link(text, f"{reverse('savings:actuals')}?period={months.written(month)}")


SAVINGS_ACTUALS = register_import(
    ImportKind(
        slug="savings-actuals",
        label="Savings actuals",
        columns=(
            Column("SAVING", "Saving", Text(max_length=20), "SV-2018-0001", hint="The reference of the saving"),
            Column("MONTH", "Month", Month(past=True), "2018-03", leads_to=_to_actuals),
            Column("ACTUAL", "Actual", AMOUNT, "15000.50", hint="What the month brought; a loss has a minus"),
            Column("FORECAST", "Forecast", AMOUNT, "", required=False, hint="Blank leaves what is there"),
            Column("COMMENT", "Comment", Text(max_length=500), "", required=False, hint="Blank leaves what is there"),
        ),
        permission=EDIT,
        guidance=(
            "One row for each saving and month.",
            "Months that are sent, confirmed or closed are left as they are, and listed under ‘Not imported’.",
        ),
        compare=compare,
        apply=apply,
        undo=undo,
        key=lambda row: f"{row['SAVING'].upper()} {row['MONTH']}",
        noun=("figure", "figures"),
    )
)

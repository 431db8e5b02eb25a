"""The CSV of a list: the same columns and rows as the page, in a form that spreadsheets read and cannot be hurt by."""

from __future__ import annotations

import csv
import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpResponse

from partnership.arithmetic import clock
from partnership.pages.tables import Column

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without it Excel reads UTF-8 as something else
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_response(columns: Sequence[Column], rows: Iterable[Any], name: str) -> HttpResponse:
    """A file to keep, ``slp_{name}_20180416T0900.csv``: a header of column keys, ISO dates, CRLF.

    Built whole, inside the request's transaction: nothing is read from the database after it.
    """
    stamp = f"{clock.local(clock.now()):%Y%m%dT%H%M}"
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="slp_{name}_{stamp}.csv"'
    response.write(BYTE_ORDER_MARK)
    writer = csv.writer(response)
    writer.writerow([column.key.replace("-", "_").replace(".", "_") for column in columns])
    writer.writerows([plain(column.of(row)) for column in columns] for row in rows)
    return response


def plain(value: Any) -> str:
    """A value for one cell. Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.datetime):
        return clock.local(value).isoformat(timespec="minutes")
    if isinstance(value, (int, float, Decimal, dt.date)):
        return str(value)
    return harmless(str(value))


def harmless(text: str) -> str:
    """Full-width signs count, because spreadsheets read them as the plain ones; so do signs behind a space."""
    first = unicodedata.normalize("NFKC", text.lstrip(" \N{NO-BREAK SPACE}")[:1])
    return f"'{text}" if first.startswith(STARTS_A_FORMULA) else text

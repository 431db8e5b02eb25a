"""One cell at a time: what is taken, and the sentence about what is not."""

import datetime as dt
from decimal import Decimal

import pytest

from partnership.files.import_kinds import CellRefused, Choice, Day, Money, Month, Number, Text, WholeNumber, YesNo

CODES = Choice({"once": "One-off", "yearly": "Recurrent"})


@pytest.mark.parametrize(
    ("parser", "text", "value"),
    [
        (Money(), "180000", Decimal(180000)),
        (Money(), "£180,000.50", Decimal("180000.50")),
        (Money(), "-1500.5", Decimal("-1500.5")),
        (Money(), "\N{MINUS SIGN}3", Decimal(-3)),
        (Number(places=1), "12.5", Decimal("12.5")),
        (WholeNumber(), "1,200", 1200),
        (WholeNumber(), "5.0", 5),
        (Day(), "2018-04-16", dt.date(2018, 4, 16)),
        (Day(), "16/04/2018", dt.date(2018, 4, 16)),
        (Day(), "16 April 2018", dt.date(2018, 4, 16)),
        (Day(), "29/02/2016", dt.date(2016, 2, 29)),
        (Month(), "2018-04", dt.date(2018, 4, 1)),
        (Month(), "April 2018", dt.date(2018, 4, 1)),
        (Month(), "Apr-18", dt.date(2018, 4, 1)),
        (Month(), "2018-04-01", dt.date(2018, 4, 1)),
        (CODES, "one-OFF", "once"),
        (CODES, "yearly", "yearly"),
        (YesNo(), "Yes", True),
        (YesNo(), "n", False),
        (Text(), "Zoë – naïve", "Zoë – naïve"),
    ],
)
def test_cell_that_is_right_gives_its_value(parser, text, value):
    assert parser(text, "Amount") == value


@pytest.mark.parametrize(
    ("parser", "text", "sentence"),
    [
        (Money(), "lots", "Amount must be an amount of money, like 180000 or 180,000.50"),
        (Money(), "1.005", "Amount must be an amount of money, like 180000 or 180,000.50"),
        (Money(least=Decimal(0)), "-1", "Amount must be 0 or more"),
        (Money(), "18,00", "Amount must be an amount of money, like 180000 or 180,000.50"),
        (Number(), "1e5", "Amount must be a number, like 12.5"),
        (Number(least=Decimal(0), most=Decimal(100)), "101", "Amount must be between 0 and 100"),
        (WholeNumber(), "5.5", "Amount must be a whole number, like 12"),
        (Day(), "31/04/2018", "Amount must be a real date, like 16/04/2018"),
        (Day(), "29/02/2018", "Amount must be a real date, like 16/04/2018"),
        (Day(past=True), "17/04/2018", "Amount must be today or in the past"),
        (Day(), "16/04/0018", "Amount must be in 1900 or later"),
        (Month(), "2018-04-16", "Amount must be a month, like 2018-04 or April 2018"),
        (Month(past=True), "2018-05", "Amount must be today or in the past"),
        (CODES, "monthly", "Amount must be One-off or Recurrent"),
        (YesNo(), "maybe", "Amount must be Yes or No"),
        (Text(max_length=3), "four", "Amount must be 3 characters or less"),
        (Text(pattern=r"SV-\d+", otherwise="Enter a reference, like SV-1"), "x", "Enter a reference, like SV-1"),
        (Text(), "a\tb", "Amount must not include hidden characters or line breaks"),
    ],
)
def test_cell_that_is_not_right_is_a_sentence(parser, text, sentence):
    with pytest.raises(CellRefused) as refused:
        parser(text, "Amount")
    assert refused.value.sentence == sentence

import datetime as dt
import json
from decimal import Decimal

from partnership.board.packs import changes
from partnership.board.packs.frozen import Content, Drawing, Heading, Section, Text, figures, freeze, thaw
from partnership.measures.charts import control_chart
from partnership.measures.reading import Row
from partnership.measures.registry import Unit
from partnership.pages.tables import Column
from partnership.pages.values import Link, Missing, Money

MONTHS = [dt.date(2018, month, 1) for month in (1, 2, 3)]
COLUMNS = (
    Column("name", "Name"),
    Column("amount", "Amount", numeric=True),
    Column("on", "On", missing=Missing("Not yet")),
)


def a_table(**amounts):
    rows = [{"name": name, "amount": amount, "on": None} for name, amount in amounts.items()]
    return figures("amounts", "Amounts", COLUMNS, rows)


def content(*blocks, title="Partnership board", slug="summary") -> Content:
    return Content(title, [("Meeting", "Board")], [Section(slug, "Summary", list(blocks))])


def kept(content: Content) -> Content:
    return thaw(json.loads(json.dumps(freeze(content))))


def test_freeze_and_thaw_give_the_same_pack():
    rows = [Row(month, value=Decimal(value)) for month, value in zip(MONTHS, (4, 9, 2), strict=True)]
    chart = control_chart("beds", "Beds", "In March there were 2.", rows, Unit.COUNT)
    whole = content(
        Heading("Beds"), Text("Fewer.", strong="Commentary"), Drawing([chart]), a_table(one=Decimal("1.50"))
    )

    again = kept(whole)

    assert freeze(again) == freeze(whole)
    assert again.sections[0].blocks[2].chart.__html__() == chart.__html__()


def test_table_keeps_words_for_the_page_and_numbers_for_the_file():
    row = {"name": Link("Forensic", "/x/"), "amount": Money("-1234.50"), "on": None}

    (table,) = kept(content(figures("amounts", "Amounts", COLUMNS, [row]))).tables

    assert table.rows == [["Forensic", "-£1,234.50", "Not yet"]]
    assert table.cells == [["Forensic", Decimal("-1234.50"), None]]


def test_text_of_a_pack_is_never_markup():
    again = kept(content(Text("<b>bold</b>"), a_table(**{"<i>": 1})))

    assert "&lt;i&gt;" in again.tables[0].table.__html__()


def test_changes_between_the_same_are_none():
    assert changes.between(content(a_table(one=1)), content(a_table(one=1))) == []


def test_changes_name_each_cell_that_differs():
    lines = changes.between(content(a_table(one=1, two=2)), content(a_table(one=1, two=3)))

    assert lines == ["Summary: Amounts, two, Amount: 2 became 3."]


def test_changes_tell_rows_sections_and_text_that_came_or_went():
    old = content(Text("As before"), a_table(one=1))
    new = Content("Another", old.facts, [Section("summary", "Summary", [a_table(two=2)]), Section("x", "Risks", [])])

    assert changes.between(old, new) == [
        "The title was ‘Partnership board’ and is ‘Another’.",
        "Summary: left out ‘As before’",
        "Summary: Amounts, ‘two’ was added.",
        "Summary: Amounts, ‘one’ was left out.",
        "‘Risks’ was added.",
    ]


def test_changes_tell_rows_apart_that_are_headed_alike():
    def twice(last):
        rows = [{"name": "same", "amount": amount, "on": None} for amount in (1, last)]
        return content(figures("amounts", "Amounts", COLUMNS, rows))

    assert changes.between(twice(2), twice(3)) == ["Summary: Amounts, same (2), Amount: 2 became 3."]

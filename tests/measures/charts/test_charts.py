"""Charts are drawn for everybody: shapes beside colours, words at the lines, nought where it belongs."""

import datetime as dt
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.arithmetic import months
from partnership.measures.charts import Panel, control_chart, cumulative_chart, plan_chart, scale, small_multiples
from partnership.measures.charts.picture import Look
from partnership.measures.disclosure import Shown
from partnership.measures.measures import READY_FOR_DISCHARGE
from partnership.measures.reading import StoredMonth, reading
from partnership.measures.registry import Better, Unit

FIRST = dt.date(2016, 4, 1)
AT = dt.datetime(2018, 4, 16, 9, tzinfo=dt.UTC)
V2 = [60, 62, 58, 61, 59, 63, 60, 57, 62, 61, 48, 47, 49, 46, 48, 47, 49]


def rows(values, partial=None):
    told = {
        months.after(FIRST, place): StoredMonth(Shown(Decimal(value)), AT)
        for place, value in enumerate(values)
        if value is not None
    }
    last = months.after(FIRST, len(values))
    if partial is not None:
        told[last] = StoredMonth(Shown(Decimal(partial)), AT, is_partial=True)
    return reading(READY_FOR_DISCHARGE, told, FIRST, last).rows


def chart(values=V2, partial=None, unit=Unit.COUNT, **given):
    return control_chart("ready", "Ready", "It fell.", rows(values, partial), unit, better=Better.DOWN, **given)


def test_chart_is_one_picture_with_its_title_and_its_sentence():
    svg = ElementTree.fromstring(str(chart()).split("</svg>")[0].split("<svg", 1)[1].join(["<svg", "</svg>"]))

    assert svg.attrib["role"] == "img"
    title, sentence = svg.attrib["aria-labelledby"].split()
    assert (svg.find(f"*[@id='{title}']").text, svg.find(f"*[@id='{sentence}']").text) == ("Ready", "It fell.")
    assert 'data-testid="chart-ready"' in str(chart())
    assert "style=" not in str(chart())
    assert 'tabindex="0" role="region" aria-label="Chart, scroll sideways"' in str(chart())


def test_chart_gives_each_kind_of_point_a_shape_and_words():
    picture = chart(partial=80)

    shapes = {mark.look: "".join(letter for letter in mark.d if letter.isalpha()) for mark in picture.marks}
    assert set(shapes) == {Look.CONCERNING, Look.IMPROVING, Look.PARTIAL}
    assert len(set(shapes.values()) | {"x"}) >= 3
    assert picture.key == [Look.IMPROVING, Look.CONCERNING, Look.PARTIAL]
    assert picture.marks[0].says == "April 2016: 60, shift high"


def test_chart_names_its_lines_at_the_right_and_keeps_the_names_apart():
    picture = chart([50, 50, 51] * 5)

    assert [label.text.split(" ")[0] for label in picture.labels] == ["Upper", "Mean", "Lower"]
    heights = [label.y for label in picture.labels]
    assert all(after - before >= 18 for before, after in zip(heights, heights[1:], strict=False))


def test_chart_of_a_count_begins_at_nought_and_one_of_a_share_need_not():
    assert chart([1000, 1001] * 8).gridlines[0] == (scale.Down.bottom, "0")
    share = control_chart("s", "S", "S", rows([88, 90, 91] * 5), Unit.SHARE)
    assert share.gridlines[0][1] != "0%"
    assert share.gridlines[-1][1] <= "99%"


def test_run_chart_has_a_mean_and_no_limits_and_needs_no_key():
    picture = chart(V2[:9])

    assert {line.look for line in picture.lines} == {Look.MEAN, Look.DATA}
    assert {mark.look for mark in picture.marks} == {Look.DATA}
    assert picture.key == []


def test_chart_marks_what_happened_in_its_month():
    picture = chart(notes=[(dt.date(2016, 6, 9), "A ward closed"), (dt.date(2030, 1, 1), "Never shown")])

    assert [(note.number, note.x) for note in picture.notes] == [(1, scale.Across(17).of(2))]


def test_several_charts_share_one_scale_and_their_months():
    panels = [Panel("a", "A", "A.", rows([5, 6, 7])), Panel("b", "B", "B.", rows([50, None, 90, 80]))]

    first, second = small_multiples(panels, Unit.COUNT).panels
    assert first.gridlines == second.gridlines
    assert first.ticks == second.ticks
    assert first.marks[0].d.split("a")[0].split(" ")[0] == second.marks[0].d.split("a")[0].split(" ")[0]


def test_cumulative_chart_has_its_plan_beside_it_and_no_limits():
    when = [months.after(FIRST, place) for place in range(3)]
    picture = cumulative_chart(
        "c", "C", "C.", when, [Decimal(1), Decimal(3), None], [Decimal(2), Decimal(4), Decimal(6)]
    )

    assert [line.look for line in picture.lines] == [Look.PLAN, Look.DATA]
    assert [label.text for label in picture.labels] == ["Planned 6", "Actual 3"]
    assert [mark.says for mark in picture.marks] == ["April 2016: 1", "May 2016: 3"]


def test_bars_stand_on_nought_losses_too():
    when = [FIRST, months.after(FIRST)]
    picture = plan_chart("b", "B", "B.", when, [Decimal(100), None], [Decimal("-50.25"), Decimal(0)])

    assert [mark.says for mark in picture.marks] == [
        "April 2016, plan: £100.00", "April 2016, actual: −£50.25", "May 2016, actual: £0.00",
    ]  # fmt: skip
    assert picture.key == [Look.PLAN, Look.ACTUAL]
    assert ("0" in label or label == "£0" for _, label in picture.gridlines)
    feet = {mark.d.split(" ")[1].split("V")[0] for mark in picture.marks}
    assert len(feet) == 1


@pytest.mark.parametrize("draw", [lambda: chart([]), lambda: plan_chart("p", "P", "P.", [], [], [])])
def test_chart_of_nothing_is_an_empty_frame(draw):
    assert "<svg" in str(draw())


@given(st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=4), st.booleans())
def test_scale_holds_every_value_between_its_lines(eighths, from_zero):
    values = [Decimal(eighth) / 8 for eighth in eighths]
    down = scale.down(values, from_zero=from_zero)

    assert down.low <= min(values) <= max(values) <= down.high
    assert all(scale.TOP <= down.of(value) <= down.bottom for value in values)
    assert 1 <= len(down.steps()) <= 10
    if from_zero:
        assert down.low <= 0 <= down.high


@pytest.mark.parametrize(
    "draw", [plan_chart, lambda *given, **more: cumulative_chart(*given[:3], *given[3:4], given[5], **more)]
)
def test_a_month_that_is_not_final_is_hollow_and_the_key_says_so(draw):
    when = [FIRST, months.after(FIRST)]
    picture = draw("b", "B", "B.", when, [], [Decimal(2), Decimal(1)], not_final={when[1]})

    assert len({mark.look for mark in picture.marks}) == 2
    assert "So far: not final yet" in str(picture)
    assert "Plan" not in str(picture)

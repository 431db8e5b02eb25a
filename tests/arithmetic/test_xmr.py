"""The golden series, and what holds for every series."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.arithmetic.xmr import FEWEST_POINTS, Assurance, Better, Kind, Rebase, Rule, Side, chart

UP, DOWN, NEUTRAL = Better.UP, Better.DOWN, Better.NEUTRAL
HIGH, LOW = Side.HIGH, Side.LOW
SINGLE, TREND, TWO_OF_THREE, SHIFT = Rule


def series(text: str) -> list[Decimal]:
    return [Decimal(value) for value in text.split()]


V1 = series("52 48 50 53 47 51 49 52 48 50 51 49 50")
V2 = series("60 62 58 61 59 63 60 57 62 61 48 47 49 46 48 47 49")
V3 = series("50 52 49 51 50 48 51 49 47 48 49 50 51 52 53")
V4 = series("10 11 10 9 10 11 10 9 10 11 10 9 10 20")
V5 = series("20 21 " * 10 + "21.2 25.2 23.6")
V6 = series("20 21 " * 10 + "20.5 24.4 16.9 20.5")
V7 = series("50 49 51 50 49 51 50 49 51 48 49 50 51 52 53")
V8 = series("50 49 51 50 49 51 50 49 47 48 49 49 50 51 52")
V9 = series("88 90 91 89 90 92 90 89 91 90 88 90 91")
V11 = series("1 2 1 2 10 1 2 1 2 1 2 1 2 1 2 1 2 1")
V12 = series("10 11 " * 8 + "2 3 4 5 6 7 8")


def flags(read) -> dict[str, set[int]]:
    """Each signal with the points that carry it, counted from 1."""
    found: dict[str, set[int]] = {}
    for number, point in enumerate(read.points, 1):
        for signal in point.signals:
            found.setdefault(str(signal), set()).add(number)
    return found


def through(first: int, last: int) -> set[int]:
    return set(range(first, last + 1))


@pytest.mark.parametrize(
    ("values", "better", "mean", "average_range", "lower", "upper", "expected"),
    [
        (V1, DOWN, "50.0000", "2.8333", "42.4633", "57.5367", {}),
        (V2, DOWN, "55.1176", "3.1875", "46.6389", "63.5964", {
            "shift high": through(1, 10), "2 of 3 high": {2, 4, 6, 9, 10}, "shift low": through(11, 17),
            "2 of 3 low": through(11, 17), "single point low": {14}}),
        (V3, DOWN, "50.0000", "1.6429", "45.6300", "54.3700", {"trend high": through(9, 15)}),
        (V4, UP, "10.7143", "1.6923", "6.2127", "15.2158", {"single point high": {14}}),
        (V5, UP, "20.8696", "1.1273", "17.8710", "23.8681", {"single point high": {22}, "2 of 3 high": {22, 23}}),
        (V6, UP, "20.5125", "1.5000", "16.5225", "24.5025", {}),
        (V7, UP, "50.2000", "1.3571", "46.5900", "53.8100", {}),
        (V8, UP, "49.6667", "1.1429", "46.6267", "52.7067", {}),
        (V9, UP, "89.9231", "1.5833", "85.7114", "94.1347", {}),
        (V11, UP, "1.9444", "1.8824", "-3.0626", "6.9515", {"single point high": {5}}),
        (V12, UP, "8.8261", "1.3636", "5.1988", "12.4534", {
            "shift high": through(1, 16), "shift low": through(17, 23), "trend high": through(17, 23),
            "single point low": through(17, 20), "2 of 3 low": through(17, 21)}),
    ],
    ids=["V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V11", "V12"],
)  # fmt: skip
def test_chart_of_a_golden_series_has_its_lines_and_its_signals(
    values, better, mean, average_range, lower, upper, expected
):
    read = chart(values, better=better)

    (segment,) = read.segments
    lines = [segment.mean, segment.limits.average_range, segment.limits.lower, segment.limits.upper]
    assert [f"{line:.4f}" for line in lines] == [mean, average_range, lower, upper]
    assert flags(read) == expected


@pytest.mark.parametrize(
    ("values", "better", "target", "kind", "side", "mixed", "assurance"),
    [
        (V1, DOWN, 60, Kind.COMMON, None, False, Assurance.WILL),
        (V2, DOWN, 55, Kind.IMPROVING, LOW, False, Assurance.MAY),
        (V3, DOWN, None, Kind.CONCERNING, HIGH, False, None),
        (V4, UP, None, Kind.IMPROVING, HIGH, False, None),
        (V5, UP, None, Kind.IMPROVING, HIGH, False, None),
        (V6, UP, None, Kind.COMMON, None, False, None),
        (V9, UP, 80, Kind.COMMON, None, False, Assurance.WILL),
        (V9, UP, 99, Kind.COMMON, None, False, Assurance.WILL_NOT),
        (V9, DOWN, 99, Kind.COMMON, None, False, Assurance.WILL),
        (V9, DOWN, 80, Kind.COMMON, None, False, Assurance.WILL_NOT),
        (V9, NEUTRAL, 99, Kind.COMMON, None, False, None),
        (V4, NEUTRAL, None, Kind.NEUTRAL, HIGH, False, None),
        (V12, UP, None, Kind.IMPROVING, HIGH, True, None),
        (V12, DOWN, None, Kind.IMPROVING, LOW, True, None),
        (V12, NEUTRAL, None, Kind.NEUTRAL, HIGH, True, None),
    ],
)
def test_latest_point_says_how_it_varies_and_whether_the_target_is_met(
    values, better, target, kind, side, mixed, assurance
):
    read = chart(values, better=better, target=target)

    assert (read.variation.kind, read.variation.side, read.variation.mixed) == (kind, side, mixed)
    assert read.assurance == assurance


def test_run_of_six_counts_where_the_portal_says_so():
    assert flags(chart(V7, better=UP, run_length=6)) == {"trend high": through(10, 15)}


def test_outlier_is_screened_where_the_measure_says_so():
    limits = chart(V11, better=UP, screening=True).segments[0].limits

    assert [f"{limits.lower:.4f}", f"{limits.upper:.4f}"] == ["-0.7156", "4.6044"]


@pytest.mark.parametrize("number", [1, 2, FEWEST_POINTS - 1])
def test_chart_of_too_few_points_has_a_mean_and_no_limits(number):
    read = chart(V1[:number], better=DOWN, target=60)

    assert read.segments[0].mean is not None
    assert (read.has_limits, read.variation, read.assurance, flags(read)) == (False, None, None, {})


def test_chart_of_nothing_says_nothing():
    read = chart([], better=UP)

    assert (read.points, read.latest, read.variation) == ((), None, None)


def test_gap_gives_no_moving_range_and_breaks_a_run():
    values = [*V3[:11], None, *V3[11:]]

    read = chart(values, better=DOWN)

    assert flags(read) == {}
    assert read.points[11].value is None
    ranges = [abs(a - b) for a, b in [*zip(V3[:10], V3[1:11], strict=True), *zip(V3[11:14], V3[12:], strict=True)]]
    assert f"{read.segments[0].limits.average_range:.6f}" == f"{sum(ranges) / len(ranges):.6f}"


def test_gap_at_the_end_leaves_the_latest_value_the_latest_point():
    assert chart([*V4, None], better=UP).variation.side == HIGH


def test_rebase_begins_new_limits_and_no_run_crosses_it():
    values = [*([Decimal(10), Decimal(11)] * 7), *([Decimal(20), Decimal(21)] * 7)]

    read = chart(values, better=UP, rebases=[Rebase(14)])

    assert [str(segment.mean) for segment in read.segments] == ["10.5", "20.5"]
    assert flags(read) == {}
    assert flags(chart(values, better=UP)) != {}


def test_rebase_on_trial_has_limits_of_few_points():
    read = chart([*V1, *series("20 21 20 21")], better=UP, rebases=[Rebase(13, trial=True)])

    assert (read.segments[1].trial, read.segments[1].limits is not None) == (True, True)
    assert chart([*V1, *series("20 21")], better=UP, rebases=[Rebase(13)]).has_limits is False


def test_point_on_a_line_is_not_beyond_it():
    """The mean is 1 and the limits 1 ± 2.66: thirds and sevenths are not lost on the way."""
    values = [Decimal(0), Decimal(2)] * 7
    read = chart([*values, Decimal(1)], better=UP)

    assert read.segments[0].mean == 1
    assert flags(read) == {}


def test_limits_are_clamped_for_display_alone():
    limits = chart(V11, better=UP).segments[0].limits

    assert limits.within(Decimal(0), None) == (0, limits.upper)
    assert limits.within(Decimal(0), Decimal(5)) == (0, 5)
    assert limits.lower < 0


def test_signal_of_several_names_the_point_in_the_order_of_the_rules():
    point = chart(V12, better=UP).points[16]

    assert point.signal.rule == Rule.SINGLE
    assert [signal.rule for signal in point.signals] == [SINGLE, TREND, TWO_OF_THREE, SHIFT]


numbers = st.integers(-1000, 1000).map(lambda n: Decimal(n) / 4)
many = st.lists(st.one_of(st.none(), numbers), min_size=0, max_size=40)


@given(many, st.sampled_from(list(Better)))
def test_chart_of_anything_keeps_every_period_and_flags_no_gap(values, better):
    read = chart(values, better=better)

    assert [point.value for point in read.points] == values
    assert not any(point.signals for point in read.points if point.value is None)


@given(many, numbers)
def test_chart_moved_up_or_down_has_the_same_signals(values, by):
    moved = [None if value is None else value + by for value in values]

    assert flags(chart(moved, better=UP)) == flags(chart(values, better=UP))


@given(many)
def test_chart_upside_down_swaps_high_and_low(values):
    upside_down = [None if value is None else -value for value in values]
    swapped = {"high": "low", "low": "high"}
    expected = {
        f"{key.rpartition(' ')[0]} {swapped[key.rpartition(' ')[2]]}": on
        for key, on in flags(chart(values, better=UP)).items()
    }

    assert flags(chart(upside_down, better=UP)) == expected


@given(st.lists(numbers, min_size=FEWEST_POINTS, max_size=40))
def test_limits_stand_as_far_above_the_mean_as_below(values):
    segment = chart(values, better=UP).segments[0]

    above, below = segment.limits.upper - segment.mean, segment.mean - segment.limits.lower
    assert abs(above - below) < Decimal("1e-30")
    assert segment.limits.lower <= segment.limits.lower_two <= segment.limits.upper_two <= segment.limits.upper


@given(st.lists(numbers, min_size=FEWEST_POINTS, max_size=30), st.integers(1, 29))
def test_old_segment_reads_the_same_after_a_rebase(values, at):
    read = chart(values, better=UP, rebases=[Rebase(at)])

    before = chart(values[:at], better=UP)
    assert [point.signals for point in read.points[:at]] == [point.signals for point in before.points]

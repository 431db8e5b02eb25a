"""What a chart says, in a sentence: shown above it, and read aloud in its place."""

from __future__ import annotations

from itertools import takewhile

from partnership.arithmetic import months
from partnership.arithmetic.xmr import FEWEST_POINTS, Assurance, Chart, Rule, Side, Signal, Variation
from partnership.measures import numbers, registry
from partnership.measures.reading import Reading, Row
from partnership.measures.registry import Measure, Unit

NO_FIGURES = "No figures have been recorded yet."
TOO_SMALL = "Too few are counted in each month for a figure to be shown."

VARIATION = {
    "common cause": "No significant change",
    "improving high": "Improving (rising)",
    "improving low": "Improving (falling)",
    "concerning high": "Concerning (rising)",
    "concerning low": "Concerning (falling)",
    "neutral high": "Changing (rising)",
    "neutral low": "Changing (falling)",
}

WILL_BE = {
    Assurance.WILL: "will be met",
    Assurance.MAY: "may or may not be met",
    Assurance.WILL_NOT: "will not be met",
}


def variation_in_words(variation: Variation) -> str:
    words = VARIATION[str(variation)]
    return f"{words}: mixed signals, read the notes" if variation.mixed else words


def assurance_in_words(assurance: Assurance) -> str:
    return str(assurance).capitalize()


def sentence(reading: Reading) -> str:
    """Of the latest closed month: its value, whether it is out of the ordinary, and whether the target will be met."""
    row, measure = reading.latest, reading.measure
    if row is None:
        return TOO_SMALL if reading.hides else NO_FIGURES
    parts = [_value(measure, row, about="about " if reading.is_rounded else "")]
    if measure.chart is registry.Chart.CONTROL:
        parts += [_signal(measure, row, reading) if reading.chart.has_limits else too_few(reading.points)]
    if row.target is not None:
        parts += [_target(measure, row, reading.chart)]
    return " ".join(parts)


def too_few(points: int) -> str:
    are = "is" if points == 1 else "are"
    return f"Not enough data for limits. {FEWEST_POINTS} points are needed, there {are} {points}."


def _value(measure: Measure, row: Row, about: str = "") -> str:
    """``about`` comes before a count that is rounded."""
    month, value = months.in_words(row.month), numbers.in_a_sentence(measure.unit, row.value, measure.noun)
    if measure.unit is Unit.COUNT and any(measure.noun):
        return f"In {month} there {'was' if row.value == 1 else 'were'} {about}{value}."
    of = ""
    if measure.about_people and measure.unit is Unit.SHARE and None not in (row.numerator, row.denominator):
        of = f" ({numbers.plain(row.numerator)} of {numbers.plain(row.denominator)})"
    return f"{measure.name} stood at {value}{of} in {month}."


def _signal(measure: Measure, row: Row, reading: Reading) -> str:
    variation = reading.chart.variation
    if not row.signals or variation is None or variation.side is None:
        return _within(measure, row)
    named = next(signal for signal in row.signals if signal.side is variation.side)
    judged = {"improving": " That is an improvement.", "concerning": " That is a concern."}.get(variation.kind, "")
    mixed = " The signals are mixed: read the notes." if variation.mixed else ""
    return f"{_out_of_the_ordinary(measure, row, named, reading)}{judged}{mixed}"


def _within(measure: Measure, row: Row) -> str:
    lower, upper = (numbers.in_a_table(measure.unit, line) for line in (row.lower, row.upper) if line is not None)
    return f"This is no significant change: {lower} to {upper} is to be expected."


def _out_of_the_ordinary(measure: Measure, row: Row, signal: Signal, reading: Reading) -> str:
    high = signal.side is Side.HIGH
    than, where = ("higher", "above") if high else ("lower", "below")
    mean = numbers.in_a_table(measure.unit, row.mean)
    run = _run(reading, signal)
    match signal.rule:
        case Rule.SINGLE:
            limit = numbers.in_a_table(measure.unit, row.upper if high else row.lower)
            return f"This is {than} than expected: it is {where} the {'upper' if high else 'lower'} limit of {limit}."
        case Rule.TREND:
            goes = "rising" if high else "falling"
            return f"This is a {goes} trend: each of the last {run - 1} months is {than} than the month before."
        case Rule.TWO_OF_THREE:
            return f"This is {than} than expected: 2 of 3 months are far {where} the average of {mean}."
        case _:
            return f"This is {than} than expected: the last {run} months are all {where} the average of {mean}."


def _run(reading: Reading, signal: Signal) -> int:
    """How many months up to this one, under the same limits, carry the signal."""
    known = [point for point in reading.chart.points if point.value is not None][::-1]
    carry = takewhile(lambda point: signal in point.signals and point.segment == known[0].segment, known)
    return len(list(carry))


def _target(measure: Measure, row: Row, chart: Chart) -> str:
    target = numbers.in_a_sentence(measure.unit, row.target, measure.noun)
    if chart.assurance is None:
        return f"The target is {target}."
    if chart.assurance is Assurance.WILL_NOT and _is_met(measure, row):
        return f"The target of {target} is met. The limits need updating."
    return f"The target of {target} {WILL_BE[chart.assurance]} unless something changes."


def _is_met(measure: Measure, row: Row) -> bool:
    if row.value is None or row.target is None:
        return False
    return row.value >= row.target if measure.better is registry.Better.UP else row.value <= row.target


def changes_in_words(reading: Reading) -> list[str]:
    """Why the limits were recalculated, each with its date and the two people, for a line under the chart."""
    return [
        f"Limits are recalculated from {months.in_words(line.month)}{' on trial' if line.is_trial else ''}: "
        f"{line.what_changed.rstrip('.')}. Evidence: {line.evidence.rstrip('.')}. "
        f"Asked for by {line.asked_by}, approved by {line.approved_by}."
        for line in reading.baselines
    ]

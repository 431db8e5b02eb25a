"""Charts drawn on the server as SVG. Each is made from the same values as the table and the file next to it, and draws
itself in a template, ``{{ chart }}``, with its title, its sentence as description, and a key in words::

    control_chart(slug, title, sentence, rows, unit, notes=[(day, text)], better=…)     # SPC, or a run chart
    cumulative_chart(slug, title, sentence, months, actual, planned, unit)              # a total that grows
    plan_chart(slug, title, sentence, months, plan, actual, unit)                       # plan against actual, as bars
    small_multiples([(heading, control_chart's arguments)…])                            # several on one scale

``slug`` names the picture on its page: ``data-testid="chart-{slug}"``.
"""

from partnership.measures.charts.bars import plan_chart
from partnership.measures.charts.control import Panel, control_chart, small_multiples
from partnership.measures.charts.cumulative import cumulative_chart
from partnership.measures.charts.picture import Picture, Pictures

__all__ = ["Panel", "Picture", "Pictures", "control_chart", "cumulative_chart", "plan_chart", "small_multiples"]

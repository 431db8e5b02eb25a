"""The demonstration's beds: years of stays made in bulk, and the last days lived through by the bed team's own verbs.

The same every time; only how far the past reaches back follows the scale, up to twelve years. Nights and miles out of
area in March 2017 and March 2018 are those that were published (HSJ: 1,102 and 680 nights; the Partnership: 73 and 44
miles).
"""

from __future__ import annotations

import random

from camhs_beds.demo import out_of_area, past, recent, units


def load(scale: int = 1, chance: random.Random | None = None) -> None:
    chance = chance or random.Random(0)
    units.load()
    archive = past.Past(chance)
    out_of_area.load(archive)
    past.load(archive, scale)
    recent.load(archive)

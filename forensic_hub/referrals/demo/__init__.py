"""The demonstration's referrals: the recent ones lived through by the hub's own verbs, the closed ones of earlier years
made in bulk. The same every time; only the number of closed ones follows the scale."""

from __future__ import annotations

import random

from forensic_hub.referrals.demo import desks, past, recent


def load(scale: int = 1, chance: random.Random | None = None) -> None:
    chance = chance or random.Random(0)
    people = recent.load(chance)
    desks.load()
    past.load(scale, chance, people)

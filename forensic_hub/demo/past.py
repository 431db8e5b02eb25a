"""The closed referrals of earlier years."""

from __future__ import annotations

import random

from forensic_hub.demo.made_up import Population


def load(scale: int, chance: random.Random, population: Population) -> None:
    """To come."""

"""What the young people's beds put into the menu, My work and search."""

from __future__ import annotations

# The wards: their unit, and what is to be confirmed

# The bed team: requests and placements out of area

"""The words of programmes and governance: how a thing stands, each with its label on the page."""

from __future__ import annotations

from django.db.models import TextChoices


class Progress(TextChoices):
    """How a milestone or an action stands. That it is overdue is worked out from its date, never chosen."""

    NOT_STARTED = "not_started", "Not started"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    COMPLETE = "complete", "Complete"


OPEN = (Progress.NOT_STARTED, Progress.ON_TRACK, Progress.AT_RISK)
OVERDUE = "Overdue"


class Overall(TextChoices):
    """How a whole programme stands in the words of its highlight report."""

    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"


class RiskState(TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class DecisionState(TextChoices):
    """Partnership, not a merger: what needs ratification is agreed in principle until all three boards have spoken."""

    AGREED = "agreed", "Agreed"
    IN_PRINCIPLE = "in_principle", "Agreed in principle"
    RATIFIED = "ratified", "Ratified"
    NOT_RATIFIED = "not_ratified", "Not ratified"
    WITHDRAWN = "withdrawn", "Withdrawn"


LOWEST, HIGHEST = 1, 5
"""Of the likelihood and of the impact of a risk, which are multiplied: a score is from 1 to 25."""
LIKELIHOOD = [(1, "1 – Rare"), (2, "2 – Unlikely"), (3, "3 – Possible"), (4, "4 – Likely"), (5, "5 – Almost certain")]
IMPACT = [(1, "1 – Negligible"), (2, "2 – Minor"), (3, "3 – Moderate"), (4, "4 – Major"), (5, "5 – Catastrophic")]
HIGH_SCORE = 15
"""The national matrix of risk in the NHS (National Patient Safety Agency, 2008) calls 15 and above extreme."""

"""The words of savings and reinvestment, as people say them."""

from __future__ import annotations

from django.db.models import TextChoices


class State(TextChoices):
    """Of a saving."""

    IDEA = "idea", "Idea"
    PLANNED = "planned", "Planned"
    AGREED = "agreed", "Agreed"
    DELIVERING = "delivering", "Delivering"
    DELIVERED = "delivered", "Delivered"
    CLOSED = "closed", "Closed"
    STOPPED = "stopped", "Stopped"


POTENTIAL = (State.IDEA, State.PLANNED)
"""What may be saved and is not agreed yet. Never added to what is agreed or confirmed."""
AGREED = (State.AGREED, State.DELIVERING, State.DELIVERED, State.CLOSED)
COUNTED = (State.DELIVERING, State.DELIVERED)
"""Where months have actuals."""
OPEN = (State.IDEA, State.PLANNED, State.AGREED, State.DELIVERING, State.DELIVERED)


class Category(TextChoices):
    LEGAL = "legal", "Legal"
    PAYROLL = "payroll", "Payroll"
    PROCUREMENT = "procurement", "Procurement"
    HR = "hr", "HR"
    FINANCE = "finance", "Finance"
    ESTATES = "estates", "Estates"
    IT = "it", "IT"
    BED_DAYS = "bed_days", "Bed days"
    OTHER = "other", "Other"


class Quality(TextChoices):
    """Whether the quality impact assessment is done, which comes before delivery."""

    DONE = "done", "Yes"
    NOT_DONE = "not_done", "No"
    NOT_NEEDED = "not_needed", "Not needed"


class FigureState(TextChoices):
    """Of a month's actual."""

    OPEN = "open", "Not sent"
    WAITING = "waiting", "Waiting for confirmation"
    QUERIED = "queried", "Queried"
    CONFIRMED = "confirmed", "Confirmed"


CAN_BE_TYPED = (FigureState.OPEN, FigureState.QUERIED)


class SettlementState(TextChoices):
    DRAWN_UP = "drawn_up", "Waiting for a second trust"
    CLOSED = "closed", "Closed"


class ReinvestmentState(TextChoices):
    PROPOSED = "proposed", "Proposed"
    APPROVED = "approved", "Approved"
    LIVE = "live", "Live"
    REVIEWED = "reviewed", "Reviewed"
    DECLINED = "declined", "Declined"


COMMITTED = (ReinvestmentState.APPROVED, ReinvestmentState.LIVE, ReinvestmentState.REVIEWED)


class Area(TextChoices):
    FORENSIC = "forensic", "Forensic"
    CAMHS = "camhs", "CAMHS"
    WORKFORCE = "workforce", "Workforce"
    QUALITY = "quality", "Quality"
    INFRASTRUCTURE = "infrastructure", "Infrastructure"


class Funding(TextChoices):
    SAVINGS = "savings", "Confirmed savings"
    NHS_ENGLAND = "nhs_england", "NHS England invest to save"
    TRUST = "trust", "Trust contribution"

"""The day from which a transfer from prison is counted."""

from __future__ import annotations

from partnership.pages.forms import CharacterCountField, NhsDateField, PortalForm


class DayZeroForm(PortalForm):
    day_zero = NhsDateField(
        label="Day 0",
        past=True,
        help_text="The day on which the transfer was first asked for in writing. For example, 16 4 2018",
        error_messages={"required": "Enter day 0"},
    )
    why = CharacterCountField(
        label="Why is this day 0?",
        max_length=500,
        help_text="For example, the day that the prison's referral reached the hub",
        error_messages={"required": "Enter why this is day 0"},
    )

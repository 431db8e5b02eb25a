"""A ward confirms its beds: one page, in under a minute, twice a day."""

from __future__ import annotations

from camhs_beds.actions import beds
from camhs_beds.board import occupant_of
from camhs_beds.forms.units import ConfirmForm
from camhs_beds.views.bed_columns import bed_url, state_of, young_person
from camhs_beds.views.units import OfUnit
from partnership.arithmetic import clock, words
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link
from partnership.pages.views import RecordAddPage

NOON, EVENING = 12, 17
SEEN = "seen_"


class UnitConfirm(OfUnit, RecordAddPage):
    """The beds as they are now, and three questions. What the ward looked at is sent along with its answers."""

    action = staticmethod(beds.confirm)
    template_name = "camhs_beds/unit_confirm.html"
    form_class = ConfirmForm
    button = "Confirm all beds are correct"
    sensitive = True
    columns = (
        Column("bed", "Bed", value=lambda bed: f"Bed {bed.number}"),
        Column("state", "State now", value=state_of),
        Column("person", "Young person", value=young_person, person=True),
        Column("since", "Since", value=lambda bed: words.day(bed.since_now)),
        Column("change", "Change", value=lambda bed: Link("Change", bed_url(bed), f"bed {bed.number}")),
    )

    def get_title(self) -> str:
        now = clock.local(clock.now())
        part = "morning" if now.hour < NOON else "afternoon" if now.hour < EVENING else "evening"
        return f"{self.record}: confirm beds, {now:%A} {words.day(now)}, {part}"

    def get_form_kwargs(self):
        there = [(bed, occupant) for bed in self.now.beds if (occupant := occupant_of(bed))]
        return super().get_form_kwargs() | {"there": there}

    def get_context_data(self, **kwargs):
        self.log_who_is_shown()
        table = Table(f"Beds of {self.record}", self.columns, self.now.beds, id="beds", caption_hidden=True)
        return super().get_context_data(table=table, **kwargs)

    def hidden(self) -> list[tuple[str, object]]:
        return [(f"{SEEN}{bed.number}", bed.state_now) for bed in self.now.beds]

    @property
    def seen(self) -> dict[int, str]:
        """The states that the page showed, by the bed's number; what is no state is none of them."""
        sent = self.request.POST
        return {bed.number: sent.get(f"{SEEN}{bed.number}", "") for bed in self.now.beds} if sent else {}

    @property
    def made_on(self) -> dict[str, object]:
        return super().made_on | {"seen": self.seen}

    def get_success(self) -> str:
        return f"{self.record} confirmed at {words.time_of_day(self.changed.at)}."

"""A ward confirms its beds: one page, in under a minute, twice a day."""

from __future__ import annotations

from camhs_beds.actions import beds
from camhs_beds.board import occupant_of
from camhs_beds.forms.units import ConfirmForm
from camhs_beds.views.bed_columns import bed_url, state_of, young_person
from camhs_beds.views.units import OfUnit, unit_url
from partnership.arithmetic import clock, words
from partnership.pages.banners import say_done
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link
from partnership.pages.views import FormPage

NOON, EVENING = 12, 17
SEEN = "seen_"


class UnitConfirm(OfUnit, FormPage):
    """The beds as they stand, and three questions. What the ward looked at is sent along with its answers."""

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
        return f"{self.unit}: confirm beds, {now:%A} {words.day(now)}, {part}"

    def back_link(self) -> str:
        return unit_url(self.unit)

    def get_form_kwargs(self):
        there = [(bed, occupant) for bed in self.now.beds if (occupant := occupant_of(bed))]
        return super().get_form_kwargs() | {"there": there}

    def get_context_data(self, **kwargs):
        self.log_who_is_shown()
        table = Table(f"Beds of {self.unit}", self.columns, self.now.beds, id="beds", caption_hidden=True)
        return super().get_context_data(table=table, **kwargs)

    @property
    def seen(self) -> dict[int, str]:
        """The states that stood on the page, by the bed's number; what is no state is none of them."""
        sent = self.request.POST
        return {bed.number: sent.get(f"{SEEN}{bed.number}", "") for bed in self.now.beds} if sent else {}

    def act(self, form: ConfirmForm) -> str:
        answers = form.cleaned_data
        said = beds.confirm(
            unit=self.unit, accepting=answers["accepting"], reasons=answers["reasons"],
            conditions=answers["conditions"] or "", observations=answers["observations"],
            expected=answers["expected"], seen=self.seen, by=self.principal,
        )  # fmt: skip
        say_done(self.request, f"{self.unit} confirmed at {words.time_of_day(said.at)}.")
        return unit_url(self.unit)

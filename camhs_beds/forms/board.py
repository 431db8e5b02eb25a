"""What the board can be narrowed to."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from camhs_beds.board import ACCEPTS, UnitNow
from camhs_beds.models import Bed
from camhs_beds.vocabulary import BedState
from partnership.organisations.models import Organisation, Unit
from partnership.pages.forms import Checkboxes, ChooserForm, PortalForm

STALE = "stale"
CAN_TAKE = BedState.AVAILABLE.value
STATES = [(CAN_TAKE, "Available, in a unit that takes admissions")] + [
    (state.value, state.label) for state in BedState if state is not BedState.AVAILABLE
]


class RefreshForm(ChooserForm):
    shows = "Apply"

    refresh = forms.BooleanField(
        label="Refresh every 2 minutes",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "nhsuk-checkboxes--small"}),
    )


class BoardFilters(PortalForm):
    """Chooses among units that have been read: ``narrow`` gives those that are shown, with the beds that are shown."""

    type = forms.ChoiceField(label="Unit type", choices=Unit.CamhsType, required=False)
    trust = forms.ModelChoiceField(None, label="Trust", required=False, to_field_name="slug")
    accepting = forms.ChoiceField(
        label="Accepting today", choices=[(code.value, words) for code, words in ACCEPTS.items()], required=False
    )
    state = forms.ChoiceField(label="Beds", choices=STATES, required=False)
    include = forms.MultipleChoiceField(
        label="Count as well", choices=[(STALE, "Units not confirmed today")], widget=Checkboxes(), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trust"].queryset = Organisation.objects.partnership_trusts()

    @property
    def counts_stale(self) -> bool:
        return STALE in self.asked("include")

    def asked(self, name: str):
        self.is_valid()
        return self.cleaned_data.get(name) or ()

    def narrow(self, units: Iterable[UnitNow]) -> list[tuple[UnitNow, list[Bed]]]:
        """A unit without a bed to show is left out while beds are asked for by their state."""
        found = [(one, self.beds_of(one)) for one in units if self.is_asked_for(one)]
        return [(one, beds) for one, beds in found if beds or not self.asked("state")]

    def is_asked_for(self, one: UnitNow) -> bool:
        trust, accepting = self.asked("trust"), self.asked("accepting")
        return (
            (not self.asked("type") or one.unit.camhs_type == self.asked("type"))
            and (not trust or one.unit.provider_id == trust.pk)
            and (not accepting or self.believes(one) and one.said is not None and one.said.accepting == accepting)
        )

    def beds_of(self, one: UnitNow) -> list[Bed]:
        state = self.asked("state")
        if state == CAN_TAKE:
            return self.can_take(one)
        return [bed for bed in one.beds if not state or bed.state_now == state]

    def can_take(self, one: UnitNow) -> list[Bed]:
        """What the total counts: free, where admissions are taken and the ward's word is believed."""
        return one.can_take_somebody if self.believes(one) else []

    def believes(self, one: UnitNow) -> bool:
        return one.is_fresh or self.counts_stale

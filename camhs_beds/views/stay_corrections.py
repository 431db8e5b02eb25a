"""Correct this, of a stay and of a leave from it. The old value stays to be seen."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from camhs_beds.actions import stay_corrections
from camhs_beds.forms.stay_corrections import LeaveCorrectionForm, MomentsForm, StayCorrectionForm
from camhs_beds.models import Leave, Stay
from camhs_beds.refusals import RecordedInError
from camhs_beds.views.stays import StayForm


class Correct(StayForm):
    """``row`` is what is wrong: open or over, as long as it was."""

    def why_not(self) -> str:
        return RecordedInError(self.record).sentence if self.record.recorded_in_error else ""

    @property
    def row(self) -> Stay | Leave:
        return self.record

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"row": self.row}

    def get_initial(self):
        return self.form_class.of(self.row)

    def values_now(self) -> dict[str, object]:
        return self.get_initial()

    def act(self, form: MomentsForm) -> str:
        stay_corrections.correct(
            row=self.row, changes=form.changes, why=form.cleaned_data["why"],
            explanation=form.cleaned_data["explanation"], by=self.principal, version=self.version,
        )  # fmt: skip
        return self.done("The correction was saved. The old value stays in the history.", undo_offered=False)


class StayCorrect(Correct):
    form_class = StayCorrectionForm
    title = "Correct this stay"


class LeaveCorrect(Correct):
    form_class = LeaveCorrectionForm
    title = "Correct this leave"

    @cached_property
    def row(self) -> Leave:
        return get_object_or_404(self.record.leaves.that_were(), pk=self.kwargs["pk"])

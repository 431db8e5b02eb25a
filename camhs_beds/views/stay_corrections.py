"""Correct this, of a stay and of a leave from it. The old value stays to be seen."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from camhs_beds.actions import stay_corrections
from camhs_beds.forms.stay_corrections import LeaveCorrectionForm, StayCorrectionForm
from camhs_beds.models import Leave
from camhs_beds.views.stay_record import OfStay
from partnership.pages.views import CorrectionPage


class StayCorrect(OfStay, CorrectionPage):
    """``subject`` is what is wrong: open or over, as long as it was."""

    checks_posts = True
    argument = "row"
    action = staticmethod(stay_corrections.correct)
    form_class = StayCorrectionForm
    title = "Correct this stay"

    def check(self) -> None:
        stay_corrections.refuse_recorded_in_error(self.record)


class LeaveCorrect(StayCorrect):
    form_class = LeaveCorrectionForm
    title = "Correct this leave"

    @cached_property
    def subject(self) -> Leave:
        return get_object_or_404(self.record.leaves.that_were(), pk=self.kwargs["pk"])

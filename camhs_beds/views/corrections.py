"""Putting right what was asked for, and who it is about."""

from __future__ import annotations

from camhs_beds.actions import corrections
from camhs_beds.forms.request import RequestCorrectionForm
from camhs_beds.views.record import OfRequest
from partnership.arithmetic import words
from partnership.pages.views import ConfirmStep, CorrectionPage
from partnership.work.views.wrong_person import WrongPerson


class RequestCorrect(ConfirmStep, OfRequest, CorrectionPage):
    """A young person who is 18 or over on the corrected day is asked about once more."""

    action = staticmethod(corrections.correct)
    form_class = RequestCorrectionForm
    title = "Correct this request"

    def values_now(self) -> dict[str, object]:
        return RequestCorrectionForm.of(self.record) | {"safeguarding": self.record.safeguarding}

    def needs_confirming(self, form) -> bool:
        return form.is_adult and not self.record.age_checked

    def context(self, form) -> dict[str, object]:
        wanted_on = words.day(form.cleaned_data["wanted_on"])
        return {
            "confirm_title": f"This young person is 18 or over on {wanted_on}",
            "confirm_button": "Yes, the dates are right",
            "change_button": "Change the dates",
        }


class RequestWrongPerson(OfRequest, WrongPerson):
    action = staticmethod(corrections.correct)
    called = "young person"

"""Putting right what was asked for, and for whom."""

from __future__ import annotations

from camhs_beds.actions import corrections
from camhs_beds.actions.requests import ADULT
from camhs_beds.forms.request import RequestCorrectionForm
from camhs_beds.views.record import RequestForm
from partnership.arithmetic import words
from partnership.arithmetic.ages import age_on
from partnership.pages.values import NhsNumber
from partnership.pages.views import ConfirmStep
from partnership.people import lookup
from partnership.people.forms import WrongPersonForm
from partnership.people.models import Person
from partnership.people.naming import named
from partnership.work.search import Words


class Correct(ConfirmStep, RequestForm):
    button = "Save correction"
    success = "The correction was saved."

    def change(self, form) -> None:
        corrections.correct(
            **self.made_on,
            changes=self.changes(form),
            why=form.cleaned_data["why"],
            explanation=form.cleaned_data["explanation"],
        )

    def changes(self, form) -> dict[str, object]:
        return form.changes


class RequestCorrect(Correct):
    """Somebody who is 18 or over on the corrected day is asked about once more."""

    form_class = RequestCorrectionForm
    template_name = "camhs_beds/request_correct.html"
    title = "Correct this request"

    def get_initial(self):
        return super().get_initial() | RequestCorrectionForm.of(self.record)

    def values_now(self) -> dict[str, object]:
        return RequestCorrectionForm.of(self.record) | {"safeguarding": self.record.safeguarding}

    def needs_confirming(self, form) -> bool:
        return self.is_adult(form) and not self.record.age_checked

    def is_adult(self, form) -> bool:
        return age_on(self.record.person.date_of_birth, form.cleaned_data["wanted_on"]) >= ADULT

    def context(self, form) -> dict[str, object]:
        wanted_on = words.day(form.cleaned_data["wanted_on"])
        return {
            "confirm_title": f"This young person is 18 or over on {wanted_on}",
            "confirm_button": "Yes, the dates are right",
            "change_button": "Change the dates",
        }

    def changes(self, form) -> dict[str, object]:
        return form.changes | ({"age_checked": True} if self.is_adult(form) else {})


class RequestWrongPerson(Correct):
    """The right young person is shown before the request, and with it who may see it, goes to them."""

    form_class = WrongPersonForm
    title = "Correct who this request is about"
    button = "Continue"
    confirm_template = "camhs_beds/request_person_confirm.html"

    @property
    def hint(self) -> str:
        return f"Recorded against {named(self.record.person).in_words}, {self.record.person}."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"find": self.find}

    def get_initial(self):
        return super().get_initial() | WrongPersonForm.of(self.record)

    def find(self, typed: str) -> Person | None:
        said, people = Words(typed), lookup.visible(self.principal)
        if said.nhs_number:
            return people.filter(nhs_number=said.nhs_number).first()
        return people.filter(reference=said.reference).first()

    def values_now(self) -> dict[str, object]:
        return {}

    def needs_confirming(self, form) -> bool:
        return form.cleaned_data["person"] != self.record.person

    def context(self, form) -> dict[str, object]:
        person = form.cleaned_data["person"]
        self.shows([person.reference])
        return {
            "confirm_title": "Is this the right young person?",
            "confirm_button": "Yes, this is the right young person",
            "rows": [("Name", named(person).who), ("Reference", person.reference),
                     ("Date of birth", person.date_of_birth),
                     ("NHS number", NhsNumber(person.nhs_number) if person.nhs_number else ""),
                     ("Home borough", person.home), ("Responsible trust", person.responsibility)],
        }  # fmt: skip

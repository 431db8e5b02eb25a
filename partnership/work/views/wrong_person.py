"""A record that is about the wrong person: the right one is found and shown, and the record goes to them."""

from __future__ import annotations

from partnership.pages.values import NhsNumber
from partnership.pages.views import ConfirmStep, CorrectionPage
from partnership.people import lookup
from partnership.people.forms import WrongPersonForm
from partnership.people.models import Person
from partnership.people.naming import named
from partnership.work.search import Words


class WrongPerson(ConfirmStep, CorrectionPage):
    """``action`` is the app's correction; its ``changes`` name the person. ``called`` is what the app calls them."""

    form_class = WrongPersonForm
    button = "Continue"
    confirm_template = "work/wrong_person.html"
    called = "person"

    def get_title(self) -> str:
        return f"Correct who this {self.nouns()[0]} is about"

    @property
    def hint(self) -> str:
        return f"Recorded against {named(self.record.person).in_words}, {self.record.person}."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"find": self.find}

    def find(self, typed: str) -> Person | None:
        words, people = Words(typed), lookup.visible(self.principal)
        if words.nhs_number:
            return people.filter(nhs_number=words.nhs_number).first()
        return people.filter(reference=words.reference).first()

    def values_now(self) -> dict[str, object]:
        return {"person": self.record.person}

    def needs_confirming(self, form) -> bool:
        return form.cleaned_data["person"] != self.record.person

    def context(self, form) -> dict[str, object]:
        person = form.cleaned_data["person"]
        self.shows([person.reference])
        return {
            "confirm_title": f"Is this the right {self.called}?",
            "confirm_button": f"Yes, this is the right {self.called}",
            "rows": [("Name", named(person).who), ("Reference", person.reference),
                     ("Date of birth", person.date_of_birth),
                     ("NHS number", NhsNumber(person.nhs_number) if person.nhs_number else ""),
                     ("Home borough", person.home), ("Responsible trust", person.responsibility)],
            "called": self.called,
        }  # fmt: skip

"""One person: what is recorded about them, the records of each app about them, and putting right what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from partnership.access.policy import Action
from partnership.pages.heads import RecordHead
from partnership.pages.naming import PersonBanner
from partnership.pages.tables import Table
from partnership.pages.values import Corrected, Link, NhsNumber
from partnership.pages.views import RecordFormPage, RecordPage
from partnership.people.forms import PersonCorrectionForm, PersonForm
from partnership.people.models import Person
from partnership.people.naming import banner_of
from partnership.people.policy import PERSON
from partnership.records.history import label_of


@dataclass(frozen=True)
class RecordsOf:
    """One kind of record about the person; ``empty`` is said where there is none."""

    heading: str
    table: Table
    empty: str


class OfPerson:
    """``correct_url()`` leads to the page that corrects the person, ``page_url()`` to the person's own."""

    model = Person
    related = ("home_borough", "responsible_trust")

    def get_title(self) -> str:
        return self.record.reference

    def banner(self) -> PersonBanner:
        return banner_of(self.record)

    def page_url(self) -> str:
        raise NotImplementedError

    def correct_url(self) -> str:
        return f"{self.page_url()}correct/"


class PersonPage(OfPerson, RecordPage):
    """Everything about a person on one page, corrected values with what they were."""

    template_name = "people/person.html"

    def records(self) -> list[RecordsOf]:
        """What the page shows of the app's own records. Each that is shown goes into the read log with the person."""
        raise NotImplementedError

    def head(self) -> RecordHead:
        may_correct = self.may(PERSON[Action.EDIT])
        return RecordHead(
            heading=f"Person {self.record}",
            facts=(("Responsible trust", self.record.responsibility),),
            actions=(Link("Correct this", self.correct_url()),) if may_correct else (),
            leads=False,
        )

    def details(self) -> Iterator[tuple[str, Any]]:
        """Each detail; a corrected one with its old value, when and why."""
        person = self.record
        latest = {one.field: one for one in reversed(person.corrections.all())}
        values = {
            "first_name": person.first_name, "last_name": person.last_name, "date_of_birth": person.date_of_birth,
            "nhs_number": NhsNumber(person.nhs_number) if person.nhs_number else None, "sex": person.get_sex_display(),
            "gender": person.gender, "ethnic_group": person.get_ethnic_group_display(), "home_borough": person.home,
            "home_sector": person.home_sector, "gp_practice": person.gp_practice,
            "responsible_trust": person.responsibility,
        }  # fmt: skip
        for name, value in values.items():
            old = latest.get(name)
            shown = Corrected(value, old.old_value, old.corrected_at, old.explanation) if old else value
            yield label_of(Person, name), shown

    def get_context_data(self, **kwargs):
        found = self.records()
        self.shows(row.reference for one in found for row in one.table.rows)
        return super().get_context_data(details=list(self.details()), records=found, **kwargs)


class PersonCorrect(OfPerson, RecordFormPage):
    """Puts right what is recorded. The old values stay to be seen, with the reason."""

    form_class = PersonCorrectionForm
    title = "Correct this person's details"
    button = "Save correction"
    success = "The correction was saved."

    def get_title(self) -> str:
        return self.title

    def back_link(self) -> str:
        return self.page_url()

    def get_initial(self) -> dict[str, Any]:
        return PersonForm.of(self.record)

    def act(self, form: PersonCorrectionForm) -> str:
        self.correct(
            person=self.record,
            changes=form.changes,
            why=form.cleaned_data["why"],
            explanation=form.cleaned_data["explanation"],
            by=self.principal,
            version=self.version,
        )
        return self.back_link()

    def correct(self, **correction: Any) -> None:
        """The app's own action: what follows from the person's home follows on the app's records as well."""
        raise NotImplementedError

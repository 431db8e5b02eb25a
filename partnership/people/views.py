"""One person: what is recorded about them, the records of each app about them, and its correction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from partnership.pages.naming import PersonBanner
from partnership.pages.tables import Table
from partnership.pages.values import Corrected, Link, NhsNumber
from partnership.pages.views import CorrectionPage, OfRecord, RecordPage
from partnership.people.forms import PersonCorrectionForm
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


class OfPerson(OfRecord):
    """An app says its ``namespace``, ``section`` and what is ``above`` its pages of a person."""

    model = Person
    policy = PERSON
    noun = "person"
    related = ("home_borough", "responsible_trust")

    @classmethod
    def url_of(cls, record: Person, name: str = "", **more: object) -> str:
        return super().url_of(record, name or "person", **more)

    def banner(self) -> PersonBanner:
        return banner_of(self.record)

    def facts(self) -> Iterator[tuple[str, object]]:
        yield "Responsible trust", self.record.responsibility

    def other_actions(self) -> Iterator[Link]:
        if self.may_edit:
            yield Link("Correct this", self.to_record("person-correct"))


class PersonPage(OfPerson, RecordPage):
    """Everything about a person on one page, corrected values with what they were."""

    template_name = "people/person.html"

    def records(self) -> list[RecordsOf]:
        """What the page shows of the app's own records. Each that is shown goes into the read log with the person."""
        raise NotImplementedError

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


class PersonCorrect(OfPerson, CorrectionPage):
    """The app's own action corrects: its records follow the person's home."""

    form_class = PersonCorrectionForm
    title = "Correct this person's details"
    success = "The correction is saved."

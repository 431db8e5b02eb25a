"""One person: what is recorded about them, and their referrals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from forensic_hub.actions import corrections
from forensic_hub.models import Referral
from forensic_hub.policy import REFERRAL
from forensic_hub.views import rows
from partnership.access.policy import Action
from partnership.pages.shell import IdentityBar
from partnership.pages.tables import Column, Table
from partnership.pages.values import Corrected, Link, NhsNumber, Tag
from partnership.pages.views import RecordFormPage, RecordPage
from partnership.people.forms import PersonCorrectionForm, PersonForm
from partnership.people.models import Person
from partnership.people.policy import PERSON
from partnership.records.history import label_of

MOST_REFERRALS = 100
RECEIVED = Column("received", "Received", value=lambda referral: referral.received_on)
STATUS = Column("status", "Status", value=lambda referral: Tag(referral.get_state_display()))
CLOCK = Column("clock", "Clock", value=rows.clocks)
OWNER = Column("owner", "Owner", missing=rows.UNASSIGNED)


class OfPerson:
    model = Person
    section = "Forensic"
    related = ("home_borough", "responsible_trust")

    def get_title(self) -> str:
        return self.record.reference


class PersonPage(OfPerson, RecordPage):
    """Everything about a person on one page, corrected values with what they were."""

    template_name = "forensic_hub/person.html"

    def breadcrumbs(self) -> list[Link]:
        return [Link("Home", "/"), Link("Referrals", reverse("forensic_hub:referral-list"))]

    def identity(self) -> IdentityBar:
        person = self.record
        number = NhsNumber(person.nhs_number) if person.nhs_number else None
        return IdentityBar(
            reference=person.reference,
            name=person.full_name,
            facts=(("NHS number", number), ("Born", person.date_of_birth), ("Trust", person.responsibility)),
            actions=(Link("Correct this", self.correct_url()),) if self.may(PERSON[Action.EDIT]) else (),
        )

    def correct_url(self) -> str:
        return reverse("forensic_hub:person-correct", args=[self.record.reference])

    def referrals(self) -> list[Referral]:
        mine = self.permitted(Referral, REFERRAL[Action.LIST]).filter(person=self.record)
        return list(rows.with_what_rows_show(mine).order_by("-received_at")[:MOST_REFERRALS])

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
        referrals = self.referrals()
        self.shows(referral.reference for referral in referrals)
        columns = (rows.REFERENCE, RECEIVED, STATUS, CLOCK, OWNER)
        table = Table("Referrals", columns, referrals, caption_hidden=True)
        return super().get_context_data(details=list(self.details()), referrals=referrals, table=table, **kwargs)


class PersonCorrect(OfPerson, RecordFormPage):
    """Puts right what is recorded. The old values stay to be seen, with the reason."""

    form_class = PersonCorrectionForm
    title = "Correct this person's details"
    button = "Save correction"
    success = "The correction was saved."

    def get_title(self) -> str:
        return self.title

    def back_link(self) -> str:
        return reverse("forensic_hub:person", args=[self.record.reference])

    def get_initial(self) -> dict[str, Any]:
        return PersonForm.of(self.record)

    def act(self, form: PersonCorrectionForm) -> str:
        corrections.correct_person(
            person=self.record,
            changes=form.changes,
            why=form.cleaned_data["why"],
            explanation=form.cleaned_data["explanation"],
            by=self.principal,
            version=self.version,
        )
        return self.back_link()

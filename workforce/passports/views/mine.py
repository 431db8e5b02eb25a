"""A member of staff's own passport, for a phone."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import cached_property

from partnership.access.refusals import Refusal
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link
from partnership.pages.views import FormPage
from partnership.pages.views.page import Page
from workforce.passports import looked
from workforce.passports.actions import corrections
from workforce.passports.actions.corrections import ANSWERED_IN
from workforce.passports.forms.passports import CorrectionForm
from workforce.passports.models import Need, Passport
from workforce.passports.readiness import Standing
from workforce.passports.views.record import COLOURS, in_order
from workforce.staff.vocabulary import Kind

WHO_DOES_IT = {
    Kind.IDENTITY: "HR needs to see 2 of your documents.",
    Kind.RIGHT_TO_WORK: "HR needs to see your passport, visa or share code.",
    Kind.REGISTRATION: "Renew with your register. HR then checks the public register.",
    Kind.REFERENCES: "HR is asking for your references.",
    Kind.CRIMINAL_RECORD: "HR starts a new check with you.",
    Kind.WORK_HEALTH: "The work health team will contact you.",
    Kind.TRAINING: "Complete the course, then give HR the certificate.",
}


class OfMyPassport(Page):
    """A page of the person's own passport, or of none."""

    section = "Passport"

    @cached_property
    def passport(self) -> Passport | None:
        found = self.permitted(Passport).select_related(
            "staff_member__trust", "employment__profile", "employment__base"
        )
        return found.first()

    def get_context_data(self, **kwargs):
        self.shows([self.passport.reference] if self.passport else [])
        return super().get_context_data(passport=self.passport, **kwargs)


class MyPassport(OfMyPassport):
    template_name = "passports/my_passport.html"
    title = "Your employee passport"
    section = "Passport"

    @cached_property
    def passport(self) -> Passport | None:
        found = self.permitted(Passport).select_related(
            "staff_member__trust", "employment__profile", "employment__base"
        )
        return found.first()

    @cached_property
    def needs(self) -> list[Need]:
        return in_order(list(self.passport.needs.select_related("met_by", "subject"))) if self.passport else []

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            unmet=[need for need in self.needs if not need.standing.counts],
            to_do=[(need, WHO_DOES_IT[Kind(need.kind)]) for need in self.needs if need.standing != Standing.CURRENT],
            total=len(self.needs),
            requests=self.passport.correction_requests.all()[:5] if self.passport else [],
            parts=[self.part("checks", Kind.TRAINING, False), self.part("subjects", Kind.TRAINING, True)],
            **kwargs,
        )

    def part(self, noun: str, kind: Kind, is_kind: bool) -> dict[str, object]:
        needs = [need for need in self.needs if (need.kind == kind) is is_kind]
        rows = [(need, COLOURS[need.standing]) for need in needs]
        return {"heading": f"{len(needs)} {noun}", "current": sum(need.standing.counts for need in needs), "rows": rows}


class MyPassportCorrect(OfMyPassport, FormPage):
    form_class = CorrectionForm
    title = "Ask for a correction"
    button = "Send to HR"
    hint = f"HR answers within {ANSWERED_IN} working days."
    success = "Sent to HR. The answer will be on this page."

    def get_context_data(self, **kwargs):
        return super().get_context_data(caption=str(self.passport or ""), **kwargs)

    def back_link(self) -> str:
        return reverse("passports:my-passport")

    def act(self, form) -> str:
        if self.passport is None:
            raise Refusal("You do not have a passport yet. Ask your HR team")
        corrections.ask(passport=self.passport, **form.values, by=self.principal)
        return self.back_link()


class MyPassportViewed(OfMyPassport):
    template_name = "passports/my_passport_viewed.html"
    title = "Who has looked at your passport"

    def breadcrumbs(self) -> list[Link]:
        return [Link("Your employee passport", reverse("passports:my-passport"))]

    def get_context_data(self, **kwargs):
        rows = self.page_of(looked.at_my_passport())
        columns = [Column("at", "When"), Column("role", "Role"), Column("trust", "Trust"), Column("how", "How")]
        table = Table(self.title, columns, list(rows), caption_hidden=True)
        return super().get_context_data(rows=rows, table=table, **kwargs)

"""One person, for the hub: with their referrals."""

from __future__ import annotations

from django.urls import reverse

from forensic_hub.referrals.actions import corrections
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.policy import REFERRAL
from forensic_hub.referrals.views import rows
from partnership.access.policy import Action
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link, Tag
from partnership.people import views
from partnership.people.views import RecordsOf

MOST_REFERRALS = 100
RECEIVED = Column("received", "Received", value=lambda referral: referral.received_on)
STATUS = Column("status", "Status", value=lambda referral: Tag(referral.get_state_display()))
CLOCK = Column("clock", "Clock", value=rows.clocks)
OWNER = Column("owner", "Owner", missing=rows.UNASSIGNED)
COLUMNS = (rows.REFERENCE, RECEIVED, STATUS, CLOCK, OWNER)


class OfPerson:
    section = "Forensic"

    def page_url(self) -> str:
        return reverse("forensic_hub:person", args=[self.record.reference])


class PersonPage(OfPerson, views.PersonPage):
    def breadcrumbs(self) -> list[Link]:
        return [Link("Home", "/"), Link("Referrals", reverse("forensic_hub:referral-list"))]

    def records(self) -> list[RecordsOf]:
        mine = self.permitted(Referral, REFERRAL[Action.LIST]).filter(person=self.record)
        found = list(rows.with_what_rows_show(mine).order_by("-received_at")[:MOST_REFERRALS])
        table = Table("Referrals", COLUMNS, found, caption_hidden=True)
        return [RecordsOf("Referrals", table, "There is no referral of this person that you can see.")]


class PersonCorrect(OfPerson, views.PersonCorrect):
    def correct(self, **correction) -> None:
        corrections.correct_person(**correction)

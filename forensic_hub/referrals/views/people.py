"""One person, for the hub: with their referrals."""

from __future__ import annotations

from forensic_hub.referrals.actions import corrections
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.policy import REFERRAL
from forensic_hub.referrals.views import rows
from forensic_hub.referrals.views.record import OfReferral
from partnership.access.policy import Action
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link, Tag
from partnership.people import views
from partnership.people.forms import PersonCorrectionForm
from partnership.people.views import RecordsOf

MOST_REFERRALS = 100
RECEIVED = Column("received", "Received", value=lambda referral: referral.received_on)
STATUS = Column("status", "Status", value=lambda referral: Tag(referral.get_state_display()))
CLOCK = Column("clock", "Clock", value=rows.clocks)
OWNER = Column("owner", "Owner", missing=rows.UNASSIGNED)
COLUMNS = (rows.REFERENCE, RECEIVED, STATUS, CLOCK, OWNER)


class OfPerson(views.OfPerson):
    namespace = "forensic_hub"
    section = "Forensic"

    def above(self) -> list[Link]:
        return [Link("Referrals", OfReferral.list_url())]


class PersonPage(OfPerson, views.PersonPage):
    def records(self) -> list[RecordsOf]:
        mine = self.permitted(Referral, REFERRAL[Action.LIST]).filter(person=self.record)
        found = list(rows.with_what_rows_show(mine).order_by("-received_at")[:MOST_REFERRALS])
        table = Table("Referrals", COLUMNS, found, caption_hidden=True)
        return [RecordsOf("Referrals", table, "There is no referral of this person that you can see.")]


PersonCorrect = views.PersonCorrect.of(OfPerson, corrections.correct_person, PersonCorrectionForm)

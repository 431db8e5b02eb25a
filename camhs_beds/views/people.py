"""One young person: with their requests and stays."""

from __future__ import annotations

from camhs_beds.actions import corrections
from camhs_beds.counting import with_leaves
from camhs_beds.models import BedRequest, Stay
from camhs_beds.policy import BED_REQUEST, STAY
from camhs_beds.views import rows
from camhs_beds.views.record import OfRequest
from camhs_beds.views.stay_list import COLUMNS as OF_A_STAY
from partnership.access.policy import Action
from partnership.pages.tables import Table
from partnership.pages.values import Link
from partnership.people import views
from partnership.people.forms import PersonCorrectionForm
from partnership.people.views import RecordsOf

MOST = 100
OF_A_REQUEST = (rows.REFERENCE, rows.RECEIVED, rows.RESPONSE, rows.TYPE, rows.STATUS, rows.CLOCK)


class OfYoungPerson(views.OfPerson):
    namespace = "camhs_beds"
    section = "CAMHS"

    def above(self) -> list[Link]:
        return [Link("Requests", OfRequest.list_url())]


class YoungPerson(OfYoungPerson, views.PersonPage):
    def records(self) -> list[RecordsOf]:
        asked = self.permitted(BedRequest, BED_REQUEST[Action.LIST]).filter(person=self.record)
        stayed = with_leaves(self.permitted(Stay, STAY[Action.LIST]).filter(person=self.record))
        requests = list(rows.with_what_rows_show(asked).order_by("-received_at")[:MOST])
        stays = list(stayed.select_related("unit", "person").order_by("-start_at")[:MOST])
        return [
            RecordsOf(
                "Requests",
                Table("Requests", OF_A_REQUEST, requests, caption_hidden=True, id="requests"),
                "There is no request for this young person that you can see.",
            ),
            RecordsOf(
                "Stays",
                Table("Stays", OF_A_STAY, stays, caption_hidden=True, id="stays"),
                "There is no stay of this young person that you can see.",
            ),
        ]


YoungPersonCorrect = views.PersonCorrect.of(OfYoungPerson, corrections.correct_person, PersonCorrectionForm)

"""Young people for whom a bed is held, and the press of "Admit" for each."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator

from bench.asking import Ask
from bench.people import CSRF
from camhs_beds import clocks
from camhs_beds.demo.made_up import YoungPeople
from camhs_beds.models import Bed, BedRequest, Reservation
from camhs_beds.vocabulary import State
from forensic_hub.referrals.demo.hub import Colleagues
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock
from partnership.records.models.sequence import next_reference


def admissions(number: int) -> Iterator[Ask]:
    """The press of "Admit" for young people for whom a bed is held; as many as there are beds free for it."""
    today = clock.today()
    for request, bed in _held(number):
        sends = {
            "csrfmiddlewaretoken": CSRF, "form_token": str(uuid.uuid4()), "version": "1", "bed": str(bed.number),
            "date_day": str(today.day), "date_month": str(today.month), "date_year": str(today.year), "time": "9:00am",
            "legal_status": "s2", "clinician": "Dr A Example",
        }  # fmt: skip
        yield Ask(f"/camhs/stays/new/?request={request.reference}", sends=sends, answer=302)


def _held(number: int) -> list[tuple[BedRequest, Bed]]:
    with as_the_system("the benchmark"):
        people = YoungPeople(random.Random(7))
        beds = Bed.objects.available().filter(slug__startswith="ward-").select_related("unit").order_by("pk")[:number]
        return [(_hold(bed, people), bed) for bed in beds]


def _hold(bed: Bed, people: YoungPeople) -> BedRequest:
    now, by = clock.now(), Colleagues()["beth.beds"].actor
    person = people.make(now, reference=next_reference("PX"), nhs_number=None)
    person.save()
    asked = {"response": "urgent", "unit_type": bed.unit.camhs_type, "legal_status": "s2", "whereabouts": "home"}
    request = BedRequest.objects.create(
        reference=next_reference("CB"), person=person, received_at=now, logged_at=now, logged_by=by,
        wanted_on=clock.today(), state=State.RESERVED, visible_to_units=[bed.unit_id], safeguarding=False,
        parental_responsibility="parents", looked_after="no", responded_at=now, **clocks.due(now, "urgent"), **asked,
    )  # fmt: skip
    Reservation.objects.create(
        bed=bed, unit=bed.unit, request=request, reserved_by=by, reserved_at=now, until=now + dt.timedelta(hours=9)
    )
    return request

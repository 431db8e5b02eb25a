"""A request as one row: what each column of a list shows of it."""

from __future__ import annotations

from django.db.models import QuerySet

from camhs_beds import clock_words
from camhs_beds.models import BedRequest
from camhs_beds.models.bed_request import urgency
from camhs_beds.views.record import OfRequest
from partnership.pages.tables import Column
from partnership.pages.values import Late, Link, Several, Tag
from partnership.people.naming import named


def with_what_rows_show(requests: QuerySet) -> QuerySet:
    return requests.select_related("person__home_borough", "responsible_trust")


def with_urgency(requests: QuerySet) -> QuerySet:
    """With how soon an answer is needed, to sort by: the soonest first."""
    return requests.alias(urgency=urgency())


def reference(request: BedRequest) -> Link:
    return Link(request.reference, OfRequest.url_of(request))


def response(request: BedRequest) -> Tag:
    return Tag(request.get_response_display())


def clock(request: BedRequest) -> object:
    said = clock_words.in_a_row(request)
    return Late(said) if request.is_overdue else said


def asked_of(request: BedRequest) -> Several:
    transition = (Tag("17½ or over", "purple"),) if request.needs_transition else ()
    return Several((named(request.person), *transition))


REFERENCE = Column("reference", "Reference", value=reference, order_by="reference", nowrap=True)
PERSON = Column("person", "Young person", value=asked_of, person=True)
RESPONSE = Column("response", "Response needed", value=response, order_by="urgency")
TYPE = Column("type", "Type of unit", value=lambda r: r.get_unit_type_display(), order_by="unit_type")
BOROUGH = Column("borough", "Borough", value=lambda r: r.person.home, order_by="person__home_borough__name")
STATUS = Column("status", "Status", value=lambda request: Tag(request.get_state_display()), order_by="state")
CLOCK = Column("clock", "Clock", value=clock, order_by=("respond_by", "received_at"), early=True)
CLOSED = Column("closed", "Closed", value=clock, order_by="closed_at", early=True)
RECEIVED = Column("received", "Received", value=lambda request: request.received_at, order_by="received_at")
COLUMNS = (REFERENCE, PERSON, RESPONSE, TYPE, BOROUGH, STATUS)
# What a person reads off the page in words, a spreadsheet needs as dates and codes.
IN_A_FILE = (
    RECEIVED,
    Column("respond_by", "Response due", value=lambda request: request.respond_by),
    Column("responded", "Responded", value=lambda request: request.responded_at),
    Column("assess_by", "Assessment due", value=lambda request: request.assess_by),
    Column("assessed", "Assessed", value=lambda request: request.assessed_on),
    Column("closed_at", "Closed", value=lambda request: request.closed_at),
    Column("trust", "Trust", value=lambda request: request.responsibility),
    Column("legal_status", "Legal status", value=lambda request: request.get_legal_status_display()),
    Column("whereabouts", "Where they are", value=lambda request: request.get_whereabouts_display()),
)

"""A request for a bed for a young person: what was asked, and where it stands."""

from __future__ import annotations

import datetime as dt

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, IntegerField, Q, When

from camhs_beds import vocabulary as words
from camhs_beds.states import REQUESTS
from camhs_beds.vocabulary import CLOSED, State
from partnership.arithmetic import clock
from partnership.arithmetic.ages import age_on, turns
from partnership.organisations.models import Organisation, Unit
from partnership.people.models import Person
from partnership.records.guards import changed_only_by_correction
from partnership.records.models import Record

ASKED = (
    "person", "received_at", "wanted_on", "referring_team", "referrer_name", "referrer_phone", "whereabouts",
    "response", "unit_type", "legal_status", "parental_responsibility", "looked_after", "local_authority",
    "safeguarding", "needs", "risks", "alternatives", "alternatives_outcome",
)  # fmt: skip
"""What was asked, and is put right by a correction alone. The access assessment may be recorded later, once."""
TRANSITION_AGE_IN_MONTHS = 17 * 12 + 6
CORRECTED = {"row": "bed_request", "record": "id", "kept_in": "camhs_beds_bedrequestcorrection", "of": "request_id"}


def urgency(response: str = "response") -> Case:
    """To sort by how soon an answer is needed, the soonest first; ``response`` leads to the request's."""
    order = [When(**{response: wanted}, then=place) for place, wanted in enumerate(words.Response)]
    return Case(*order, output_field=IntegerField())


class BedRequestQuerySet(models.QuerySet):
    def open(self) -> BedRequestQuerySet:
        return self.filter(closed_at=None)

    def closed(self) -> BedRequestQuerySet:
        return self.filter(closed_at__isnull=False)

    def waiting(self) -> BedRequestQuerySet:
        """For a bed: open, and none is held for it now."""
        from camhs_beds.models.reservation import Reservation

        return self.open().exclude(pk__in=Reservation.objects.live().values("request"))

    def unanswered(self) -> BedRequestQuerySet:
        return self.open().filter(responded_at=None)


@pghistory.track(append_only=True)
class BedRequest(Record):
    """One request for one young person. ``responsible_trust`` is copied from the person, as a referral's is.

    ``visible_to_units`` lists the units whose wards may read it: those asked, and the one that admitted, which sees it
    until ``ward_sees_until``, as it does the stay. The clocks are NHS England's for Form 1, worked out from the rules
    of the day received; ``responded_at`` is when the first unit said yes, or the request came to its end without one;
    an end that is taken back was no answer.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="bed_requests")
    received_at = models.DateTimeField("received")
    wanted_on = models.DateField("bed wanted on")
    referring_team = models.CharField(max_length=120)
    referrer_name = models.CharField(max_length=120)
    referrer_phone = models.CharField("referrer's phone number", max_length=40)
    whereabouts = models.CharField("where the young person is now", max_length=20, choices=words.Whereabouts)
    response = models.CharField("response needed", max_length=10, choices=words.Response)
    unit_type = models.CharField("type of unit needed", max_length=20, choices=Unit.CamhsType)
    legal_status = models.CharField(max_length=16, choices=words.LegalStatus)
    parental_responsibility = models.CharField(
        "who has parental responsibility", max_length=16, choices=words.ParentalResponsibility
    )
    looked_after = models.CharField("looked after child", max_length=10, choices=words.YesNoNotKnown)
    local_authority = models.CharField(max_length=80, blank=True)
    safeguarding = models.BooleanField("safeguarding concerns")
    needs = ArrayField(models.CharField(max_length=24, choices=words.Need), default=list, blank=True)
    risks = ArrayField(
        models.CharField(max_length=24, choices=words.Risk),
        verbose_name="risks to consider in the mix",
        default=list,
        blank=True,
    )
    alternatives = ArrayField(
        models.CharField(max_length=12, choices=words.Alternative),
        verbose_name="community alternatives tried",
        default=list,
        blank=True,
    )
    alternatives_outcome = models.CharField("what came of them", max_length=500, blank=True)
    assessed_on = models.DateField("access assessment done", null=True, blank=True)
    age_checked = models.BooleanField("asked for although 18 on the day wanted", default=False)

    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()

    state = models.CharField("status", max_length=20, choices=State, default=State.NEW)
    responsible_trust = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    visible_to_units = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    ward_sees_until = models.DateField(null=True, blank=True, editable=False)
    information_wanted = models.CharField("information asked for", max_length=500, blank=True)
    respond_by = models.DateTimeField("response due", null=True, blank=True)
    assess_by = models.DateTimeField("assessment due", null=True, blank=True)
    responded_at = models.DateTimeField("responded", null=True, blank=True)
    closed_at = models.DateTimeField("closed", null=True, blank=True)
    community = models.CharField("community alternative", max_length=12, choices=words.Alternative, blank=True)
    why_withdrawn = models.CharField(max_length=12, choices=words.WithdrawnWhy, blank=True)
    explanation = models.CharField(max_length=500, blank=True)

    objects = BedRequestQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(closed_at=None),
                name="bed_request_is_one_at_a_time",
                violation_error_message="There is a live request for this young person already.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_at__isnull=False) | (~Q(state__in=CLOSED) & Q(closed_at=None)),
                name="bed_request_says_when_it_closed",
            ),
            models.CheckConstraint(
                condition=Q(received_at__lte=F("logged_at")),
                name="bed_request_is_received_before_it_is_logged",
                violation_error_message="Date received must be today or in the past",
            ),
            models.CheckConstraint(
                condition=Q(needs__contained_by=words.Need.values)
                & Q(risks__contained_by=words.Risk.values)
                & Q(alternatives__contained_by=words.Alternative.values),
                name="bed_request_words_are_known",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WITHDRAWN) & ~Q(why_withdrawn="") | ~Q(state=State.WITHDRAWN),
                name="bed_request_is_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=State.COMMUNITY) & ~Q(community="") | ~Q(state=State.COMMUNITY),
                name="bed_request_names_the_community_alternative",
            ),
        ]
        indexes = [
            models.Index(F("respond_by").asc(), "id", name="bed_request_open", condition=Q(closed_at=None)),
            models.Index(
                fields=["responsible_trust", "respond_by"],
                name="bed_request_open_of_trust",
                condition=Q(closed_at=None),
            ),
            models.Index(fields=["-received_at", "-id"], name="bed_request_received"),
            models.Index(fields=["person", "-received_at"], name="bed_request_of_person"),
            models.Index(fields=["responsible_trust", "-received_at"], name="bed_request_of_trust"),
            GinIndex(fields=["visible_to_units"], name="bed_request_visible_to_units"),
        ]
        triggers = [
            *Record.Meta.triggers,
            REQUESTS.trigger(),
            pgtrigger.ReadOnly(name="sent_once", fields=["reference", "logged_by", "logged_at"]),
            changed_only_by_correction(
                name="frozen_as_asked",
                columns=[f"{name}_id" if name == "person" else name for name in ASKED],
                **CORRECTED,
            ),
            changed_only_by_correction(
                name="assessed_once", columns=["assessed_on"], once="OLD.assessed_on IS NOT NULL", **CORRECTED
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def age(self) -> int:
        return age_on(self.person.date_of_birth, clock.today())

    @property
    def age_wanted(self) -> int:
        """On the day on which the bed is wanted: what a unit's ages are held against."""
        return age_on(self.person.date_of_birth, self.wanted_on)

    @property
    def transition_on(self) -> dt.date:
        """The day on which the young person turns 17½, from which the move to adult services is planned."""
        return turns(self.person.date_of_birth, TRANSITION_AGE_IN_MONTHS)

    @property
    def needs_transition(self) -> bool:
        return self.is_open and self.transition_on <= clock.today()

    @property
    def is_overdue(self) -> bool:
        """No answer yet, and the time for one is over."""
        return self.is_open and not self.responded_at and self.respond_by is not None and self.respond_by < clock.now()

    @property
    def waiting_for(self) -> dt.timedelta:
        return (self.closed_at or clock.now()) - self.received_at

    @property
    def responsibility(self) -> str:
        return str(self.responsible_trust) if self.responsible_trust_id else "Responsibility to be confirmed"

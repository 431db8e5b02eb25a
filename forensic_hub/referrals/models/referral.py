"""A forensic referral: as it was asked, and as it is now."""

from __future__ import annotations

import datetime as dt

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from forensic_hub.referrals import vocabulary as words
from forensic_hub.referrals.models.guards import changed_only_by_correction
from forensic_hub.referrals.models.legal_status import LegalStatus
from forensic_hub.referrals.models.panel import Panel
from forensic_hub.referrals.states import REFERRALS
from forensic_hub.referrals.vocabulary import CLOSED, State
from partnership.arithmetic import clock
from partnership.arithmetic.targets import days_left
from partnership.organisations.models import Organisation
from partnership.people.models import Person
from partnership.records.models import Record

# What the referrer asked. It is frozen from the moment that the referral is sent.
ASKED = (
    "person", "source", "organisation", "organisation_name", "referrer_name", "referrer_job", "referrer_phone",
    "referrer_email", "received_at", "received_time_known", "priority", "security_asked", "reason", "needs",
    "legal_status", "moj_restrictions", "release_or_court_on", "whereabouts", "place_name",
)  # fmt: skip
ASKED_COLUMNS = tuple(f"{name}_id" if name in {"person", "organisation", "legal_status"} else name for name in ASKED)
DAY_ZERO = ("day_zero_on", "day_zero_why", "day_zero_by_id", "day_zero_at")

LACKS_DAY_ZERO = Q(whereabouts=words.Whereabouts.PRISON, legal_status__is_prison_transfer=True, day_zero_on=None)
"""``Referral.lacks_day_zero``, for a query."""


class ReferralQuerySet(models.QuerySet):
    def open(self) -> ReferralQuerySet:
        return self.filter(closed_at=None)

    def closed(self) -> ReferralQuerySet:
        return self.filter(closed_at__isnull=False)

    def of(self, user) -> ReferralQuerySet:
        return self.filter(owner=user)

    def unassigned(self) -> ReferralQuerySet:
        return self.open().filter(owner=None)

    def waiting(self) -> ReferralQuerySet:
        return self.open().filter(state=State.WAITING)

    def awaiting_decision(self) -> ReferralQuerySet:
        return self.open().filter(state=State.AWAITING_DECISION)


@pghistory.track(append_only=True, exclude=["answers"])
class Referral(Record):
    """One request for secure care for one person.

    ``responsible_trust`` is copied from the person, so that the database can keep other trusts out; none is
    "Responsibility to be confirmed". ``owner`` is an officer of the hub; none is unassigned. ``answers`` is
    what was asked and answered, in the words of the day, so that it stays readable when the questions change.
    The columns of the clocks come from ``forensic_hub.referrals.clocks`` and are stored so that a list sorts by them.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="referrals")
    source = models.CharField(max_length=16, choices=words.Source)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="referring organisation"
    )
    organisation_name = models.CharField("referring organisation, if not listed", max_length=120, blank=True)
    referrer_name = models.CharField(max_length=120)
    referrer_job = models.CharField("referrer's job title", max_length=120, blank=True)
    referrer_phone = models.CharField("referrer's phone number", max_length=40, blank=True)
    referrer_email = models.EmailField("referrer's email address", blank=True)
    received_at = models.DateTimeField("received")
    received_time_known = models.BooleanField(default=False)
    priority = models.CharField(max_length=8, choices=words.Priority)
    security_asked = models.CharField("security level asked for", max_length=16, choices=words.SecurityAsked)
    reason = models.TextField("reason for referral", max_length=2000)
    needs = ArrayField(models.CharField(max_length=24, choices=words.Need), verbose_name="main needs", default=list)
    legal_status = models.ForeignKey(LegalStatus, models.PROTECT, related_name="+")
    moj_restrictions = models.CharField("Ministry of Justice restrictions", max_length=12, choices=words.YesNoNotKnown)
    release_or_court_on = models.DateField("earliest date of release or next court date", null=True, blank=True)
    whereabouts = models.CharField("current location", max_length=12, choices=words.Whereabouts)
    place_name = models.CharField("name of the place", max_length=120)
    answers = models.JSONField(default=list, editable=False)

    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()
    papers = ArrayField(
        models.CharField(max_length=24, choices=words.Paper), verbose_name="documents we have", default=list
    )

    state = models.CharField("status", max_length=20, choices=State, default=State.NEW)
    responsible_trust = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    panel = models.ForeignKey(Panel, models.PROTECT, null=True, blank=True, related_name="agenda")
    decision = models.ForeignKey("Decision", models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField("accepted for assessment", null=True, blank=True)
    closed_at = models.DateTimeField("closed", null=True, blank=True)

    counted_from_on = models.DateField("target counted from")
    clock = models.CharField(max_length=16, choices=words.Step, blank=True)
    due_on = models.DateField("due", null=True, blank=True)
    paused_since = models.DateField("clock paused since", null=True, blank=True)

    day_zero_on = models.DateField("day 0", null=True, blank=True)
    day_zero_why = models.CharField("why this is day 0", max_length=500, blank=True)
    day_zero_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    day_zero_at = models.DateTimeField(null=True, blank=True)
    transfer_clock = models.CharField(max_length=16, choices=words.Step, blank=True)
    transfer_due_on = models.DateField("transfer step due", null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_at__isnull=False) | (~Q(state__in=CLOSED) & Q(closed_at=None)),
                name="referral_says_when_it_closed",
            ),
            models.CheckConstraint(
                condition=~Q(referrer_phone="") | ~Q(referrer_email=""),
                name="referral_says_how_to_reach_the_referrer",
                violation_error_message="Enter a phone number or an email address",
            ),
            models.CheckConstraint(
                condition=Q(received_at__lte=F("logged_at")),
                name="referral_is_received_before_it_is_logged",
                violation_error_message="Date received must be today or in the past",
            ),
            models.CheckConstraint(
                condition=Q(needs__contained_by=words.Need.values) & Q(papers__contained_by=words.Paper.values),
                name="referral_needs_and_papers_are_known",
            ),
            models.CheckConstraint(
                condition=Q(day_zero_on=None, day_zero_why="", day_zero_by=None, day_zero_at=None)
                | (Q(day_zero_on__isnull=False, day_zero_by__isnull=False, day_zero_at__isnull=False)
                   & ~Q(day_zero_why="")),
                name="referral_says_who_set_day_zero_and_why",
            ),
            models.CheckConstraint(
                condition=Q(panel=None) | Q(state=State.AWAITING_DECISION), name="referral_on_an_agenda_awaits_it"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(F("due_on").asc(), "received_at", "id", name="referral_open", condition=Q(closed_at=None)),
            models.Index(fields=["owner", "due_on"], name="referral_open_of", condition=Q(closed_at=None)),
            models.Index(
                fields=["responsible_trust", "due_on"], name="referral_open_of_trust", condition=Q(closed_at=None)
            ),
            models.Index(fields=["transfer_due_on"], name="referral_transfer", condition=Q(closed_at=None)),
            models.Index(fields=["-closed_at", "-id"], name="referral_closed", condition=Q(closed_at__isnull=False)),
            models.Index(fields=["responsible_trust", "-received_at"], name="referral_of_trust"),
            models.Index(fields=["-received_at", "-id"], name="referral_received"),
        ]
        triggers = [
            *Record.Meta.triggers,
            REFERRALS.trigger(),
            pgtrigger.ReadOnly(name="sent_once", fields=["reference", "answers", "logged_by", "logged_at"]),
            changed_only_by_correction(name="frozen_as_asked", row="referral", referral="id", columns=ASKED_COLUMNS),
            changed_only_by_correction(
                name="day_zero_is_stated_once",
                row="referral",
                referral="id",
                columns=DAY_ZERO,
                once="OLD.day_zero_on IS NOT NULL",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def received_on(self) -> dt.date:
        return clock.local(self.received_at).date()

    @property
    def responsibility(self) -> str:
        return str(self.responsible_trust) if self.responsible_trust_id else "Responsibility to be confirmed"

    @property
    def referred_by(self) -> str:
        """The organisation that referred, by whatever is known of it."""
        return str(self.organisation) if self.organisation_id else self.organisation_name

    @property
    def is_paused(self) -> bool:
        return self.paused_since is not None

    @property
    def days_left(self) -> int | None:
        """Calendar days until the step is due, negative when overdue; None when no clock runs or it is paused."""
        return days_left(self.due_on, clock.today()) if self.due_on and not self.is_paused else None

    @property
    def transfer_days_left(self) -> int | None:
        return days_left(self.transfer_due_on, clock.today()) if self.transfer_due_on else None

    @property
    def decision_days_left(self) -> int | None:
        """Until the panel whose list it is on, negative when that has met and nothing is recorded; None without one."""
        return days_left(self.panel.meets_on, clock.today()) if self.panel_id else None

    @property
    def is_overdue(self) -> bool:
        clocks = (self.days_left, self.decision_days_left, self.transfer_days_left)
        return any(left is not None and left < 0 for left in clocks)

    @property
    def agenda_in_words(self) -> str:
        """Where it awaits its decision."""
        if self.panel is None:
            return "It goes on the next panel, which has no date yet."
        return f"It is on the list of the panel on {self.panel.when}."

    @property
    def has_transfer_clock(self) -> bool:
        """A person in prison under section 47 or 48, restricted or not."""
        return self.whereabouts == words.Whereabouts.PRISON and self.legal_status.is_prison_transfer

    @property
    def lacks_day_zero(self) -> bool:
        """There is a transfer clock, and it has not been started."""
        return self.has_transfer_clock and self.day_zero_on is None

    @property
    def missing_papers(self) -> list[words.Paper]:
        return [paper for paper in words.Paper if paper not in self.papers]

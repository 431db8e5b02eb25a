"""What the Partnership decides together, and the responses of the trusts' boards."""

from __future__ import annotations

import datetime as dt

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from partnership.organisations.models import PARTNERSHIP_TRUSTS, Organisation, Programme
from partnership.programmes.states import DECISIONS
from partnership.programmes.vocabulary import DecisionState
from partnership.records.corrections import CorrectionOfRow
from partnership.records.guards import changed_only_by_correction
from partnership.records.models import Record

CORRECTIONS = {"kept_in": "programmes_decisioncorrection", "of": "decision_id"}


class DecisionQuerySet(models.QuerySet):
    def waiting(self) -> DecisionQuerySet:
        return self.filter(state=DecisionState.IN_PRINCIPLE)

    def waiting_for(self, trust_id: int | None) -> DecisionQuerySet:
        """Those to which the board of this trust has not responded yet."""
        responded = Ratification.objects.in_force().filter(decision=OuterRef("pk"), trust=trust_id)
        return self.waiting().filter(~Exists(responded))

    def with_boards(self) -> DecisionQuerySet:
        """With the boards' responses to each, in one more query."""
        return self.prefetch_related(Prefetch("ratifications", Ratification.objects.in_force().select_related("trust")))


@pghistory.track(append_only=True)
class Decision(Record):
    """What was decided at a meeting. Once recorded its words change only by a correction.

    The database lets it be ratified only when the boards of all three trusts have ratified it.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="decisions")
    title = models.CharField(max_length=150)
    text = models.TextField("what was decided", max_length=2000)
    meeting = models.CharField("where it was decided", max_length=120)
    decided_on = models.DateField("date of the decision")
    needs_ratification = models.BooleanField()
    state = models.CharField("status", max_length=16, choices=DecisionState)
    why_withdrawn = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=DecisionState.AGREED) | Q(needs_ratification=False),
                name="decision_is_agreed_where_no_board_is_asked",
            ),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.WITHDRAWN) | ~Q(why_withdrawn=""),
                name="decision_withdrawn_says_why",
                violation_error_message="Enter why the decision is withdrawn",
            ),
        ]
        triggers = [
            *Record.Meta.triggers,
            DECISIONS.trigger(),
            pgtrigger.ReadOnly(
                name="recorded_once", fields=["reference", "needs_ratification", "recorded_by", "recorded_at"]
            ),
            changed_only_by_correction(
                name="kept_as_recorded",
                row="decision",
                record="id",
                columns=["programme_id", "title", "text", "meeting", "decided_on"],
                **CORRECTIONS,
            ),
            pgtrigger.Trigger(
                name="three_boards_ratify",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__state="ratified"),
                func=f"""
                    IF (
                        SELECT count(*) FROM programmes_ratification
                        WHERE decision_id = NEW.id AND ratified AND undone_at IS NULL
                    ) < {len(PARTNERSHIP_TRUSTS)} THEN
                        RAISE EXCEPTION '% is not ratified by all three trusts', NEW.reference;
                    END IF;
                    RETURN NULL;
                """,  # noqa: S608 - made of a number
            ),
        ]


class RatificationQuerySet(models.QuerySet):
    def in_force(self) -> RatificationQuerySet:
        """Those that were not undone."""
        return self.filter(undone_at=None)


@pghistory.track(append_only=True)
class Ratification(models.Model):
    """The response of the board of one trust to a decision, and its day: recorded by that trust's manager, once, unless
    the same person undid it."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="ratifications")
    trust = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    ratified = models.BooleanField()
    said_on = models.DateField("date of the board")
    why = models.CharField("why it was not ratified", max_length=500, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    undone_at = models.DateTimeField("undone", null=True, blank=True)

    objects = RatificationQuerySet.as_manager()

    class Meta:
        ordering = ["trust__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "trust"],
                condition=Q(undone_at=None),
                name="ratification_once_a_trust",
                violation_error_message="What this trust's board said is recorded already.",
            ),
            models.CheckConstraint(
                condition=Q(ratified=True, why="") | (Q(ratified=False) & ~Q(why="")),
                name="ratification_turned_down_says_why",
                violation_error_message="Enter why the board did not ratify the decision",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="said_once", exclude=["said_on", "undone_at"]),
            pgtrigger.Trigger(
                name="undone_while_it_waits",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("undone_at"),
                func="""
                    IF OLD.undone_at IS NOT NULL OR NOT EXISTS (
                        SELECT FROM programmes_decision WHERE id = NEW.decision_id AND state = 'in_principle'
                    ) THEN
                        RAISE EXCEPTION 'Ratification % stands as it is', OLD.id;
                    END IF;
                    RETURN NULL;
                """,
            ),
            pgtrigger.Protect(name="is_never_removed", operation=pgtrigger.Delete),
            changed_only_by_correction(
                name="kept_as_said", row="ratification", record="decision_id", columns=["said_on"], **CORRECTIONS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trust}: {self.words}"

    @property
    def words(self) -> str:
        on: dt.date = self.said_on
        return f"{'Ratified' if self.ratified else 'Not ratified'} on {on.day} {on:%B %Y}"


class DecisionCorrection(CorrectionOfRow):
    """One corrected value of a decision, or of the day on which a board responded."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="corrections")

    class Meta(CorrectionOfRow.Meta):
        abstract = False

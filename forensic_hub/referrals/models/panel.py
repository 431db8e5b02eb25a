"""The weekly panel of the three trusts."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.arithmetic import clock
from partnership.arithmetic.words import day
from partnership.organisations.models import Organisation
from partnership.records.guards import never_changed


class PanelQuerySet(models.QuerySet):
    def after(self, day) -> PanelQuerySet:
        return self.filter(meets_on__gt=day).order_by("meets_on")


class Panel(models.Model):
    """One meeting, known by its date. Its agenda is the referrals that point at it."""

    meets_on = models.DateField("date", unique=True)
    arranged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    arranged_at = models.DateTimeField()

    objects = PanelQuerySet.as_manager()

    class Meta:
        ordering = ["-meets_on"]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"Panel on {self.meets_on.day} {self.meets_on:%B %Y}"

    @property
    def has_met(self) -> bool:
        """Its day has come: from now on its attendance and its decisions can be recorded."""
        return self.meets_on <= clock.today()

    @property
    def when(self) -> str:
        return day(self.meets_on)

    def others_to_come(self) -> PanelQuerySet:
        """The other panels of today and later."""
        return Panel.objects.filter(meets_on__gte=clock.today()).exclude(pk=self.pk)

    def not_yet(self, what: str) -> str:
        """When ``what`` can be recorded of a panel to come."""
        return f"The panel meets on {self.when}. Record {what} on that day or later."


class DecisionMaker(models.Model):
    """A person who may decide for one of the three trusts, with a sign-in or without."""

    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    trust = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["trust__name", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "name"],
                condition=Q(ended_on=None),
                name="decision_maker_once_a_trust",
                violation_error_message="This person already decides for this trust.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Attendance(models.Model):
    """A decision maker who was at a panel. None is taken off once the panel has decided on a referral."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="attendances")
    decision_maker = models.ForeignKey(DecisionMaker, models.PROTECT, related_name="attendances")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["panel", "decision_maker"], name="attendance_once")]
        triggers = [
            pgtrigger.Trigger(
                name="stands_once_decided",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (SELECT FROM referrals_decision WHERE panel_id = OLD.panel_id) THEN
                        RAISE EXCEPTION 'the panel has decided with these people present';
                    END IF;
                    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision_maker} at the {self.panel}"

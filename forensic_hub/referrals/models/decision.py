from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from forensic_hub.referrals import vocabulary as words
from forensic_hub.referrals.models.panel import Panel
from forensic_hub.referrals.models.referral import Referral
from partnership.organisations.models import PARTNERSHIP_TRUSTS
from partnership.records.guards import never_changed

QUORUM_OF_TRUSTS = len(PARTNERSHIP_TRUSTS)


@pghistory.track(append_only=True)
class Decision(models.Model):
    """What a panel decided on a referral. Locked: a correction is a new decision that ``corrects`` this one.

    The database asks for a decision maker of each of the three trusts, unless it is a deferral, and for a correction
    the hub lead and a written reason in the same transaction.
    """

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="decisions")
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="decisions")
    outcome = models.CharField("decision", max_length=12, choices=words.PanelOutcome)
    setting = models.CharField("setting and security level", max_length=20, choices=words.Setting, blank=True)
    reason = models.TextField(max_length=1000)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "panel"],
                condition=Q(corrects=None),
                name="decision_once_a_panel",
                violation_error_message="This panel has already decided on this referral.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="placement", setting__in=words.WITH_A_BED)
                | Q(outcome="community", setting=words.Setting.COMMUNITY)
                | Q(outcome__in=["not_accepted", "defer"], setting=""),
                name="decision_names_a_setting_that_fits",
                violation_error_message="Select a setting that fits the decision",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
        ]
        triggers = [
            never_changed(),
            pgtrigger.Trigger(
                name="quorate",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=~pgtrigger.Q(new__outcome="defer"),
                func=f"""
                    IF (
                        SELECT count(DISTINCT maker.trust_id)
                        FROM referrals_attendance AS present
                        JOIN referrals_decisionmaker AS maker ON maker.id = present.decision_maker_id
                        WHERE present.panel_id = NEW.panel_id
                    ) < {QUORUM_OF_TRUSTS} THEN
                        RAISE EXCEPTION 'the panel is not quorate';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608 - made of a number
            ),
            pgtrigger.Trigger(
                name="corrected_by_the_lead",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__corrects__isnull=False),
                func="""
                    IF current_setting('app.role', true) NOT IN ('hub_lead', 'system') OR NOT EXISTS (
                        SELECT FROM referrals_referralcorrection AS correction
                        WHERE correction.field = 'decision' AND correction.row = NEW.corrects_id
                        AND correction.referral_id = NEW.referral_id AND correction.transaction = txid_current()
                    ) THEN
                        RAISE EXCEPTION 'a decision is corrected by the hub lead, with a reason';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        setting = f", {self.get_setting_display().lower()}" if self.setting else ""
        return f"{self.get_outcome_display()}{setting}"

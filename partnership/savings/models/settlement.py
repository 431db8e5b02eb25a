"""A month, settled: what each trust realised, its equal share, and what it pays."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnership.arithmetic import months
from partnership.organisations.models import Organisation
from partnership.records.guards import never_changed
from partnership.records.models import Record
from partnership.savings.models import guards
from partnership.savings.models.saving import money
from partnership.savings.states import SETTLEMENTS
from partnership.savings.vocabulary import SettlementState


@pghistory.track(append_only=True, exclude=["closing"])
class Settlement(Record):
    """The settlement of one month: drawn up for one trust, closed for another.

    ``seen`` is what each trust had realised when it was drawn up, by slug: closing refuses anything else. ``closing``
    is the number of the transaction that closed it.
    """

    month = models.DateField(unique=True)
    state = models.CharField("status", max_length=12, choices=SettlementState, default=SettlementState.DRAWN_UP)
    seen = models.JSONField("realised when it was drawn up")
    drawn_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drawn_up_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    drawn_up_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closed_for = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    minute = models.CharField("board minute", max_length=120, blank=True)
    closing = models.BigIntegerField(null=True, editable=False)

    class Meta(Record.Meta):
        abstract = False
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="settlement_is_of_a_month"),
            models.CheckConstraint(
                condition=Q(state=SettlementState.DRAWN_UP, closed_by=None, closed_for=None, closed_at=None, minute="")
                | (Q(state=SettlementState.CLOSED, closed_by__isnull=False, closed_at__isnull=False)
                   & ~Q(closed_for=F("drawn_up_for")) & ~Q(closed_by=F("drawn_up_by")) & ~Q(minute="")),
                name="settlement_is_closed_by_a_second_trust",
                violation_error_message="A month is closed by someone from another trust than drew it up.",
            ),
        ]  # fmt: skip
        triggers = [
            *Record.Meta.triggers,
            SETTLEMENTS.trigger(),
            guards.closes_once(),
            pgtrigger.Protect(
                name="stays_settled", operation=pgtrigger.Update, condition=pgtrigger.Q(old__state="closed")
            ),
        ]

    @property
    def month_in_words(self) -> str:
        return months.in_words(self.month)

    @property
    def is_closed(self) -> bool:
        return self.state == SettlementState.CLOSED


class SettledShare(models.Model):
    """One trust in a closed month. Above nought it is owed the ``balance``, below it owes it: share − realised."""

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="shares")
    trust = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    realised = money()
    share = money("equal share")
    balance = money()

    class Meta:
        ordering = ["trust__name"]
        constraints = [
            models.UniqueConstraint(fields=["settlement", "trust"], name="settled_share_once_a_trust"),
            models.CheckConstraint(condition=Q(balance=F("share") - F("realised")), name="settled_balance_adds_up"),
        ]
        triggers = [never_changed(), guards.written_by_the_closing()]

    def __str__(self) -> str:
        return f"{self.trust}: {self.share}"


class SettledPayment(models.Model):
    """What one trust pays another for a closed month."""

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="payments")
    payer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    payee = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    amount = money()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0) & ~Q(payer=F("payee")), name="settled_payment_is_one")
        ]
        triggers = [never_changed(), guards.written_by_the_closing()]

    def __str__(self) -> str:
        return f"{self.payer} pays {self.payee} {self.amount}"

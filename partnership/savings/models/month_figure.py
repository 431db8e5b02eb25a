"""What a saving was to bring in a month, is expected to bring, and brought."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Sum

from partnership.arithmetic import months
from partnership.arithmetic.shares import NOTHING, equal_shares
from partnership.organisations.models import Organisation
from partnership.records.models import Versioned
from partnership.savings.models import guards
from partnership.savings.models.confirmation import Confirmation, ConfirmationQuerySet
from partnership.savings.models.saving import Saving, money
from partnership.savings.states import FIGURES
from partnership.savings.vocabulary import AGREED, CAN_BE_TYPED, COUNTED, FigureState


class MonthFigureQuerySet(models.QuerySet):
    def of_month(self, month: dt.date) -> MonthFigureQuerySet:
        return self.filter(month=month)

    def of_year(self, year: int) -> MonthFigureQuerySet:
        """A financial year's."""
        first, *_, last = months.months_of(year)
        return self.filter(month__range=(first, last))

    def own(self) -> MonthFigureQuerySet:
        """The month's own figures, without the corrections of earlier months."""
        return self.filter(corrects=None)

    def counted(self) -> MonthFigureQuerySet:
        """Of savings whose months are counted now."""
        return self.filter(saving__state__in=COUNTED)

    def of_what_was_agreed(self) -> MonthFigureQuerySet:
        """Of savings that are agreed; of one that was stopped since, what was confirmed stays confirmed."""
        return self.filter(Q(saving__state__in=AGREED) | Q(state=FigureState.CONFIRMED))

    def confirmed(self) -> MonthFigureQuerySet:
        return self.filter(state=FigureState.CONFIRMED)

    def not_confirmed(self) -> MonthFigureQuerySet:
        """Sent, and not confirmed by all three trusts."""
        return self.filter(state__in=(FigureState.WAITING, FigureState.QUERIED))

    def left_to_confirm(self) -> MonthFigureQuerySet:
        """Sent and not confirmed, or entered for a saving that is counted and still to be sent."""
        entered = Q(state=FigureState.OPEN, actual__isnull=False, saving__state__in=COUNTED)
        return self.not_confirmed() | self.filter(entered)

    def waiting_for(self, trust: Organisation | int) -> MonthFigureQuerySet:
        """Sent, and not confirmed by this trust yet."""
        confirmed = Confirmation.objects.confirming()
        confirmed = confirmed.filter(figure=OuterRef("pk"), sending=OuterRef("sending"), trust=trust)
        return self.filter(~Exists(confirmed), state=FigureState.WAITING)

    def total(self, column: str = "actual") -> Decimal:
        return self.aggregate(total=Sum(column))["total"] or NOTHING


@pghistory.track(append_only=True)
class MonthFigure(Versioned):
    """One saving in one month; or the correction of an earlier month that is closed, which ``corrects`` names.

    ``sending`` counts how often the actual was sent for confirmation: a trust responds to one sending. ``actual`` is
    net of the cost of delivering; a loss is below nought. The database refuses any change in a month that is closed.
    """

    saving = models.ForeignKey(Saving, models.PROTECT, related_name="figures")
    month = models.DateField()
    plan = money(default=0)
    forecast = money(null=True, blank=True)
    actual = money(null=True, blank=True)
    comment = models.CharField(max_length=500, blank=True)
    state = models.CharField("status", max_length=12, choices=FigureState, default=FigureState.OPEN)
    sending = models.PositiveSmallIntegerField("times sent", default=0)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField("sent", null=True, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")

    objects = MonthFigureQuerySet.as_manager()

    class Meta:
        ordering = ["month", "pk"]
        verbose_name = "month"
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="figure_is_of_a_month"),
            models.UniqueConstraint(
                fields=["saving", "month"],
                condition=Q(corrects=None),
                name="figure_once_a_month",
                violation_error_message="This saving already has a figure for the month.",
            ),
            models.CheckConstraint(
                condition=Q(state=FigureState.OPEN) | Q(actual__isnull=False, sent_by__isnull=False, sending__gt=0),
                name="figure_is_sent_with_an_actual",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | (Q(plan=0, forecast=None) & ~Q(comment="")),
                name="figure_that_corrects_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["month", "state"], name="figure_of_month"),
            models.Index(fields=["state"], name="figure_waiting", condition=Q(state="waiting")),
        ]
        triggers = [
            *Versioned.Meta.triggers,
            FIGURES.trigger(),
            guards.month_stays_closed(),
            guards.three_trusts_confirm(),
            guards.changes_are_sent_again(),
        ]

    def __str__(self) -> str:
        return f"{self.saving.title}, {self.month_in_words}"

    @property
    def month_in_words(self) -> str:
        return months.in_words(self.month)

    @property
    def was_sent(self) -> bool:
        return self.state != FigureState.OPEN

    @property
    def can_be_typed(self) -> bool:
        return self.state in CAN_BE_TYPED

    @property
    def shares(self) -> dict[str, Decimal] | None:
        """Each trust's equal part of the actual, by slug."""
        return None if self.actual is None else equal_shares(self.actual)

    @property
    def variance(self) -> Decimal | None:
        """Actual − plan; nothing to say where there is no actual, or of a correction."""
        return None if self.actual is None or self.corrects_id else self.actual - self.plan

    @property
    def expected(self) -> Decimal:
        """The actual where there is one, else the forecast, else the plan: what an outturn adds up."""
        return next(one for one in (self.actual, self.forecast, self.plan) if one is not None)

    def responses(self) -> ConfirmationQuerySet:
        """The trusts' responses to the present sending that were not taken back."""
        return self.confirmations.to_the_present_sending()

    def queries(self) -> ConfirmationQuerySet:
        """What trusts ask of the present sending."""
        return self.responses().exclude(query="").select_related("trust")

    def trusts_to_confirm(self) -> list[Organisation]:
        """Those that have not confirmed the present sending, in the fixed order."""
        confirmed = self.responses().confirming().values("trust")
        return list(Organisation.objects.partnership_trusts().exclude(pk__in=confirmed))

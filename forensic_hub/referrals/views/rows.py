"""A referral as one row: what each column of a list shows of it, and what can be done to it from there."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, QuerySet, When
from django.db.models.functions import Least
from django.urls import reverse
from markupsafe import Markup

from forensic_hub.referrals import clock_words
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.vocabulary import Step
from partnership.arithmetic import words
from partnership.pages.tables import Column
from partnership.pages.values import Late, Link, Missing, Several, Tag, shown
from partnership.people.naming import named

NO_CLOCK = Missing("No clock")
UNASSIGNED = Missing("Unassigned")

_BUTTON = Markup(
    '<button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small portal-row-button" form="{}"'
    ' formaction="{}">{}<span class="nhsuk-u-visually-hidden"> {}</span></button>'
)


@dataclass(frozen=True)
class RowButton:
    """Sends one form of the page, ``form``, to an address of the row's own."""

    form: str
    text: str
    url: str
    hidden: str

    def __html__(self) -> str:
        return _BUTTON.format(self.form, self.url, self.text, self.hidden)

    def __str__(self) -> str:
        return self.text


class Lines(Several):
    """Values under each other."""

    def __html__(self) -> str:
        return "<br>".join([shown(value) for value in self.values])


def with_next_due(referrals: QuerySet) -> QuerySet:
    """With the day that the clocks, or the panel, make next, to sort by: past it a referral is overdue."""
    running = Case(When(paused_since=None, then="due_on"))
    return referrals.alias(next_due_on=Least(running, "panel__meets_on", "transfer_due_on"))


def with_what_rows_show(referrals: QuerySet) -> QuerySet:
    """Everything that a row shows, in one query. Not the long texts."""
    related = ("person__home_borough", "responsible_trust", "organisation", "owner", "panel", "legal_status")
    return referrals.select_related(*related).defer("answers", "reason", "day_zero_why")


def reference(referral: Referral) -> Link:
    return Link(referral.reference, reverse("forensic_hub:referral-overview", args=[referral.reference]))


def clocks(referral: Referral) -> object:
    """What the clocks say, one under the other, in red when one is overdue."""
    if not referral.is_open:
        return f"Closed {words.day(referral.closed_at)}"
    said = [line for line in (clock_words.running(referral), transfer(referral)) if line]
    return Lines(Late(line) if "overdue" in line else line for line in said) if said else NO_CLOCK


def take(referral: Referral) -> RowButton:
    url = reverse("forensic_hub:referral-take", args=[referral.reference])
    return RowButton("take", "Take", url, referral.reference)


def transfer(referral: Referral) -> str:
    says = clock_words.transfer(referral)
    if not says or referral.transfer_clock == Step.TRANSFER:
        return says
    return f"Transfer: {words.in_a_sentence(says)}"


REFERENCE = Column("reference", "Reference", value=reference, order_by="reference", nowrap=True)
CLOCK = Column("clock", "Clock", value=clocks, order_by=("next_due_on", "received_at"), early=True)
CLOSED = Column("closed", "Clock", value=clocks, order_by="closed_at", early=True)
BETWEEN = (
    Column("person", "Person", value=lambda referral: named(referral.person), person=True),
    Column("priority", "Priority", value=lambda referral: Tag(referral.get_priority_display()), order_by="-priority"),
    Column("from", "From", value=lambda r: r.referred_by or r.get_source_display(), order_by="source"),
    Column("borough", "Borough", value=lambda r: r.person.home, order_by="person__home_borough__name"),
    Column("status", "Status", value=lambda referral: Tag(referral.get_state_display()), order_by="state"),
)
OWNER = Column("owner", "Owner", order_by=("owner__first_name", "owner__last_name"), missing=UNASSIGNED)
# What a person reads off the page in words, a spreadsheet needs as dates and codes.
IN_A_FILE = (
    Column("received", "Received", value=lambda referral: referral.received_on),
    Column("due", "Due", value=lambda referral: referral.due_on),
    Column("transfer_due", "Transfer step due", value=lambda referral: referral.transfer_due_on),
    Column("trust", "Trust", value=lambda referral: referral.responsibility),
    Column("source", "Source", value=lambda referral: referral.get_source_display()),
    Column("security", "Security level", value=lambda referral: referral.get_security_asked_display()),
)
TAKE = Column("take", "Take", value=take)

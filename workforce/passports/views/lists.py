"""The passports of a trust, and what expires in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import django_filters as filters
from django.db.models import Max, Q, QuerySet
from django.shortcuts import redirect
from django.urls import reverse

from partnership.arithmetic import clock
from partnership.arithmetic.words import plural
from partnership.pages.banners import say
from partnership.pages.naming import PersonName
from partnership.pages.tables import Column
from partnership.pages.values import Late, Missing, Tag
from partnership.pages.views import FormPage, ListPage, ListTab
from partnership.people.models.person import initials_of
from workforce.passports.actions import reminders
from workforce.passports.actions.reminders import Outcome
from workforce.passports.forms.passports import RemindForm
from workforce.passports.models import ONE_REMINDER_IN, Need, Passport
from workforce.passports.readiness import SOON
from workforce.passports.views.record import OfPassport
from workforce.staff.models import StaffMember
from workforce.staff.vocabulary import Kind, StaffGroup

NEVER = Missing("Never")
MOST_AT_ONCE = 25
"""Reminders at one press: as many as a person reads before they send them."""


def named(person: StaffMember, passport: Passport) -> PersonName:
    text = f"{initials_of(person.first_name, person.last_name)}, {passport}"
    return PersonName(text, person.last_name, person.first_name, key=person.pk, url=OfPassport.url_of(passport))


class PassportFilters(filters.FilterSet):
    q = filters.CharFilter(label="Name, staff number or email", method="found")
    ready = filters.ChoiceFilter(label="State", choices=[("yes", "Ready"), ("no", "Not ready")], method="by_state")
    group = filters.ChoiceFilter(
        label="Staff group", field_name="employment__profile__staff_group", choices=StaffGroup.choices
    )

    class Meta:
        model = Passport
        fields = ("q", "ready", "group")

    def found(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        for word in value.replace("\x00", "").split()[:4]:
            rows = rows.filter(
                Q(staff_member__last_name__istartswith=word) | Q(staff_member__first_name__istartswith=word)
                | Q(staff_member__email__istartswith=word) | Q(employment__staff_number=word)
                | Q(reference=word.upper())
                | Q(items__number=word.upper(), items__kind=Kind.REGISTRATION)
            ).distinct()  # fmt: skip
        return rows

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(is_not_ready=value == "no")


class PassportList(ListPage):
    records = OfPassport
    template_name = "passports/passport_list.html"
    filterset_class = PassportFilters
    default_sort = "name"
    empty = "There are no passports yet."
    columns = (
        Column("name", "Name", lambda row: named(row.staff_member, row),
               order_by=("staff_member__last_name", "staff_member__first_name"), person=True),
        Column("reference", "Passport", order_by="reference"),
        Column("employment.staff_number", "Staff number", order_by="employment__staff_number"),
        Column("employment", "Role", lambda row: str(row.employment), order_by="employment__profile__name"),
        Column("employment.base", "Base", lambda row: str(row.employment.base), order_by="employment__base__name"),
        Column("ready", "State", lambda row: Tag("Not ready", "red") if row.is_not_ready else Tag("Ready", "green")),
    )  # fmt: skip

    def everything(self) -> QuerySet:
        rows = super().everything().with_readiness(clock.today())
        return rows.select_related("staff_member", "employment__profile", "employment__base")


def expired(rows: QuerySet, by) -> QuerySet:
    return rows.expiring(None, clock.today() - dt.timedelta(days=1))


def in_days(first: int, last: int):
    def rows_of(rows: QuerySet, by) -> QuerySet:
        return rows.expiring(clock.today() + dt.timedelta(days=first), clock.today() + dt.timedelta(days=last))

    return rows_of


TABS = (
    ListTab("expired", "Expired", expired, counted=True, empty="Nothing has expired."),
    ListTab("30", "Next 30 days", in_days(0, 30), counted=True, empty="No checks expire in the next 30 days."),
    ListTab("60", f"31 to {SOON} days", in_days(31, SOON), counted=True, empty="No checks expire in this time."),
)


class ExpiringFilters(filters.FilterSet):
    check = filters.ChoiceFilter(label="Check", field_name="kind", choices=Kind.choices)
    group = filters.ChoiceFilter(
        label="Staff group", field_name="passport__employment__profile__staff_group", choices=StaffGroup.choices
    )

    class Meta:
        model = Need
        fields = ("check", "group")


def when(need: Need) -> object:
    days = need.days_left or 0
    if days < 0:
        return Late(f"{-days} {plural(-days, 'day')} ago")
    return "Today" if days == 0 else f"in {days} {plural(days, 'day')}"


class ExpiringList(ListPage):
    model = Need
    title = "Expiring checks and training"
    section = "Passports"
    noun = ("item", "items")
    template_name = "passports/expiring_list.html"
    filterset_class = ExpiringFilters
    list_tabs = TABS
    default_sort = "expires"
    columns = (
        Column("name", "Name", lambda need: named(need.passport.staff_member, need.passport),
               order_by=("passport__staff_member__last_name", "passport__staff_member__first_name"), person=True),
        Column("number", "Staff number", lambda need: need.passport.employment.staff_number),
        Column("role", "Role", lambda need: str(need.passport.employment)),
        Column("what", "What", str),
        Column("expires", "Expires", lambda need: need.expires_on, order_by="expires_on", early=True),
        Column("days", "Days", when),
        Column("reminded", "Last reminder", lambda need: need.reminded_at, missing=NEVER),
    )  # fmt: skip

    def everything(self) -> QuerySet:
        return with_their_people(super().everything())

    def references(self, rows: Sequence) -> list[str]:
        return [need.passport.reference for need in rows]

    def get_context_data(self, **kwargs):
        query = self.request.GET.urlencode()
        return super().get_context_data(remind_url=f"{reverse('passports:expiring-remind')}?{query}", **kwargs)


def with_their_people(needs: QuerySet) -> QuerySet:
    rows = needs.annotate(reminded_at=Max("reminders__sent_at"))
    return rows.select_related("subject", "met_by", "passport__staff_member", "passport__employment__profile")


class ExpiringRemind(FormPage):
    """Reminders to the people of one view of the list. Those who were reminded this week are not offered."""

    form_class = RemindForm
    title = "Send reminders"
    section = "Passports"
    button = "Send reminders"
    hint = (
        f"The {MOST_AT_ONCE} that expire first. One reminder a week for each person and item. "
        "Untick anyone who should not get one."
    )

    @property
    def rows(self) -> QuerySet:
        tab = next((tab for tab in TABS if tab.slug == self.request.GET.get("view")), TABS[0])
        rows = tab.rows(self.permitted(Need), self.principal)
        found = ExpiringFilters(self.request.GET, queryset=rows, request=self.request).qs
        recent = Q(reminders__sent_at__gt=clock.now() - ONE_REMINDER_IN)
        first = found.exclude(recent).order_by("expires_on", "pk").values("pk")[:MOST_AT_ONCE]
        return with_their_people(self.permitted(Need).filter(pk__in=first)).order_by("expires_on", "pk")

    def back_link(self) -> str:
        return reverse("passports:expiring-list")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"rows": self.rows}

    def get_initial(self):
        return {"needs": [need.pk for need in self.rows]}

    def get(self, request, *args, **kwargs):
        rows = list(self.rows)
        self.shows([need.passport.reference for need in rows])
        if not rows:
            say(request, "Everyone on this list was reminded in the last 7 days.")
            return redirect(self.back_link())
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.shows([need.passport.reference for need in self.rows])
        return super().post(request, *args, **kwargs)

    def act(self, form) -> str:
        self.outcome = reminders.remind(**form.values, by=self.principal)
        return self.back_link()

    def get_success(self) -> str:
        return told(self.outcome)


def told(outcome: Outcome) -> str:
    sentences = [f"Reminders sent for {len(outcome.sent)} {plural(len(outcome.sent), 'item')}."]
    if outcome.no_address:
        people = ", ".join(sorted({str(need.passport) for need in outcome.no_address}))
        sentences.append(f"No email address: {people}.")
    if outcome.too_soon:
        sentences.append(
            f"{len(outcome.too_soon)} {plural(len(outcome.too_soon), 'item')} reminded in the last 7 days already."
        )
    return " ".join(sentences)

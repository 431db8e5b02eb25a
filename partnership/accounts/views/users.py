"""The people who sign in, for an administrator: who they are, what they work as and since when."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.access.actions import users
from partnership.access.models import Grant, SignInEvent, User
from partnership.accounts.filters import UserFilters
from partnership.accounts.forms.users import DeactivateForm
from partnership.pages.downloads import csv_response
from partnership.pages.forms import PortalForm
from partnership.pages.heads import RecordHead
from partnership.pages.tables import Column
from partnership.pages.values import Link, Missing, Tag
from partnership.pages.views import FormPage, ListPage, RecordPage
from partnership.pages.views.records import HistoryPage, Tab
from partnership.records.history import HistorySource

SECTION = "Users"
NEVER = Missing("Never")
MOST_SIGN_INS = 10


def works_as(user: User) -> str:
    return "; ".join(map(str, user.works_as))


def status(user: User) -> Tag:
    if not user.is_active:
        return Tag("Deactivated")
    return Tag("Active") if user.works_as else Tag("No role today")


class UserList(ListPage):
    title = "Users"
    template_name = "accounts/user_list.html"
    model = User
    filterset_class = UserFilters
    noun = ("user", "users")
    default_sort = "name"
    empty = "No users yet"
    columns = (
        Column(
            "name",
            "Name",
            lambda user: Link(str(user), reverse("accounts:user-record", args=[user.pk])),
            order_by=("last_name", "first_name"),
        ),
        Column("email", "Email address", order_by="email"),
        Column("roles", "Works as", works_as, missing=Missing("No role today")),
        Column("status", "Status", status),
        Column("signed_in_at", "Last signed in", order_by="signed_in_at", missing=NEVER),
    )

    def everything(self):
        return super().everything().with_their_work()

    def download_url(self) -> str:
        return f"{reverse('accounts:user-list-file')}?{self.request.GET.urlencode()}"


class UserListFile(UserList):
    """The list as it stands in the URL, all pages of it."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return csv_response(self.columns, self.rows, "users")


class OfUser:
    """Finds the person that the URL names."""

    model = User
    section = SECTION

    @cached_property
    def record(self) -> User:
        return get_object_or_404(self.permitted(User).with_their_work(), pk=self.kwargs["pk"])

    @property
    def is_oneself(self) -> bool:
        return self.record.pk == self.principal.user_id

    def back_link(self) -> str:
        return reverse("accounts:user-record", args=[self.record.pk])


class UserPage(OfUser, RecordPage):
    """One tab of a person."""

    def get_title(self) -> str:
        return str(self.record)

    def back_link(self) -> str:
        return ""

    def breadcrumbs(self) -> list[Link]:
        return [Link("Users", reverse("accounts:user-list"))]

    def head(self) -> RecordHead:
        user = self.record
        return RecordHead(
            heading=str(user),
            reference=user.email,
            tags=(status(user),),
            facts=(("Added", user.created_at.date()), ("Last signed in", user.signed_in_at or NEVER)),
            actions=() if self.is_oneself else self.offered(user),
        )

    def offered(self, user: User) -> tuple[Link, ...]:
        offers = [("Give a role", "grant-new"), ("Deactivate", "user-deactivate")]
        if user.authenticator_set.exists():
            offers.insert(1, ("Second factor lost", "user-second-factor"))
        if not user.is_active:
            offers = [("Reactivate", "user-reactivate")]
        return tuple(Link(text, reverse(f"accounts:{name}", args=[user.pk])) for text, name in offers)

    def tabs(self) -> list[Tab]:
        here = self.request.resolver_match.url_name
        pages = (("Roles", "user-record"), ("History", "user-history"))
        return [Tab(label, reverse(f"accounts:{name}", args=[self.record.pk]), name == here) for label, name in pages]


class UserRecord(UserPage):
    template_name = "accounts/user_record.html"

    def get_context_data(self, **kwargs):
        grants = (
            self.permitted(Grant).filter(user=self.record).select_related("trust", "unit", "granted_by", "ended_by")
        )
        return super().get_context_data(
            held=[grant for grant in grants if not grant.is_over],
            over=[grant for grant in grants if grant.is_over],
            sign_ins=self.permitted(SignInEvent)
            .filter(user=self.record)
            .select_related("grant__trust", "by")[:MOST_SIGN_INS],
            is_oneself=self.is_oneself,
            **kwargs,
        )


class UserHistory(UserPage, HistoryPage):
    """What was changed about a person and their roles, by whom and why."""

    sources = (
        HistorySource(
            User,
            "pgh_obj_id",
            ("first_name", "last_name", "email", "is_active"),
            made="Added",
            reason=lambda event: event.why_deactivated,
        ),
        HistorySource(
            Grant,
            "user_id",
            ("ended_at",),
            made=lambda event: f"Role given: {name_of(event)}, until {event.ends_on:%-d %B %Y}",
            changed=lambda event: f"Role ended: {name_of(event)}",
            reason=lambda event: event.why_ended,
        ),
    )


def name_of(event) -> str:
    """A role in the words of its grant."""
    return str(Grant(role=event.role, trust_id=event.trust_id, unit_id=event.unit_id))


class UserDeactivate(OfUser, FormPage):
    title = "Deactivate this person"
    button = "Deactivate"
    form_class = DeactivateForm

    def get_context_data(self, **kwargs):
        hint = f"{self.record} can no longer sign in, and is signed out at their next page. Their roles stay."
        return super().get_context_data(**{**kwargs, "hint": hint})

    def act(self, form: DeactivateForm) -> str:
        users.deactivate(user=self.record, why=form.cleaned_data["why"], by=self.principal)
        return self.back_link()


class UserReactivate(OfUser, FormPage):
    title = "Reactivate this person"
    button = "Reactivate"
    form_class = PortalForm

    def get_context_data(self, **kwargs):
        hint = f"{self.record} can sign in again, in the roles that they still hold."
        return super().get_context_data(**{**kwargs, "hint": hint})

    def act(self, form: PortalForm) -> str:
        users.reactivate(user=self.record, by=self.principal)
        return self.back_link()


class UserSecondFactor(OfUser, FormPage):
    title = "Let them set up their second factor again"
    button = "Forget their second factor"
    form_class = PortalForm

    def get_context_data(self, **kwargs):
        hint = (
            f"Do this when you are sure that it is {self.record} who asks: see them, or call them on a number you know."
        )
        return super().get_context_data(**{**kwargs, "hint": hint})

    def act(self, form: PortalForm) -> str:
        users.forget_second_factor(user=self.record, by=self.principal)
        return self.back_link()

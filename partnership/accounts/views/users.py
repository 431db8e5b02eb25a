"""The people who sign in, for an administrator: who they are, what they work as and since when."""

from __future__ import annotations

from collections.abc import Iterator

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from partnership.access.actions import users
from partnership.access.models import Grant, SignInEvent, User
from partnership.access.policy import USER
from partnership.accounts.filters import UserFilters
from partnership.accounts.forms.users import DeactivateForm
from partnership.pages.tables import Column
from partnership.pages.values import Link, Missing, Tag
from partnership.pages.views import ListPage, OfRecord, RecordAddPage, RecordPage
from partnership.records.history import HistorySource

NEVER = Missing("Never")
MOST_SIGN_INS = 10


def works_as(user: User) -> str:
    return "; ".join(map(str, user.works_as))


def status(user: User) -> Tag:
    if not user.is_active:
        return Tag("Deactivated")
    return Tag("Active") if user.works_as else Tag("No role today")


def name_of(event) -> str:
    """A role in the words of its grant."""
    return str(Grant(role=event.role, trust_id=event.trust_id, unit_id=event.unit_id))


class OfUser(OfRecord):
    """A person who signs in. They have a number instead of a reference, and no version."""

    model = User
    policy = USER
    namespace = "accounts"
    noun = "user"
    section = "Users"
    pages = (("Roles", "user-overview"), ("History", "user-history"))
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

    @classmethod
    def url_kwargs(cls, record: User) -> dict[str, object]:
        return {"pk": record.pk}

    @cached_property
    def record(self) -> User:
        return get_object_or_404(self.permitted(User).with_their_work(), pk=self.kwargs["pk"])

    @property
    def is_oneself(self) -> bool:
        return self.record.pk == self.principal.user_id

    def heading(self) -> str:
        return str(self.record)

    def reference(self) -> str:
        return self.record.email

    def tags(self) -> Iterator[Tag]:
        yield status(self.record)

    def facts(self) -> Iterator[tuple[str, object]]:
        yield "Added", self.record.created_at.date()
        yield "Last signed in", self.record.signed_in_at or NEVER

    def other_actions(self) -> Iterator[Link]:
        user = self.record
        if self.is_oneself:
            return
        if not user.is_active:
            yield Link("Reactivate", self.to_record("user-reactivate"))
            return
        yield Link("Give a role", self.to_record("grant-new"))
        if user.authenticator_set.exists():
            yield Link("Second factor lost", self.to_record("user-second-factor"))
        yield Link("Deactivate", self.to_record("user-deactivate"))


class UserList(ListPage):
    records = OfUser
    template_name = "accounts/user_list.html"
    filterset_class = UserFilters
    default_sort = "name"
    empty = "No users yet"
    columns = (
        Column(
            "name",
            "Name",
            lambda user: Link(str(user), OfUser.url_of(user)),
            order_by=("last_name", "first_name"),
        ),
        Column("email", "Email address", order_by="email"),
        Column("roles", "Works as", works_as, missing=Missing("No role today")),
        Column("status", "Status", status),
        Column("signed_in_at", "Last signed in", order_by="signed_in_at", missing=NEVER),
    )

    def everything(self):
        return super().everything().with_their_work()


class UserOverview(OfUser, RecordPage):
    template_name = "accounts/user_overview.html"

    def get_context_data(self, **kwargs):
        held = self.permitted(Grant).filter(user=self.record)
        grants = list(held.select_related("trust", "unit", "granted_by", "ended_by"))
        signed_in = self.permitted(SignInEvent).filter(user=self.record).select_related("grant__trust", "by")
        return super().get_context_data(
            held=[grant for grant in grants if not grant.is_over],
            over=[grant for grant in grants if grant.is_over],
            sign_ins=signed_in[:MOST_SIGN_INS],
            is_oneself=self.is_oneself,
            **kwargs,
        )


UserDeactivate = RecordAddPage.of(
    OfUser,
    users.deactivate,
    DeactivateForm,
    title="Deactivate this person",
    hint="They can no longer sign in, and are signed out at their next page. Their roles stay as they are.",
    button="Deactivate",
)
UserReactivate = RecordAddPage.of(
    OfUser,
    users.reactivate,
    title="Reactivate this person",
    hint="They can sign in again, in the roles that they still hold.",
    button="Reactivate",
)
UserSecondFactor = RecordAddPage.of(
    OfUser,
    users.forget_second_factor,
    title="Let them set up their second factor again",
    hint="Be sure that it is really them who ask: see them, or call them on a number you know.",
    button="Forget their second factor",
)

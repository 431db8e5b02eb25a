"""A person who signs in."""

from __future__ import annotations

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from partnership.access.models.grant import Grant
from partnership.access.models.sign_in_event import SignInEvent
from partnership.arithmetic import clock
from partnership.organisations.models import Organisation


class UserQuerySet(models.QuerySet):
    def with_their_work(self) -> UserQuerySet:
        """Each with ``works_as``, the grants of today, and ``signed_in_at``, the last time; in three queries in all."""
        return self.annotate(signed_in_at=_last_sign_in()).prefetch_related(
            models.Prefetch("grants", Grant.objects.active().select_related("trust", "unit"), to_attr="works_as")
        )

    def at_work(self, *roles: str, trust: Organisation | None = None) -> UserQuerySet:
        """Who works today; in one of these roles, and in this trust, by one and the same grant."""
        grants = Grant.objects.active()
        if roles:
            grants = grants.filter(role__in=roles)
        if trust:
            grants = grants.filter(trust=trust)
        return self.filter(pk__in=grants.values("user"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, email: str) -> User:
        return self.get(email=(email or "").lower())


@pghistory.track(append_only=True, exclude=["password"])
class User(AbstractBaseUser):
    """Signs in by email. What they may do stands in their grants alone: there is no superuser and no staff flag.

    Nobody is deleted. Who has left is deactivated: no way in, and the sessions that they have end at the next page.
    """

    last_login = None  # SignInEvent says when, on the portal's clock

    email = models.EmailField("email address", max_length=254)
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    is_active = models.BooleanField("can sign in", default=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    deactivated_at = models.DateTimeField(null=True, blank=True)
    deactivated_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    why_deactivated = models.CharField(max_length=200, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        ordering = ["last_name", "first_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                name="user_email_once",
                violation_error_message="There is already a person with this email address.",
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_in_lower_case"),
            models.CheckConstraint(
                condition=Q(is_active=True, deactivated_at=None, deactivated_by=None, why_deactivated="")
                | (Q(is_active=False, deactivated_at__isnull=False) & ~Q(why_deactivated="")),
                name="user_is_deactivated_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(deactivated_by=None) | ~Q(deactivated_by=models.F("id")),
                name="user_does_not_deactivate_themselves",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email


def _last_sign_in() -> models.Subquery:
    events = SignInEvent.objects.filter(user=models.OuterRef("pk"), what=SignInEvent.What.SIGNED_IN)
    return models.Subquery(events.order_by("-at").values("at")[:1])

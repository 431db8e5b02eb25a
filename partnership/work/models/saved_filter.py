"""Filters of a list, kept by name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from partnership.access.principal import Principal
from partnership.arithmetic import clock


class SavedFilterQuerySet(models.QuerySet):
    def of(self, principal: Principal) -> SavedFilterQuerySet:
        """A person's own, in the role that they work in."""
        return self.filter(owner=principal.user, role=str(principal.role), trust=principal.trust_id)

    def usable_by(self, principal: Principal) -> SavedFilterQuerySet:
        """Their own and their team's: whoever works in the same role and, where it has one, for the same trust."""
        team = Q(role=str(principal.role), trust=principal.trust_id)
        return self.filter(team & (Q(owner=principal.user) | Q(shared=True)))


class SavedFilter(models.Model):
    """The query of one list under a name. It holds codes of filters, never anything about a person."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(max_length=32)
    trust = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    list_name = models.CharField(max_length=80, help_text="URL name of the list")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)
    words = models.JSONField(default=list, help_text="field, value and words of each choice, as they were when saved")
    shared = models.BooleanField("my team can use it", default=False)
    opens = models.BooleanField("the list opens with it", default=False)
    made_at = models.DateTimeField(default=clock.now)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "pk"]
        constraints = [
            models.UniqueConstraint(
                "owner", "role", "trust", "list_name", Lower("name"),
                name="saved_filter_named_once",
                nulls_distinct=False,
                violation_error_message="You already have a filter with this name. Enter a different name.",
            ),
            models.UniqueConstraint(
                fields=["owner", "role", "trust", "list_name"], condition=Q(opens=True),
                name="saved_filter_one_opens_a_list", nulls_distinct=False,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return f"{reverse(self.list_name)}?{self.query}&saved={self.pk}"

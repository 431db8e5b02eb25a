from __future__ import annotations

from django.db import models
from django.db.models import Q

# By ODS code alone: national files spell the names in several ways. The order is the fixed one of shared amounts.
PARTNERSHIP_TRUSTS = ("RPG", "RV5", "RQY")


class OrganisationQuerySet(models.QuerySet):
    def partnership_trusts(self) -> OrganisationQuerySet:
        """Oxleas, SLaM and SWLStG, in that order."""
        return self.filter(kind=Organisation.Kind.TRUST).order_by("name")


class Organisation(models.Model):
    """A body that runs, pays for or sends to services. The Partnership is three of them and is none itself."""

    class Kind(models.TextChoices):
        TRUST = "trust", "Partnership"
        NHS = "nhs", "NHS outside the Partnership"
        INDEPENDENT = "independent", "Independent"
        THIRD_SECTOR = "third_sector", "Third sector"
        COUNCIL = "council", "Council"
        COMMISSIONER = "commissioner", "Commissioner"

    name = models.CharField(max_length=120, unique=True)
    short_name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    ods_code = models.CharField("ODS code", max_length=6, unique=True, null=True, blank=True)  # noqa: DJ001
    source = models.CharField(max_length=200)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ods_code__regex=r"^[A-Z0-9]{3,6}$"), name="organisation_has_an_ods_code"
            ),
            models.CheckConstraint(
                condition=Q(kind="trust", ods_code__isnull=False, ods_code__in=PARTNERSHIP_TRUSTS)
                | (~Q(kind="trust") & (Q(ods_code=None) | ~Q(ods_code__in=PARTNERSHIP_TRUSTS))),
                name="partnership_is_three_trusts",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def is_partnership_trust(self) -> bool:
        return self.kind == self.Kind.TRUST

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from partnership.organisations import postcodes
from partnership.organisations.models.borough import Borough
from partnership.organisations.models.dated import Dated, no_overlap
from partnership.organisations.models.located import Located
from partnership.organisations.models.organisation import Organisation


class SiteQuerySet(models.QuerySet):
    def open_on(self, day: date) -> SiteQuerySet:
        return self.filter(Q(opened_on=None) | Q(opened_on__lte=day), Q(closed_on=None) | Q(closed_on__gt=day))


class Site(Located):
    """A hospital or other place that care is given at, as ODS codes it: one for each provider that shares an address.

    `borough` is empty outside the 12 boroughs and where nobody has said. `closed_on` is the first day that it is shut.
    """

    name = models.CharField(max_length=120)
    ods_code = models.CharField("ODS code", max_length=9, unique=True, null=True, blank=True)  # noqa: DJ001
    postcode = models.CharField(max_length=8)
    borough = models.ForeignKey(Borough, models.PROTECT, null=True, blank=True, related_name="sites")
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            *Located.Meta.constraints,
            models.CheckConstraint(condition=Q(ods_code__regex=r"^[A-Z0-9]{3,9}$"), name="site_has_an_ods_code"),
            models.CheckConstraint(
                condition=Q(postcode__regex=f"^({postcodes.POSTCODE})$"), name="site_has_a_postcode"
            ),
            models.CheckConstraint(condition=Q(closed_on__gte=F("opened_on")), name="site_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return self.name


class SiteProvider(Dated):
    """Who runs a site, for a time: hospitals pass from one provider to another and keep their place."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="providers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta(Dated.Meta):
        constraints = [*Dated.Meta.constraints, no_overlap(["site"], name="site_has_one_provider_at_a_time")]

    def __str__(self) -> str:
        return f"{self.site}, run by {self.organisation}"

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from partnership.organisations.models.dated import Dated, no_overlap
from partnership.organisations.models.organisation import Organisation
from partnership.organisations.models.site import Site


class UnitQuerySet(models.QuerySet):
    def open_on(self, day: date) -> UnitQuerySet:
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day), opened_on__lte=day)

    def with_facts_on(self, day: date) -> UnitQuerySet:
        """Each unit with `run_by_partnership` and `in_south_london` as they are on this day; None is not known."""
        facts = UnitFact.objects.on(day).filter(unit=OuterRef("pk"))
        return self.annotate(
            **{kind.value: Subquery(facts.filter(kind=kind).values("holds")) for kind in UnitFact.Kind}
        )


class Unit(models.Model):
    """A ward or house with beds of one service line. One that passes to another provider is closed and begun anew.

    Ages are in whole years and both count; no `oldest` is no upper limit. `closed_on` is the first day that it is shut.
    """

    class ServiceLine(models.TextChoices):
        FORENSIC = "forensic", "Forensic"
        CAMHS = "camhs", "CAMHS"

    class SecurityLevel(models.TextChoices):
        HIGH = "high", "High secure"
        MEDIUM = "medium", "Medium secure"
        LOW = "low", "Low secure"
        STEP_DOWN = "step_down", "Step-down accommodation"

    class CamhsType(models.TextChoices):
        GENERAL_ADOLESCENT = "general_adolescent", "General adolescent"
        CHILDREN = "children", "Children's"
        PICU = "picu", "Psychiatric intensive care (PICU)"
        EATING_DISORDER = "eating_disorder", "Eating disorders"
        LOW_SECURE = "low_secure", "Low secure"
        MEDIUM_SECURE = "medium_secure", "Medium secure"
        LEARNING_DISABILITY = "learning_disability", "Learning disability and autism"
        DEAF = "deaf", "Deaf"

    class Sex(models.TextChoices):
        FEMALE = "female", "Female"
        MALE = "male", "Male"
        MIXED = "mixed", "Mixed"

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    site = models.ForeignKey(Site, models.PROTECT, related_name="units")
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="units")
    service_line = models.CharField(max_length=10, choices=ServiceLine)
    security_level = models.CharField(max_length=10, choices=SecurityLevel, blank=True)
    camhs_type = models.CharField("CAMHS type", max_length=20, choices=CamhsType, blank=True)
    sex = models.CharField(max_length=6, choices=Sex)
    youngest = models.PositiveSmallIntegerField("youngest age")
    oldest = models.PositiveSmallIntegerField("oldest age", null=True, blank=True)
    commissioned_beds = models.PositiveSmallIntegerField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(service_line="forensic", camhs_type="") & ~Q(security_level=""))
                | (Q(service_line="camhs", security_level="") & ~Q(camhs_type="")),
                name="unit_is_of_a_kind_of_its_service_line",
            ),
            models.CheckConstraint(condition=Q(oldest__gte=F("youngest")), name="unit_ages_run_upwards"),
            models.CheckConstraint(condition=Q(closed_on__gte=F("opened_on")), name="unit_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def type_label(self) -> str:
        """ "Medium secure" or "General adolescent": what people ask for when they look for a bed."""
        return self.get_security_level_display() or self.get_camhs_type_display()


class UnitFact(Dated):
    """One of the two facts that counts of people placed elsewhere stand on, for a time.

    They are separate: an independent hospital in Croydon is in south London and is not a Partnership bed. They are
    recorded, not derived, because a trust's own hospital just over the border counts as south London.
    """

    class Kind(models.TextChoices):
        RUN_BY_PARTNERSHIP = "run_by_partnership", "Run by a Partnership trust"
        IN_SOUTH_LONDON = "in_south_london", "In south London"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=20, choices=Kind)
    holds = models.BooleanField()

    class Meta(Dated.Meta):
        constraints = [*Dated.Meta.constraints, no_overlap(["unit", "kind"], name="unit_fact_is_one_at_a_time")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_kind_display()}, {'yes' if self.holds else 'no'}"

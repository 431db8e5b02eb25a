from django.db import models
from django.db.models import Q

from partnership.organisations.models.organisation import Organisation


class Borough(models.Model):
    """One of the 12 boroughs of south London.

    Which trust serves it and which board plans for it are two separate relations: Croydon is served by South London and
    Maudsley, but lies in South West London. "Outside South London" and "No fixed address" are no boroughs: a person has
    none then.
    """

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    gss_code = models.CharField("GSS code", max_length=9, unique=True)
    trust = models.ForeignKey(Organisation, models.PROTECT, related_name="boroughs")
    icb = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="integrated care board")
    population = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(gss_code__regex=r"^E09[0-9]{6}$"), name="borough_is_of_london"),
            models.CheckConstraint(condition=Q(population__gt=0), name="borough_has_people"),
        ]

    def __str__(self) -> str:
        return self.name

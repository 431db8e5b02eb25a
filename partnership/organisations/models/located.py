from django.db import models
from django.db.models import Q

from partnership.organisations.distance import Coordinates

# The British Isles with some sea: nothing that the portal knows lies outside, and columns swapped by mistake do.
SOUTHERNMOST, NORTHERNMOST = 49.0, 61.0
WESTERNMOST, EASTERNMOST = -9.0, 2.0


class Located(models.Model):
    """Something at a point: degrees of WGS 84, as the Office for National Statistics gives them."""

    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__range=(SOUTHERNMOST, NORTHERNMOST))
                & Q(longitude__range=(WESTERNMOST, EASTERNMOST)),
                name="%(app_label)s_%(class)s_is_in_the_british_isles",
            )
        ]

    @property
    def coordinates(self) -> Coordinates:
        return Coordinates(self.latitude, self.longitude)

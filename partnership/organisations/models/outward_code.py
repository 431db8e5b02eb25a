from django.db import models
from django.db.models import Q

from partnership.organisations import postcodes
from partnership.organisations.models.located import Located


class OutwardCode(Located):
    """The first part of a postcode, at the mean of its postcodes: near enough for a distance, not for a decision."""

    code = models.CharField(max_length=4, primary_key=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["code"]
        constraints = [
            *Located.Meta.constraints,
            models.CheckConstraint(condition=Q(code__regex=f"^{postcodes.OUTWARD_CODE}$"), name="outward_code_is_one"),
        ]

    def __str__(self) -> str:
        return self.code

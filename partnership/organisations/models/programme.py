from django.db import models


class Programme(models.Model):
    """One of the six programmes of the Partnership. Savings, measures and plans name the same."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=30, unique=True)
    position = models.PositiveSmallIntegerField(unique=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

from django.db import models


class LegalStatus(models.Model):
    """A section of the Mental Health Act 1983 or a criminal status, with the code of the national data set (MHSDS).

    ``is_restricted``: the Ministry of Justice has to agree to leave, transfer and discharge.
    ``is_prison_transfer``: for a person who is still in prison, the transfer clock runs (sections 47 and 48).
    """

    code = models.SlugField(max_length=24, unique=True)
    mhsds_code = models.CharField("MHSDS code", max_length=2, blank=True)
    label = models.CharField(max_length=120, unique=True)
    is_restricted = models.BooleanField(default=False)
    is_prison_transfer = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(help_text="its place in the list that people choose from")
    source = models.CharField(max_length=200)

    is_reference = True

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "legal statuses"

    def __str__(self) -> str:
        return self.label

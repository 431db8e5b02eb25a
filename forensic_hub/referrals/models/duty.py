from django.conf import settings
from django.db import models


class Duty(models.Model):
    """An officer who is on duty on a day, and when they were last assigned a new referral on it.

    New referrals are shared between those on duty: each goes to the one who has waited longest.
    """

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    day = models.DateField()
    last_given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["day", "officer"]
        verbose_name_plural = "duties"
        constraints = [models.UniqueConstraint(fields=["day", "officer"], name="duty_once_a_day")]

    def __str__(self) -> str:
        return f"{self.officer} on {self.day:%d %B %Y}"

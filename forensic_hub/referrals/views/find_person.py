"""The page before a referral is logged: is this person already known?"""

from __future__ import annotations

from django.urls import reverse

from forensic_hub.referrals.journeys import LOG_REFERRAL
from partnership.work.views import find_person


class FindPerson(find_person.FindPerson):
    journey = LOG_REFERRAL

    def back_link(self) -> str:
        return reverse("forensic_hub:referral-list")

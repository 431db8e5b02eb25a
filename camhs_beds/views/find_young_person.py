"""The page before a bed is asked for: is this young person already known, and is a bed being looked for?"""

from __future__ import annotations

from django.urls import reverse

from camhs_beds.journeys import LOG_REQUEST
from partnership.work.views import find_person


class FindYoungPerson(find_person.FindPerson):
    title = "Is this young person already known?"
    journey = LOG_REQUEST

    def back_link(self) -> str:
        return reverse("camhs_beds:request-list")

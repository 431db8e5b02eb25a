"""Two shares of the demonstration: one that is open, and one that was stopped."""

from __future__ import annotations

import datetime as dt
import random

from partnership.access.scope import as_the_system
from partnership.organisations.models import Organisation
from workforce.passports.models import Passport
from workforce.sharing.models import Share

NOON = dt.time(12, tzinfo=dt.UTC)
# passport, trust, what for, given, until, stopped
SHARES = (
    ("EP-000123", "slam", "Secondment to the Maudsley", dt.date(2018, 4, 3), dt.date(2018, 9, 30), None),
    ("EP-000200", "swlstg", "Bank shifts", dt.date(2018, 1, 8), dt.date(2018, 6, 30), dt.date(2018, 3, 5)),
)


def load(scale: int, chance: random.Random) -> None:
    with as_the_system("the demonstration is loaded"):
        for reference, trust, purpose, given, until, stopped in SHARES:
            person = Passport.objects.select_related("staff_member").get(reference=reference).staff_member
            Share.objects.create(
                staff_member=person, with_trust=Organisation.objects.get(slug=trust), purpose=purpose, starts_on=given,
                ends_on=until, given_by=person.user, given_at=dt.datetime.combine(given, NOON),
                ended_at=stopped and dt.datetime.combine(stopped, NOON),
            )  # fmt: skip

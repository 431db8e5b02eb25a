"""How many members of staff have a passport that is ready."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from partnership.access.roles import HR_LEAD
from partnership.arithmetic import clock, months
from partnership.measures.registry import BY_TRUST, Better, Breakdown, Figure, Measure, Unit, register_measure
from workforce.passports.models import Need, Passport
from workforce.staff.vocabulary import StaffGroup

BY_GROUP = Breakdown("staff-group", "Staff group", lambda: dict(StaffGroup.choices))
PARTS = {"trust": "staff_member__trust__slug", "staff-group": "employment__profile__staff_group"}


def ready(month: dt.date) -> Iterator[Figure]:
    """On the last day of the month, or today while it lasts. What was recorded since counts as well."""
    day = min(months.last_day(month), clock.today())
    everyone = Passport.objects.values_list("pk", *PARTS.values())
    not_ready = set(Need.objects.unmet(day).values_list("passport_id", flat=True))
    of, met = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for key, *parts in everyone:
        for part in [("", ""), *zip(PARTS, parts, strict=True)]:
            of[part] += 1
            met[part] += key not in not_ready
    for (by, part), total in of.items():
        yield Figure.share(met[by, part], total, by=by, part=part)


register_measure(
    Measure(
        slug="passports-ready",
        code="M26",
        name="Staff whose passport is ready",
        group="Workforce",
        question="How many members of staff have an employee passport that is ready?",
        unit=Unit.SHARE,
        better=Better.UP,
        owner=HR_LEAD,
        source="Employee passports",
        formula="Passports that are ready on the last day of the month ÷ passports",
        first_month=dt.date(2018, 4, 1),
        breakdowns=(BY_TRUST, BY_GROUP),
        figures=ready,
    )
)

"""For how long checks and training count. Periods of the national framework where it names one; each has its source."""

from __future__ import annotations

import datetime as dt

FROM = dt.date(2010, 1, 1)
CSTF = "Core Skills Training Framework, England subject guide"
AGREED = "Agreed by the three trusts: three years from the date of issue, as no law sets a period"
RESTRAINT = "Restraint Reduction Network training standards"
RESUSCITATION = "Resuscitation Council UK, immediate life support"

# subject, level, months (None: does not expire), source
TRAINING = (
    ("conflict-resolution", 1, 36, CSTF),
    ("equality", 1, 36, CSTF),
    ("fire-safety", 1, 24, CSTF),
    ("health-safety", 1, 36, CSTF),
    ("infection-control", 1, 36, CSTF),
    ("infection-control", 2, 12, CSTF),
    ("information-governance", 1, 12, CSTF),
    ("moving-handling", 1, 36, CSTF),
    ("moving-handling", 2, 24, CSTF),
    ("radicalisation", 1, 36, CSTF),
    ("resuscitation", 1, 12, CSTF),
    ("resuscitation", 2, 12, CSTF),
    ("resuscitation", 3, 12, RESUSCITATION),
    *((f"safeguarding-{whom}", level, 36, CSTF) for whom in ("adults", "children") for level in (1, 2, 3)),
    ("pmva", 1, 12, RESTRAINT),
    ("mental-health-act", 1, 36, AGREED),
)
CRIMINAL_RECORD_MONTHS = 36


def load(apps) -> None:
    rule, subject = apps.get_model("passports", "ExpiryRule"), apps.get_model("staff", "Subject")
    subjects = {one.slug: one for one in subject.objects.all()}
    for slug, level, months, source in TRAINING:
        rule.objects.create(
            kind="training", subject=subjects[slug], level=level, months=months, valid_from=FROM, source=source
        )
    for level in (1, 2, 3, 4):
        rule.objects.create(
            kind="criminal-record", level=level, months=CRIMINAL_RECORD_MONTHS, valid_from=FROM, source=AGREED
        )

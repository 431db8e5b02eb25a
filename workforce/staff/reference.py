"""The subjects, roles and requirements that the portal begins with. Each requirement has its source."""

from __future__ import annotations

import datetime as dt

FROM = dt.date(2017, 4, 1)
CSTF = "Core Skills Training Framework, England subject guide"
PARTNERSHIP = "Joint role profiles of the Partnership, 2017"

# slug, name, core, levels
SUBJECTS = (
    ("conflict-resolution", "Conflict resolution", True, 1),
    ("equality", "Equality, diversity and human rights", True, 1),
    ("fire-safety", "Fire safety", True, 1),
    ("health-safety", "Health, safety and welfare", True, 1),
    ("infection-control", "Infection prevention and control", True, 2),
    ("information-governance", "Information governance and data security", True, 1),
    ("moving-handling", "Moving and handling", True, 2),
    ("radicalisation", "Preventing radicalisation", True, 1),
    ("resuscitation", "Resuscitation", True, 3),
    ("safeguarding-adults", "Safeguarding adults", True, 3),
    ("safeguarding-children", "Safeguarding children", True, 3),
    ("pmva", "Physical intervention (PMVA)", False, 1),
    ("mental-health-act", "Mental Health Act and Mental Capacity Act", False, 1),
)
LEVEL_1_ALONE = ("conflict-resolution", "equality", "fire-safety", "health-safety", "information-governance",
                 "radicalisation")  # fmt: skip
CLINICAL = {"infection-control": 2, "moving-handling": 2, "resuscitation": 2, "safeguarding-adults": 2,
            "safeguarding-children": 2}  # fmt: skip
WARD = CLINICAL | {"pmva": 1}
REGISTERED = WARD | {"safeguarding-adults": 3, "safeguarding-children": 3, "mental-health-act": 1}
OFFICE = {"infection-control": 1, "moving-handling": 1, "resuscitation": 1, "safeguarding-adults": 1,
          "safeguarding-children": 1}  # fmt: skip
ENHANCED_BARRED, ENHANCED, BASIC = 4, 3, 1

# slug, name, staff group, band, level of the criminal record check, whether registered, training beyond level 1
PROFILES = (
    ("healthcare-assistant", "Healthcare assistant", "clinical_support", "3", ENHANCED_BARRED, False, WARD),
    ("nursing-associate", "Nursing associate", "clinical_support", "4", ENHANCED_BARRED, False, WARD),
    ("registered-nurse", "Registered nurse", "nurses", "5", ENHANCED, True, REGISTERED),
    ("senior-nurse", "Senior nurse", "nurses", "6", ENHANCED, True, REGISTERED),
    ("ward-manager", "Ward manager", "nurses", "7", ENHANCED, True, REGISTERED),
    ("occupational-therapist", "Occupational therapist", "scientific", "6", ENHANCED, True, CLINICAL),
    ("psychologist", "Psychologist", "scientific", "7", ENHANCED, True, CLINICAL),
    ("social-worker", "Social worker", "scientific", "6", ENHANCED, True, CLINICAL),
    ("psychiatrist", "Psychiatrist", "doctors", "medical", ENHANCED, True, REGISTERED),
    ("administrator", "Administrator", "central", "4", BASIC, False, OFFICE),
)
CHECKS_OF_ALL = ("identity", "right-to-work", "references", "work-health")


def load(apps) -> None:
    subjects = {}
    for slug, name, is_core, levels in SUBJECTS:
        values = {"slug": slug, "name": name, "is_core": is_core, "levels": levels, "source": CSTF}
        subjects[slug] = apps.get_model("staff", "Subject").objects.create(**values)
    for slug, name, group, band, level, registered, training in PROFILES:
        values = {"slug": slug, "name": name, "staff_group": group, "band": band}
        profile = apps.get_model("staff", "RoleProfile").objects.create(**values)
        checks = dict.fromkeys((*CHECKS_OF_ALL, *(["registration"] if registered else [])), 1)
        asked = [(kind, None, lowest) for kind, lowest in (checks | {"criminal-record": level}).items()]
        asked += [("training", subjects[one], lowest) for one, lowest in _training(training).items()]
        apps.get_model("staff", "ProfileRequirement").objects.bulk_create(
            apps.get_model("staff", "ProfileRequirement")(
                profile=profile, kind=kind, subject=subject, level=lowest, valid_from=FROM, source=PARTNERSHIP
            )
            for kind, subject, lowest in asked
        )


def _training(beyond: dict[str, int]) -> dict[str, int]:
    return dict.fromkeys(LEVEL_1_ALONE, 1) | beyond

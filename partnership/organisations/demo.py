"""The places of the demonstration: made-up wards and providers, standing at real sites so that distances are true."""

from __future__ import annotations

import random
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from partnership.organisations.distance import Coordinates
from partnership.organisations.models import Borough, Organisation, OutwardCode, Site, SiteProvider, Unit, UnitFact

SOURCE = "Made up for the demonstration"
SINCE = date(2015, 4, 1)
JUST_OVER_THE_BORDER = "Counts as south London: a hospital of Oxleas, just over the border in Dartford"


class Ward(NamedTuple):
    name: str
    site: str  # its ODS code, or its name where it is made up
    provider: str
    type: Unit.SecurityLevel | Unit.CamhsType
    beds: int
    sex: Unit.Sex = Unit.Sex.MIXED
    in_south_london: bool = True
    source: str = SOURCE


class Hospital(NamedTuple):
    """A made-up independent hospital, at the middle of an outward code: named here where it is far from London."""

    name: str
    provider: str
    postcode: str
    borough: str | None = None
    middle: Coordinates | None = None


HOSPITALS = (
    Hospital("Northmoor Hospital", "Northmoor", "NN1 0ZZ"),
    Hospital("Eastmere Hospital", "Eastmere", "CM3 0ZZ"),
    Hospital("Westlode Hospital", "Westlode", "SL6 0ZZ"),
    Hospital("Highfell Hospital", "Highfell", "YO32 0ZZ", middle=Coordinates(54.01, -1.06)),
    Hospital("Croft Hospital", "Croft", "CR0 0ZZ", borough="croydon"),
)

MALE, FEMALE = Unit.Sex.MALE, Unit.Sex.FEMALE
LEVEL, CAMHS = Unit.SecurityLevel, Unit.CamhsType

WARDS = (
    Ward("Alder Ward", "RPGAB", "oxleas", LEVEL.MEDIUM, 16, MALE, source=JUST_OVER_THE_BORDER),
    Ward("Hawthorn Ward", "RV505", "slam", LEVEL.MEDIUM, 15, MALE),
    Ward("Juniper Ward", "RQY01", "swlstg", LEVEL.LOW, 14, MALE),
    Ward("Willow House", "RV505", "slam", LEVEL.STEP_DOWN, 6, FEMALE),
    Ward("Croft Secure", "Croft Hospital", "croft", LEVEL.LOW, 20),
    Ward("Northmoor Secure", "Northmoor Hospital", "northmoor", LEVEL.MEDIUM, 40, in_south_london=False),
    Ward("Cedar Unit", "RQY01", "swlstg", CAMHS.GENERAL_ADOLESCENT, 12),
    Ward("Elm Unit", "RPGAH", "oxleas", CAMHS.GENERAL_ADOLESCENT, 10),
    Ward("Birch Unit", "RV505", "slam", CAMHS.PICU, 8),
    Ward("Rowan Unit", "RV504", "slam", CAMHS.EATING_DISORDER, 10),
    Ward(
        "Northmoor Young People", "Northmoor Hospital", "northmoor", CAMHS.GENERAL_ADOLESCENT, 24, in_south_london=False
    ),
    Ward("Eastmere Young People", "Eastmere Hospital", "eastmere", CAMHS.EATING_DISORDER, 16, in_south_london=False),
    Ward("Westlode Young People", "Westlode Hospital", "westlode", CAMHS.GENERAL_ADOLESCENT, 20, in_south_london=False),
    Ward("Highfell Young People", "Highfell Hospital", "highfell", CAMHS.PICU, 18, in_south_london=False),
)


@transaction.atomic
def load(scale: int = 1, chance: random.Random | None = None) -> None:
    """Put the made-up places where they are missing, the same at every scale, and leave those that are there alone."""
    for hospital in HOSPITALS:
        _hospital(hospital)
    for ward in WARDS:
        _ward(ward)


def _hospital(hospital: Hospital) -> None:
    provider, _ = Organisation.objects.get_or_create(
        slug=slugify(hospital.provider),
        defaults={
            "name": f"{hospital.provider} Healthcare",
            "short_name": hospital.provider,
            "kind": Organisation.Kind.INDEPENDENT,
            "source": SOURCE,
        },
    )
    middle = hospital.middle or OutwardCode.objects.get(code=hospital.postcode.split()[0]).coordinates
    site, _ = Site.objects.get_or_create(
        name=hospital.name,
        defaults={
            "postcode": hospital.postcode,
            "borough": Borough.objects.filter(slug=hospital.borough).first(),
            "latitude": middle.latitude,
            "longitude": middle.longitude,
            "opened_on": SINCE,
            "source": SOURCE,
        },
    )
    SiteProvider.objects.get_or_create(
        site=site, valid_from=SINCE, defaults={"organisation": provider, "source": SOURCE}
    )


def _ward(ward: Ward) -> None:
    forensic = isinstance(ward.type, Unit.SecurityLevel)
    unit, _ = Unit.objects.get_or_create(
        slug=slugify(ward.name.removesuffix(" Unit")),
        defaults={
            "name": ward.name,
            "site": Site.objects.get(Q(ods_code=ward.site) | Q(name=ward.site)),
            "provider": Organisation.objects.get(slug=ward.provider),
            "service_line": Unit.ServiceLine.FORENSIC if forensic else Unit.ServiceLine.CAMHS,
            "security_level": ward.type if forensic else "",
            "camhs_type": "" if forensic else ward.type,
            "sex": ward.sex,
            "youngest": 18 if forensic else 13,
            "oldest": None if forensic else 17,
            "commissioned_beds": ward.beds,
            "opened_on": SINCE,
        },
    )
    _fact(unit, UnitFact.Kind.RUN_BY_PARTNERSHIP, unit.provider.is_partnership_trust, SOURCE)
    _fact(unit, UnitFact.Kind.IN_SOUTH_LONDON, ward.in_south_london, ward.source)


def _fact(unit: Unit, kind: UnitFact.Kind, holds: bool, source: str) -> None:
    UnitFact.objects.get_or_create(unit=unit, kind=kind, valid_from=SINCE, defaults={"holds": holds, "source": source})

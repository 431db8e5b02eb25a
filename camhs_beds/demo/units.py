"""The beds of the demonstration's units, whom each takes, and its page for families."""

from __future__ import annotations

import datetime as dt

from camhs_beds.models import Bed, FamilyPage, UnitProfile
from camhs_beds.vocabulary import LegalStatus, Need
from partnership.access.models import User
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock
from partnership.organisations.models import Unit

SOURCE = "Made up for the demonstration"
WITH_BEDS = ("cedar", "elm", "birch", "rowan")
BEFORE_EVERYTHING = dt.datetime(2015, 4, 1, tzinfo=clock.LONDON)
INFORMAL = (LegalStatus.PARENTAL_CONSENT, LegalStatus.OWN_CONSENT)
DETAINED = (LegalStatus.SECTION_2, LegalStatus.SECTION_3)

TAKES = {
    "cedar": ((*INFORMAL, *DETAINED, LegalStatus.SECTION_136), True, (Need.AUTISM, Need.INTERPRETER)),
    "elm": ((*INFORMAL, *DETAINED), True, (Need.PHYSICAL_HEALTH, Need.MOBILITY, Need.INTERPRETER)),
    "birch": ((*DETAINED, LegalStatus.REMAND), True, (Need.AUTISM, Need.LEARNING_DISABILITY)),
    "rowan": ((*INFORMAL, *DETAINED), False, (Need.NASOGASTRIC_FEEDING, Need.PHYSICAL_HEALTH)),
}
WHAT_IT_IS = {
    "cedar": "Cedar Unit is a hospital ward for young people aged 13 to 17 who need help by day and by night.",
    "elm": "Elm Unit is a hospital ward for young people aged 13 to 17 who need help by day and by night.",
    "birch": "Birch Unit is a small ward for young people aged 13 to 17 who are very unwell and need more staff.",
    "rowan": "Rowan Unit is a hospital ward for young people aged 13 to 17 with an eating disorder.",
}


def load() -> None:
    units = Unit.objects.filter(slug__in=WITH_BEDS)
    with clock.override(BEFORE_EVERYTHING), as_the_system("demonstration"):
        for unit in units:
            _beds(unit)
            _profile(unit)
    with as_the_system("demonstration"):
        for unit in units:
            _family_page(unit)


def _beds(unit: Unit) -> None:
    Bed.objects.bulk_create(
        Bed(
            unit=unit,
            number=number,
            slug=f"{unit.slug}-{number}",
            opened_on=unit.opened_on,
            since=BEFORE_EVERYTHING,
        )  # fmt: skip
        for number in range(1, unit.commissioned_beds + 1)
    )


def _profile(unit: Unit) -> None:
    statuses, area, needs = TAKES[unit.slug]
    UnitProfile.objects.create(
        unit=unit, legal_statuses=list(statuses), single_sex_area=area, needs_met=list(needs),
        valid_from=unit.opened_on, source=SOURCE,
    )  # fmt: skip


def _telephone(unit: Unit) -> str:
    """Among the numbers that are kept for made-up people."""
    return f"020 7946 0{210 + list(WHAT_IT_IS).index(unit.slug)}"


def _family_page(unit: Unit) -> None:
    FamilyPage.objects.create(
        unit=unit, edited_at=clock.now(), edited_by=User.objects.get(email="wren.ward@example.nhs.uk"),
        about=f"{WHAT_IT_IS[unit.slug]} There are {unit.commissioned_beds} bedrooms, each for one person.",
        visiting="You can visit every day from 4pm to 7pm, and from 10am to 7pm at weekends. Telephone first, so that "
        "someone is there to welcome you. Brothers and sisters are welcome with an adult.",
        what_to_bring="Comfortable clothes for a week, toiletries, slippers and something from home. There is a "
        "washing machine. Leave valuables and glass at home; phones may be used in the afternoon and evening.",
        getting_there=f"The unit is at {unit.site}, {unit.site.postcode}. There is parking for visitors at the main "
        "entrance, and step-free access throughout. Ask us about help with the cost of travel.",
        who_to_ask=f"Telephone {_telephone(unit)} and ask for the nurse in charge, at any time of day or night. Each "
        "young person has a named nurse, who telephones the family on the day of admission.",
    )  # fmt: skip

"""The measures of services that keep their own figures, entered month by month. Their published figures are in the
claims register; here is what the boroughs' programmes report."""

from __future__ import annotations

from datetime import date

from partnership.access.roles import PROGRAMME_LEAD
from partnership.measures.registry import Better, Chart, Measure, Unit, register_measure

BOROUGH_SERVICES = "Complex care"
FIRST_MONTH = date(2016, 4, 1)
ENTERED = "Entered by a programme lead from the service's own monthly return"

READY_FOR_DISCHARGE = register_measure(
    Measure(
        slug="bexley-ready-for-discharge",
        code="M31",
        name="Bexley: people ready for discharge",
        group=BOROUGH_SERVICES,
        question="How many people at Queen Elizabeth Hospital are ready to leave and still there?",
        unit=Unit.COUNT,
        noun=("person ready for discharge", "people ready for discharge"),
        better=Better.DOWN,
        owner=PROGRAMME_LEAD,
        source=f"{ENTERED}, Bexley Care",
        formula="People classed as ready for discharge on the last day of the month.",
        first_month=FIRST_MONTH,
    )
)
PEOPLE_SUPPORTED = register_measure(
    Measure(
        slug="lambeth-people-supported",
        code="M32",
        name="Lambeth: people supported",
        group=BOROUGH_SERVICES,
        question="How many people does Integrated Personalised Support reach?",
        unit=Unit.COUNT,
        noun=("person supported", "people supported"),
        better=Better.NEUTRAL,
        owner=PROGRAMME_LEAD,
        source=f"{ENTERED}, Lambeth",
        formula="People with an open plan of support on the last day of the month.",
        first_month=FIRST_MONTH,
    )
)
LAMBETH_SAVING = register_measure(
    Measure(
        slug="lambeth-saving",
        code="M33",
        name="Lambeth: saving",
        group=BOROUGH_SERVICES,
        question="How much less was spent than the baseline?",
        unit=Unit.MONEY,
        better=Better.UP,
        owner=PROGRAMME_LEAD,
        source=f"{ENTERED}, Lambeth",
        formula="Baseline spend of the month − spend of the month.",
        first_month=FIRST_MONTH,
        chart=Chart.BARS,
        about_people=False,
    )
)
COMPLEX_PLACEMENTS = register_measure(
    Measure(
        slug="lambeth-complex-care-placements",
        code="M34",
        name="Lambeth: complex care placements",
        group=BOROUGH_SERVICES,
        question="How many people live in complex care placements?",
        unit=Unit.COUNT,
        noun=("complex care placement", "complex care placements"),
        better=Better.DOWN,
        owner=PROGRAMME_LEAD,
        source=f"{ENTERED}, Lambeth",
        formula="Placements open on the last day of the month.",
        first_month=FIRST_MONTH,
    )
)
REHABILITATION_BED_DAYS = register_measure(
    Measure(
        slug="lambeth-rehabilitation-bed-days",
        code="M35",
        name="Lambeth: rehabilitation bed days",
        group=BOROUGH_SERVICES,
        question="How many bed days are spent on inpatient rehabilitation wards?",
        unit=Unit.COUNT,
        noun=("occupied bed day", "occupied bed days"),
        better=Better.DOWN,
        owner=PROGRAMME_LEAD,
        source=f"{ENTERED}, Lambeth",
        formula="Midnights in the month that people of Lambeth spent in an inpatient rehabilitation bed.",
        first_month=FIRST_MONTH,
    )
)
PRESCRIBING_ADMISSIONS = register_measure(
    Measure(
        slug="community-prescribing-admissions",
        code="M37",
        name="Community prescribing: admissions",
        group=BOROUGH_SERVICES,
        question="How many people of the programme were admitted to hospital?",
        unit=Unit.COUNT,
        noun=("admission", "admissions"),
        better=Better.DOWN,
        owner=PROGRAMME_LEAD,
        source=f"{ENTERED}, community prescribing",
        formula="Admissions in the month of people in the programme.",
        first_month=FIRST_MONTH,
    )
)

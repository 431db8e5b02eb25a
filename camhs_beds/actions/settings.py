"""Rules and profiles that hold for a time: the old row ends, the new one begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from camhs_beds.models import Bed, BedRule, PressureRule, UnitProfile
from camhs_beds.policy import BED, BED_RULES
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.organisations.models import Unit
from partnership.records.dated import succeed


@transaction.atomic
def set_rule(*, rule: BedRule, amount: int, unit: str, starts_on: dt.date, source: str, by: Principal) -> BedRule:
    """For what is counted from ``starts_on`` on; what is due already stays due when it was."""
    BED_RULES[Action.EDIT].demand(by)
    return succeed(row=rule, on=starts_on, amount=amount, unit=unit, source=source)


@transaction.atomic
def set_pressure(*, rule: PressureRule, amount: int, starts_on: dt.date, source: str, by: Principal) -> PressureRule:
    """For reports of ``starts_on`` and later; a report of a day before comes out as it did."""
    BED_RULES[Action.EDIT].demand(by)
    return succeed(row=rule, on=starts_on, amount=amount, source=source)


@transaction.atomic
def set_profile(
    *,
    unit: Unit,
    legal_statuses: Collection[str],
    single_sex_area: bool,
    needs_met: Collection[str],
    starts_on: dt.date,
    source: str,
    by: Principal,
) -> UnitProfile:
    """Who the unit takes from ``starts_on`` on. By its ward, or the bed team."""
    refuse_other_ward(unit, by)
    takes = {
        "legal_statuses": sorted(legal_statuses), "single_sex_area": single_sex_area, "needs_met": sorted(needs_met),
        "source": source,
    }  # fmt: skip
    current = unit.profiles.filter(valid_until=None).first()
    if current is None:
        return UnitProfile.objects.create(unit=unit, valid_from=starts_on, **takes)
    return succeed(row=current, on=starts_on, **takes)


def refuse_other_ward(unit: Unit, by: Principal) -> None:
    BED[Action.EDIT].demand(by)
    if not permitted(by, BED[Action.EDIT], Bed).filter(unit=unit).exists():
        raise Refusal(f"Your role cannot change {unit}. Ask its ward or the bed team.")

"""What wards and the board put into the menu and My work."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from camhs_beds.board import not_confirmed, since_when
from camhs_beds.models import Bed
from camhs_beds.policy import BED, BED_RULES, OCCUPANCY, SITREP
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.roles import BED_COORDINATOR, CAMHS_CLINICAL_LEAD, WARD_STAFF
from partnership.arithmetic import clock
from partnership.organisations.models import Unit
from partnership.work.navigation import register_menu_entry
from partnership.work.sources import Source, WorkItem, register_work

BED_TEAM = {BED_COORDINATOR, CAMHS_CLINICAL_LEAD}


def own_unit(by: Principal) -> dict[str, str] | None:
    """The unit of the grant; without one there is no page of one's own."""
    return {"slug": by.grant.unit.slug} if by.grant and by.grant.unit else None


# The menu; below nought, so that it stands before My work, and the role lands there

register_menu_entry(
    "My unit", "camhs_beds:unit-overview", BED[Action.VIEW], roles={WARD_STAFF}, place=-50, names=own_unit
)
register_menu_entry(
    "Confirm beds", "camhs_beds:unit-confirm", BED[Action.EDIT], roles={WARD_STAFF}, place=-40, names=own_unit
)
register_menu_entry("Board", "camhs_beds:board", BED[Action.LIST], roles={WARD_STAFF}, place=-30)
register_menu_entry("Occupancy", "camhs_beds:occupancy", OCCUPANCY[Action.VIEW], roles={WARD_STAFF}, place=10)
register_menu_entry("Board", "camhs_beds:board", BED[Action.LIST], roles=BED_TEAM, place=-50)
register_menu_entry("Occupancy", "camhs_beds:occupancy", OCCUPANCY[Action.VIEW], roles=BED_TEAM, place=-20)
register_menu_entry("Sitrep", "camhs_beds:sitrep-now", SITREP[Action.VIEW], roles=BED_TEAM, place=-10)
register_menu_entry("Units", "camhs_beds:unit-list", BED[Action.LIST], roles=BED_TEAM, place=10)
register_menu_entry("Bed rules", "camhs_rules:rule-list", BED_RULES[Action.VIEW], roles=BED_TEAM, place=60)

# My work: units whose figures are too old to be believed


def to_confirm(by: Principal) -> QuerySet:
    return not_confirmed(permitted(by, BED[Action.EDIT], Bed))


def _to_confirm(unit: Unit) -> WorkItem:
    url = reverse("camhs_beds:unit-confirm", kwargs={"slug": unit.slug})
    return WorkItem(f"Confirm the beds of {unit}", unit.name, url, since_when(unit.confirmed_at), clock.today())


register_work(Source("beds-to-confirm", BED[Action.EDIT], to_confirm, _to_confirm))

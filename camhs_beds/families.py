"""The pages about units that anybody may read."""

from __future__ import annotations

from django.db.models import QuerySet

from camhs_beds.models import FamilyPage
from partnership.arithmetic import clock
from partnership.organisations.models import Unit


def published() -> QuerySet[FamilyPage]:
    """Of every unit that is open; a page says nothing of anybody."""
    open_now = Unit.objects.open_on(clock.today()).filter(service_line=Unit.ServiceLine.CAMHS)
    return FamilyPage.objects.filter(unit__in=open_now).select_related("unit__site", "unit__provider").order_by("unit")

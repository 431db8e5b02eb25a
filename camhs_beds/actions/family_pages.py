"""The public page about a unit."""

from __future__ import annotations

from django.db import transaction

from camhs_beds.actions.settings import refuse_other_ward
from camhs_beds.models import FamilyPage
from camhs_beds.models.family_page import PARTS
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.organisations.models import Unit


class PageHasChanged(Refusal):
    """Another person saved the page since it was opened. ``page`` is the present one."""

    def __init__(self, page: FamilyPage):
        self.page = page
        super().__init__(f"{page.edited_by} has changed this page since you opened it. Check what it says now.")


@transaction.atomic
def edit(*, unit: Unit, by: Principal, version: int, **parts: str) -> FamilyPage:
    """Writes the page; ``parts`` are those of ``PARTS``. By the ward, or the bed team.

    ``version`` is that of the page which was changed, and counts for nothing where there is none yet. Refuses one that
    has changed since (PageHasChanged).
    """
    refuse_other_ward(unit, by)
    page = FamilyPage.objects.select_for_update().filter(unit=unit).first() or FamilyPage(unit=unit, version=0)
    if page.version not in (0, version):
        raise PageHasChanged(page)
    for name in PARTS:
        setattr(page, name, parts[name])
    page.version, page.edited_at, page.edited_by = page.version + 1, clock.now(), by.actor
    page.save()
    return page

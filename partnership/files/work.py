"""The menu's imports and exports, and in My work the imports that wait for their owner to look at them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.roles import (
    FINANCE_LEAD,
    HR_ADVISER,
    HR_LEAD,
    HUB_LEAD,
    HUB_OFFICER,
    PROGRAMME_LEAD,
    TRUST_MANAGER,
)
from partnership.arithmetic.words import in_a_sentence
from partnership.files.import_kinds import kinds_of
from partnership.files.models import Import
from partnership.files.policy import EXPORT, IMPORT
from partnership.files.states import ImportState
from partnership.work.navigation import register_menu_entry
from partnership.work.sources import Source, WorkItem, register_work

VIEW = IMPORT[Action.VIEW]
IMPORTERS = {FINANCE_LEAD, HR_ADVISER, HR_LEAD, PROGRAMME_LEAD, TRUST_MANAGER}
TO_DO = {
    ImportState.HAS_ERRORS: "Correct the file and upload it again",
    ImportState.READY: "Review and approve it",
    ImportState.CHANGED: "Records changed since. Review it again",
}


def _waiting(principal: Principal) -> QuerySet:
    return permitted(principal, VIEW, Import).of(principal).waiting_for_their_owner().order_by("uploaded_at")


def _item(upload: Import) -> WorkItem:
    url = reverse("files:import-overview", args=[upload.reference])
    return WorkItem(f"Import of {in_a_sentence(upload.label)}", upload.reference, url, TO_DO[ImportState(upload.state)])


register_work(Source("imports", VIEW, _waiting, _item))
register_menu_entry(
    "Imports", "files:import-list", IMPORT[Action.LIST], roles=IMPORTERS, place=90,
    names=lambda principal: {} if kinds_of(principal) else None,
)  # fmt: skip
register_menu_entry(
    "Exports", "files:export-list", EXPORT[Action.LIST], roles={*IMPORTERS, HUB_OFFICER, HUB_LEAD}, place=91
)

"""What imports put into My work: those that go no further until their owner has looked at them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic.words import in_a_sentence
from partnership.work.models import Import
from partnership.work.policy import IMPORT
from partnership.work.sources import Source, WorkItem, contribute
from partnership.work.states import ImportState

VIEW = IMPORT[Action.VIEW]
TO_DO = {
    ImportState.HAS_ERRORS: "Correct the file and upload it again",
    ImportState.READY: "Review and approve it",
    ImportState.CHANGED: "Records changed since. Review it again",
}


def _waiting(principal: Principal) -> QuerySet:
    return permitted(principal, VIEW, Import).of(principal).waiting_for_their_owner().order_by("uploaded_at")


def _item(upload: Import) -> WorkItem:
    url = reverse("work:import-overview", args=[upload.reference])
    return WorkItem(f"Import of {in_a_sentence(upload.label)}", upload.reference, url, TO_DO[ImportState(upload.state)])


contribute(Source("imports", VIEW, _waiting, _item))

"""Evidence of a saving: a link or a file, for a month or for all of it."""

from __future__ import annotations

from django.core.files import File
from django.db import transaction

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock, words
from partnership.files.stored_files import facts
from partnership.records.states import lock
from partnership.savings.models import Evidence, MonthFigure, Saving
from partnership.savings.policy import SAVING

EDIT = SAVING[Action.EDIT]


@transaction.atomic
def add(
    *, saving: Saving, by: Principal, figure: MonthFigure | None = None, link: str = "", name: str = "",
    file: File | None = None,
) -> Evidence:  # fmt: skip
    """One of ``link`` and ``file``. Refuses a file that is no PDF or DOCX, empty or too big (files.stored_files)."""
    locked = lock(saving, EDIT, by)
    given = {"saving": locked, "figure": figure, "uploaded_by": by.actor, "uploaded_at": clock.now()}
    if file is not None:
        return Evidence.objects.create(**given, **facts(file), file=file)
    return Evidence.objects.create(**given, link=link, name=name or link[:200])


@transaction.atomic
def remove(*, evidence: Evidence, why: str, by: Principal) -> Evidence:
    """Takes evidence out of sight. It and the reason are kept. Refuses what is gone already."""
    lock(evidence.saving, EDIT, by)
    evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    if evidence.removed_at:
        raise Refusal(f"{evidence.removed_by} removed this evidence on {words.moment(evidence.removed_at)}.")
    evidence.removed_by, evidence.removed_at, evidence.why_removed = by.user, clock.now(), why
    evidence.save()
    return evidence

"""Keeping what was begun. A draft is changed by its owner alone, in the role that it was begun in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.work.models import Draft
from partnership.work.policy import DRAFT

Typed = Mapping[str, Sequence[str]]


@transaction.atomic
def begin(*, by: Principal, kind: str, title: str, step: str, typed: Mapping[str, Typed] | None = None) -> Draft:
    """A new draft, to go on with at ``step``. ``typed`` gives answers already known, page by page."""
    DRAFT[Action.NEW].demand(by)
    answers = {page: _page(page_typed, times=0) for page, page_typed in (typed or {}).items()}
    owner: dict[str, Any] = {"owner": by.user, "role": str(by.role)}
    return Draft.objects.create(**owner, kind=kind, title=title[:120], step=step, answers=answers)


@transaction.atomic
def save_page(
    *,
    draft: Draft,
    by: Principal,
    step: str,
    typed: Typed,
    times: int | None = None,
    files: Sequence[Mapping[str, str]] | None = None,
) -> Draft:
    """Keeps what was typed on one page. ``times`` is how often the page had been saved when it was opened.

    Refuses a page that was saved somewhere else since, in another tab perhaps, and a draft that is a record by now.
    """
    kept = locked(draft, by)
    if times is not None and times != kept.times_saved(step):
        raise Refusal(
            "This page was saved somewhere else since you opened it. Nothing that you typed is lost. "
            "Check your answers and save again to keep them."
        )
    files_now = kept.files_of(step) if files is None else files
    kept.answers[step] = _page(typed, times=kept.times_saved(step) + 1, files=files_now)
    kept.step, kept.saved_at = step, clock.now()
    kept.save()
    return kept


@transaction.atomic
def name(*, draft: Draft, by: Principal, title: str, step: str) -> Draft:
    """What the draft is called among its owner's drafts, and the page to go on with."""
    kept = locked(draft, by)
    kept.title, kept.step = title[:120], step
    kept.save(update_fields=["title", "step"])
    return kept


@transaction.atomic
def remove_file(*, draft: Draft, by: Principal, step: str, key: str) -> Draft:
    """Takes a file off a page of the draft. The journey deletes the file itself."""
    kept = locked(draft, by)
    page = kept.answers.get(step, {})
    page["files"] = [file for file in page.get("files", []) if file["key"] != key]
    page["times"] = page.get("times", 0) + 1
    kept.save(update_fields=["answers"])
    return kept


@transaction.atomic
def finish(*, draft: Draft, by: Principal, reference: str) -> Draft:
    """The draft has become the record ``reference``: its answers are wiped. Call it in the action's own transaction."""
    kept = locked(draft, by)
    kept.answers, kept.became, kept.saved_at = {}, reference, clock.now()
    kept.save()
    return kept


@transaction.atomic
def delete(*, draft: Draft, by: Principal) -> None:
    """Deletes a draft. Its journey deletes the files that were sent for it (``Journey.discard_file``)."""
    locked(draft, by).delete()


def locked(draft: Draft, by: Principal) -> Draft:
    """The draft as it now is, held until the transaction ends. Raises DoesNotExist for anyone but its owner."""
    mine = permitted(by, DRAFT[Action.EDIT], Draft).filter(role=str(by.role))
    kept: Draft = mine.select_for_update().get(pk=draft.pk)
    if kept.became:
        raise Refusal(f"You have already saved this as {kept.became}. Nothing was saved a second time.")
    return kept


def _page(typed: Typed, times: int, files: Sequence[Mapping[str, str]] = ()) -> dict[str, Any]:
    return {
        "typed": {name: [str(value) for value in values] for name, values in typed.items()},
        "times": times,
        "files": [dict(file) for file in files],
    }

"""Keeping the filters of a list by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.db import IntegrityError, transaction

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.work.models import SavedFilter
from partnership.work.models.saved_filter import SavedFilterQuerySet
from partnership.work.policy import SAVED_FILTER


@transaction.atomic
def save(
    *, by: Principal, list_name: str, query: str, words: Sequence[Sequence[str]], name: str, shared: bool, opens: bool
) -> SavedFilter:
    """Keeps ``query`` of the list with this URL name. Refuses a name that the person has used for it already."""
    SAVED_FILTER[Action.NEW].demand(by)
    _refuse_used(by, list_name, name)
    if opens:
        _own(by).filter(list_name=list_name, opens=True).update(opens=False)
    fields = {"list_name": list_name, "query": query, "words": words, "name": name, "shared": shared, "opens": opens}
    return _kept(SavedFilter(owner=by.user, role=str(by.role), trust_id=by.trust_id, **fields))


@transaction.atomic
def change(*, by: Principal, saved: SavedFilter, name: str, shared: bool, opens: bool) -> SavedFilter:
    """Renames one's own filter, shares it or makes the list open with it. Only its owner reaches it: DoesNotExist."""
    kept: SavedFilter = _own(by).select_for_update().get(pk=saved.pk)
    if name.lower() != kept.name.lower():
        _refuse_used(by, kept.list_name, name)
    if opens:
        _own(by).filter(list_name=kept.list_name, opens=True).exclude(pk=kept.pk).update(opens=False)
    kept.name, kept.shared, kept.opens = name, shared, opens
    return _kept(kept)


@transaction.atomic
def delete(*, by: Principal, saved: SavedFilter) -> None:
    _own(by).get(pk=saved.pk).delete()


def _own(by: Principal) -> SavedFilterQuerySet:
    rows = cast(SavedFilterQuerySet, permitted(by, SAVED_FILTER[Action.EDIT], SavedFilter))
    return rows.of(by)


def _refuse_used(by: Principal, list_name: str, name: str) -> None:
    if _own(by).filter(list_name=list_name, name__iexact=name).exists():
        raise _in_use(name)


def _in_use(name: str) -> Refusal:
    return Refusal(f"You already have a filter called ‘{name}’")


def _kept(saved: SavedFilter) -> SavedFilter:
    """Two tabs may save the same name at once: the database has the last word."""
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError as error:
        raise _in_use(saved.name) from error
    return saved

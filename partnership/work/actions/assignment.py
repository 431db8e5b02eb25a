"""Assigning work to someone, as far as all kinds of work have it in common."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from partnership.access.models import User
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.work import sources


@transaction.atomic
def assign(*, by: Principal, keys: Iterable[str], to: User) -> None:
    """Each item of My work, by its key, to one person: all of them, or none where one of them refuses."""
    references: dict[str, list[str]] = {}
    for key in keys:
        source, _, reference = key.partition(":")
        references.setdefault(source, []).append(reference)
    for source, chosen in references.items():
        assignment = sources.SOURCES[source].assignment
        if assignment is None or not assignment.people(by).filter(pk=to.pk).exists():
            raise Refusal("Select the person to assign to")
        assignment.needs.demand(by)
        assignment.act(by=by, references=chosen, to=to)

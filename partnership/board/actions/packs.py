"""A pack put together, changed and issued. What is issued is frozen: a mistake is put right by another version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.board.models import Pack, PackIssue
from partnership.board.packs import changes
from partnership.board.packs.frozen import Content, freeze, thaw
from partnership.board.packs.sections import Making, content_of, kinds_for, without_commentary
from partnership.board.policy import PACK
from partnership.board.states import PACKS
from partnership.organisations.models import Organisation
from partnership.records.models.sequence import next_reference
from partnership.records.states import lock, save

EDIT = PACK[Action.EDIT]


@transaction.atomic
def make(
    *,
    meeting: str,
    meets_on: dt.date,
    month: dt.date,
    audience: str,
    sections: Sequence[str],
    by: Principal,
) -> Pack:
    """For the whole Partnership; by someone who works in one trust, for that trust's own committee."""
    PACK[Action.NEW].demand(by)
    pack = Pack(
        reference=next_reference("BP"),
        meeting=meeting,
        meets_on=meets_on,
        month=month,
        audience=audience,
        trust=Organisation.objects.get(pk=by.trust_id) if by.trust_id else None,
        made_by=by.actor,
        made_at=clock.now(),
    )
    return _save_with(pack, sections)


@transaction.atomic
def change(*, pack: Pack, by: Principal, version: int | None, sections: Sequence[str], **details: Any) -> Pack:
    """What the next version will hold."""
    locked = lock(pack, EDIT, by, version)
    for name, value in details.items():
        setattr(locked, name, value)
    return _save_with(locked, sections)


@transaction.atomic
def write_commentary(*, pack: Pack, by: Principal, version: int | None, commentary: Mapping[str, str]) -> Pack:
    """The text of each section by its slug; an empty one takes it away."""
    said = {slug: text for slug, text in commentary.items() if text}
    return save(lock(pack, EDIT, by, version), said=said)


@transaction.atomic
def issue(*, pack: Pack, by: Principal, version: int | None, confirmed: bool = False) -> PackIssue:
    """Version 1, frozen. Refuses a pack with measures that have no commentary, unless it is ``confirmed`` that there is
    nothing to say."""
    begun = PACKS.begin(pack, "issue", by, version)
    content = _content(begun, confirmed, by)
    return _issued(PACKS.finish(begun), 1, content, by)


@transaction.atomic
def reissue(*, pack: Pack, by: Principal, version: int | None, why: str, confirmed: bool = False) -> PackIssue:
    """The next version, with why and with what differs from the one before, which stays as it is. Refuses as above."""
    begun = PACKS.begin(pack, "reissue", by, version)
    content, last = _content(begun, confirmed, by), begun.issues.all()[0]
    differs = changes.between(thaw(last.content), content)
    return _issued(PACKS.finish(begun), last.number + 1, content, by, why=why, changes=differs)


def _save_with(pack: Pack, sections: Sequence[str]) -> Pack:
    """In the order of the pack. Sections that this pack cannot hold are left out; refuses none at all."""
    wanted = [slug for slug in kinds_for(pack) if slug in sections]
    if not wanted:
        raise Refusal("Select at least 1 section")
    return save(pack, sections=wanted)


def _content(pack: Pack, confirmed: bool, by: Principal) -> Content:
    making = Making(by, pack)
    missing = len(without_commentary(making))
    if missing and not confirmed:
        have = "measure has" if missing == 1 else "measures have"
        raise Refusal(f"{missing} {have} no commentary: add it, or confirm ‘No commentary’")
    return content_of(making)


def _issued(pack: Pack, number: int, content: Content, by: Principal, **more: Any) -> PackIssue:
    return PackIssue.objects.create(
        pack=pack, number=number, content=freeze(content), issued_by=by.actor, issued_at=clock.now(), **more
    )

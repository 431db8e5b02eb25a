"""A pack put together, changed and issued. What is issued is frozen: a mistake is put right by another version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.board.models import Pack, PackIssue
from partnership.board.packs import changes
from partnership.board.packs.frozen import Content, freeze, thaw
from partnership.board.packs.sections import Making, content_of, kinds_for, without_commentary
from partnership.board.policy import PACK
from partnership.board.refusals import CommentaryMissing, NothingToShow
from partnership.board.states import PACKS
from partnership.organisations.models import Organisation
from partnership.records.models.sequence import next_reference
from partnership.records.states import lock


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
    """For the whole Partnership; by somebody who works in one trust, for that trust's own committee."""
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
    _choose(pack, sections)
    pack.save()
    pack.refresh_from_db()
    return pack


@transaction.atomic
def change(*, pack: Pack, version: int | None, by: Principal, sections: Sequence[str], **details: Any) -> Pack:
    """What the next version will hold. Refuses a change made on an older one (ChangedSinceOpened)."""
    pack = _locked(pack, Action.EDIT, version, by)
    for name, value in details.items():
        setattr(pack, name, value)
    _choose(pack, sections)
    return _saved(pack)


@transaction.atomic
def say(*, pack: Pack, said: Mapping[str, str], version: int | None, by: Principal) -> Pack:
    """What is written for its sections, each by its slug; an empty text takes it away."""
    pack = _locked(pack, Action.EDIT, version, by)
    pack.said = {slug: text for slug, text in said.items() if text}
    return _saved(pack)


@transaction.atomic
def issue(*, pack: Pack, version: int | None, confirmed: bool, by: Principal) -> PackIssue:
    """Version 1, frozen. Refuses a pack that somebody has issued or changed meanwhile, and one with measures of which
    nobody has said anything (CommentaryMissing) unless it is ``confirmed`` that there is nothing to say."""
    PACKS.check(_locked(pack, Action.DECIDE, None, by), "issue", by)
    pack = _locked(pack, Action.DECIDE, version, by)
    content = _content(pack, confirmed, by)
    PACKS.perform(pack, "issue", by=by)
    return _issued(pack, 1, content, by=by)


@transaction.atomic
def reissue(*, pack: Pack, version: int | None, confirmed: bool, why: str, by: Principal) -> PackIssue:
    """The next version, with why and with what differs from the one before, which stays as it is. Refuses as above."""
    pack = _locked(pack, Action.DECIDE, version, by)
    PACKS.check(pack, "reissue", by)
    content, last = _content(pack, confirmed, by), pack.issues.all()[0]
    # A row that nothing changes keeps its version: this one is changed, so that another form of the moment is too old.
    PACKS.perform(pack, "reissue", by=by)
    differs = changes.between(thaw(last.content), content)
    return _issued(pack, last.number + 1, content, by=by, why=why, changes=differs)


def _locked(pack: Pack, action: Action, version: int | None, by: Principal) -> Pack:
    PACK[action].demand(by)
    pack = lock(pack, PACK[action], by)
    pack.refuse_if_changed_since(version)
    return pack


def _choose(pack: Pack, sections: Sequence[str]) -> None:
    """In the order of the pack. Sections that this pack cannot hold are left out; refuses none at all."""
    wanted = [slug for slug in kinds_for(pack) if slug in sections]
    if not wanted:
        raise NothingToShow
    pack.sections = wanted


def _saved(pack: Pack) -> Pack:
    pack.save()
    pack.refresh_from_db()
    return pack


def _content(pack: Pack, confirmed: bool, by: Principal) -> Content:
    making = Making(by, pack)
    missing = without_commentary(making)
    if missing and not confirmed:
        raise CommentaryMissing([measure.name for measure in missing])
    return content_of(making)


def _issued(pack: Pack, number: int, content: Content, by: Principal, **told: Any) -> PackIssue:
    return PackIssue.objects.create(
        pack=pack, number=number, content=freeze(content), issued_by=by.actor, issued_at=clock.now(), **told
    )

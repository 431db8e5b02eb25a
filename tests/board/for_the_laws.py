"""Packs and claims in the world of the laws: a draft and an issued pack of each trust and of none, and right forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from partnership.board.models import Claim
from partnership.board.packs.frozen import Content, Section, Text, freeze
from partnership.board.vocabulary import PackState
from partnership.records.models.sequence import next_reference
from tests.laws.building import Builder
from tests.laws.declaring import ForTheLaws, Given, More, Named, Provider, Tried
from tests.laws.forms import sends

LEAD = "programme_lead"
MONTH, MEETING = dt.date(2018, 3, 1), dt.date(2018, 4, 26)


def packs(builder: Builder) -> Iterator[Given]:
    for trust in [*builder.world.trusts, None]:
        for state in PackState:
            yield {"trust": trust, "state": state}


def a_pack(builder: Builder, given: Given) -> Given:
    said = {"summary": builder.canaries.word()}
    return {
        "reference": next_reference("BP"), "version": 1, "month": MONTH, "meets_on": MEETING,
        "sections": ["summary", "quality"], "said": said,
    }  # fmt: skip


def issues(builder: Builder) -> Iterator[Given]:
    for pack in builder.made["board.Pack"]:
        if pack.state == PackState.ISSUED:
            yield {"pack": pack, "number": 1, "why": ""}
            yield {"pack": pack, "number": 2}


def an_issue(builder: Builder, given: Given) -> Given:
    said = Section("summary", "Summary", [Text(builder.canaries.word())])
    return {"content": freeze(Content(builder.canaries.word(), [], [said])), "changes": []}


def looks(builder: Builder) -> Iterator[Given]:
    """Of everybody who works in a trust."""
    for who in (asker.principal for asker in builder.world.askers if asker.principal.trust_id):
        yield {"user": who.user, "trust": who.grant.trust}


def tolerances(builder: Builder) -> Iterator[Given]:
    """The one that held before that of the reference data."""
    yield {"valid_from": dt.date(2016, 4, 1), "valid_until": dt.date(2017, 4, 1), "per_cent": 5}


def packs_in(*states: PackState) -> Provider:
    """One that the asker reaches, where they reach any, and one of another trust or of none. By turns."""

    def provider(tried: Tried) -> list[Named]:
        wanted = states[tried.turn % len(states)]
        own = tried.asker.principal.trust_id
        rows = [pack for pack in tried.world.of("board.Pack") if pack.state == wanted]
        ours = next(pack for pack in rows if pack.trust_id == own)
        theirs = next(pack for pack in rows if pack.trust_id != own)
        return [({"reference": pack.reference}, pack) for pack in (ours, theirs)]

    return provider


def versions(tried: Tried) -> list[Named]:
    issued = {issue.pack_id: issue for issue in tried.world.of("board.PackIssue") if issue.number == 1}
    return [(named | {"number": 1}, issued[pack.pk]) for named, pack in packs_in(PackState.ISSUED)(tried)]


def claims(tried: Tried) -> list[Named]:
    """One for which the asker answers, where there is one."""
    role = str(tried.asker.principal.role)
    own = Claim.objects.filter(owner=role).first() or Claim.objects.order_by("pk")[0]
    return [({"slug": own.slug}, None)]


def trusts(tried: Tried) -> list[Named]:
    own = tried.asker.principal.grant.trust if tried.asker.principal.grant else None
    return [({"slug": (own or tried.world.trusts[0]).slug}, None)]


NEW = {
    "meeting": "Partnership board", "meets_on_day": "26", "meets_on_month": "4", "meets_on_year": "2018",
    "month": "2018-03", "audience": "internal", "sections": ["summary", "quality"],
}  # fmt: skip
AROUND = {"per_cent": "3", "starts_on_day": "1", "starts_on_month": "5", "starts_on_year": "2018", "source": "Board"}


def more(of: More) -> None:
    """One more pack of those that each asker reads."""
    for asker in of.askers:
        of.builder.fill("board.Pack", {"trust": asker.principal.grant.trust, "state": PackState.DRAFT})


FOR_THE_LAWS = ForTheLaws(
    rows={"board.Pack": packs, "board.PackIssue": issues, "board.Look": looks, "board.Tolerance": tolerances},
    columns={"board.Pack": a_pack, "board.PackIssue": an_issue},
    more=more,
    codes={
        "board.Pack.sections", "board.Pack.month", "board.Pack.meets_on", "board.PackIssue.changes",
        "board.Tolerance.valid_from", "board.Tolerance.valid_until",
    },
    addresses={
        r"board/claims/<": claims,
        r"board/packs/<str:reference>/versions/": versions,
        r"board/packs/<str:reference>/issue/": packs_in(PackState.DRAFT),
        r"board/packs/<": packs_in(*PackState),
        r"partnership/trusts/<": trusts,
    },
    forms={
        "board:claim-note": sends({"text": "Another month is counted"}, who=LEAD),
        "board:tolerance-change": sends(AROUND, who=LEAD),
        "board:pack-new": sends(NEW, who=LEAD),
        "board:pack-change": sends(NEW, who=LEAD),
        "board:pack-commentary": sends({"summary": "Fewer again"}, who=LEAD),
        "board:pack-issue": sends({"confirmed": "on"}, PackState.DRAFT, who=LEAD),
        "board:trust-seen": sends({"until": "2018-04-16T09:00:00+01:00"}, who="trust_manager slam"),
    },
    shared={"board.Claim"},
)  # fmt: skip

"""Shares in the world of the laws: open, stopped, over, not yet open, and a trust with which nothing is shared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from partnership.arithmetic import clock
from tests.laws.building import Builder
from tests.laws.declaring import Data, ForTheLaws, Given, Named, Tried
from tests.laws.forms import day, sends, today
from tests.laws.world import World

MEMBER = "staff_member slam"
STATES = (
    ("oxleas", "slam", -30, 30, False),
    ("oxleas", "swlstg", -30, 30, True),
    ("slam", "oxleas", -30, -1, False),
    ("slam", "swlstg", 0, 0, False),
    ("swlstg", "oxleas", 1, 30, False),
)
"""Whose, with which trust, from and until in days from today, and whether it was stopped."""


def shares(builder: Builder) -> Iterator[Given]:
    trusts = {trust.slug: trust for trust in builder.world.trusts}
    people = {one.trust.slug: one for one in builder.made["staff.StaffMember"] if one.user_id}
    for whose, trust, first, last, is_stopped in STATES:
        yield {
            "staff_member": people[whose], "with_trust": trusts[trust], "given_by": people[whose].user,
            "starts_on": clock.today() + dt.timedelta(days=first), "ends_on": clock.today() + dt.timedelta(days=last),
            "given_at": clock.now(), "ended_at": clock.now() if is_stopped else None,
        }  # fmt: skip


def shares_of_two(tried: Tried) -> list[Named]:
    """The asker's own first, then another's."""
    who = tried.asker.principal.user_id
    found = [one for one in tried.world.of("sharing.Share") if one.state == "Open"]
    found.sort(key=lambda share: share.given_by_id != who)
    return [({"pk": share.pk}, share) for share in found]


def a_share(world: World, row: object) -> Data:
    oxleas = next(trust for trust in world.trusts if trust.slug == "oxleas")
    answers = {"with_trust": oxleas.pk, "purpose": "Secondment", "understood": "on"}
    return {**answers, **day("starts_on", today()), **day("ends_on", today())}


FOR_THE_LAWS = ForTheLaws(
    rows={"sharing.Share": shares},
    codes={"sharing.Share.starts_on", "sharing.Share.ends_on"},
    addresses={"workforce/my-passport/shares/<int:pk>/": shares_of_two},
    forms={
        "sharing:share-new": sends(a_share, who=MEMBER),
        "sharing:share-stop": sends({}, who=MEMBER),
    },
)

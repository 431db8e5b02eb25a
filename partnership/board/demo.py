"""The demonstration's board: what the owners say of two claims, and the pack of March 2018, issued before it meets."""

from __future__ import annotations

import datetime as dt
import random

from partnership.access.models import User
from partnership.access.principal import Principal
from partnership.access.scope import acting_as, as_the_system
from partnership.arithmetic import clock
from partnership.board.actions import claims, packs
from partnership.board.models import Claim, Pack
from partnership.board.packs.sections import kinds_for
from partnership.board.vocabulary import Audience

MONTH, MEETING = dt.date(2018, 3, 1), dt.date(2018, 4, 26)
ISSUED_AT = dt.datetime(2018, 4, 13, 14, 5, tzinfo=dt.UTC)
SAID_AT = dt.datetime(2018, 4, 12, 9, 40, tzinfo=dt.UTC)

NOTES = {
    "26-fewer-ooa": (
        "leo.lead@example.nhs.uk",
        "The counts that HSJ printed, 201 and 152, give 24%. The presentation does not say which day or which beds its "
        "26% is of. We ask for the list behind it.",
    ),
    "60-positive-moves": (
        "leo.lead@example.nhs.uk",
        "Placements are not in the portal yet. Until they are, this is as it was published.",
    ),
}
SAID = {
    "asks": "For decision: which published figures are printed again before their numbers are confirmed.\n"
    "For assurance: the summary below.\nFor information: everything else.",
    "summary": "The first pack of the Partnership. Read each chart with the note under it.",
    "claims": "A figure that cannot be calculated yet is not wrong: the portal holds no records for it so far.",
}


def load(scale: int = 1, chance: random.Random | None = None) -> None:
    with clock.override(SAID_AT):
        for slug, (email, text) in NOTES.items():
            by = _at_work(email)
            with acting_as(by):
                claims.add_note(claim=Claim.objects.get(slug=slug), text=text, by=by)


def load_last() -> None:
    """Once every month is closed, so that the pack has them all."""
    by = _at_work("priya.prog@example.nhs.uk")
    with clock.override(ISSUED_AT), acting_as(by):
        offered = kinds_for(Pack(audience=Audience.INTERNAL))
        pack = packs.make(
            meeting="Partnership board", meets_on=MEETING, month=MONTH, audience=Audience.INTERNAL,
            sections=list(offered), by=by,
        )  # fmt: skip
        pack = packs.write_commentary(pack=pack, commentary=SAID, version=pack.version, by=by)
        packs.issue(pack=pack, version=pack.version, confirmed=True, by=by)


def _at_work(email: str) -> Principal:
    """A person in the role that they have in the demonstration."""
    with as_the_system("the demonstration is loaded"):
        user = User.objects.get(email=email)
        return Principal(user, user.grants.select_related("trust", "user").get())

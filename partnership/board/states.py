"""The life of a pack: put together, issued, and where something was wrong, issued again as another version."""

from partnership.access.policy import Action
from partnership.board.policy import PACK
from partnership.board.vocabulary import PackState
from partnership.records.states import StateTable, Transition, register_states

DECIDE = PACK[Action.DECIDE]
ISSUED = "Issued. The figures are frozen."

PACKS = register_states(
    StateTable(
        "pack",
        PackState,
        initial=(PackState.DRAFT,),
        transitions=(
            Transition(
                "issue", "Issue", "Issued", (PackState.DRAFT,), PackState.ISSUED, DECIDE,
                page="pack-issue", leads_in=(PackState.DRAFT,), title="Issue the pack", success=ISSUED,
            ),
            Transition(
                "reissue", "Issue again", "Issued again", (PackState.ISSUED,), PackState.ISSUED, DECIDE,
                page="pack-issue", title="Issue the pack again", success=ISSUED,
            ),
        ),
    )
)  # fmt: skip

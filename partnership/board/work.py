"""What the board's pages put into the menus, in the order of each role."""

from __future__ import annotations

from partnership.access.policy import Action
from partnership.access.roles import BOARD_MEMBER, FINANCE_LEAD, PROGRAMME_LEAD, TRUST_MANAGER
from partnership.board.policy import CLAIM, PACK, TRUST_TODAY
from partnership.measures.policy import MEASURE
from partnership.work.navigation import register_menu_entry

PERFORMANCE, CLAIMS, PACKS = MEASURE[Action.LIST], CLAIM[Action.LIST], PACK[Action.LIST]

register_menu_entry("Performance", "board:performance", PERFORMANCE, roles={BOARD_MEMBER}, place=0, lands=True)
register_menu_entry("Packs", "board:pack-list", PACKS, roles={BOARD_MEMBER}, place=3)
register_menu_entry("Claims", "board:claim-list", CLAIMS, roles={BOARD_MEMBER}, place=4)
register_menu_entry("Compare", "board:compare", MEASURE[Action.VIEW], roles={BOARD_MEMBER}, place=80)

register_menu_entry("My trust", "board:my-trust", TRUST_TODAY[Action.VIEW], roles={TRUST_MANAGER}, place=1, lands=True)

OTHERS = set(MEASURE[Action.LIST].cells) - {BOARD_MEMBER}
register_menu_entry("Performance", "board:performance", PERFORMANCE, roles=OTHERS, place=70)
register_menu_entry("Packs", "board:pack-list", PACKS, roles={PROGRAMME_LEAD, TRUST_MANAGER}, place=71)
register_menu_entry("Claims", "board:claim-list", CLAIMS, roles=set(CLAIMS.cells) - {BOARD_MEMBER}, place=72)
register_menu_entry(
    "Compare", "board:compare", MEASURE[Action.VIEW], roles={TRUST_MANAGER, PROGRAMME_LEAD, FINANCE_LEAD}, place=73
)

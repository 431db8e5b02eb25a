"""What shares put into the menu."""

from partnership.access.policy import Action
from partnership.access.roles import HR_ADVISER, HR_LEAD, STAFF_MEMBER
from partnership.work.navigation import register_menu_entry
from workforce.sharing.policy import SHARE

register_menu_entry("Shared with us", "sharing:shared-list", SHARE[Action.LIST], roles={HR_ADVISER, HR_LEAD}, place=30)
register_menu_entry("Sharing", "sharing:my-shares", SHARE[Action.VIEW], roles={STAFF_MEMBER}, place=0)

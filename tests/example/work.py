from partnership.access.policy import Action
from partnership.work.navigation import register_menu_entry
from tests.example.policy import LESSON

register_menu_entry("Lessons", "example:lesson-list", LESSON[Action.LIST], roles=LESSON[Action.LIST].cells, place=90)

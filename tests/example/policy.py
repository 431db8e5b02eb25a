from partnership.access.policy import Action, Policy, Scope, Table
from partnership.access.roles import BOARD_MEMBER, TRUST_MANAGER

_READ = {BOARD_MEMBER: Scope.EVERYTHING, TRUST_MANAGER: Scope.EVERYTHING}
_WRITE = {TRUST_MANAGER: Scope.OWN_TRUST}
LESSON = Policy(
    "lesson",
    "Lessons that a trust shares",
    {Action.LIST: _READ, Action.VIEW: _READ, Action.EXPORT: _READ, Action.NEW: _WRITE, Action.EDIT: _WRITE},
)
Table("example.Lesson", LESSON, trust="trust", updates=(Action.EDIT,))

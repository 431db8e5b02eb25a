"""Who may see the bookkeeping of records: each person their own, and nobody changes it."""

from partnership.access.policy import Action, Policy, Scope, Table
from partnership.access.roles import EVERY_ROLE

READ_LOG = Policy(
    "read_log",
    "Read log",
    {action: dict.fromkeys(EVERY_ROLE, Scope.OWN_RECORD) for action in (Action.VIEW, Action.NEW)},
)
FORM_TOKEN = Policy(
    "form_token",
    "Forms sent",
    {action: dict.fromkeys(EVERY_ROLE, Scope.OWN_RECORD) for action in (Action.VIEW, Action.NEW, Action.EDIT)},
)

Table("records.Read", READ_LOG, own="user")
Table("records.FormToken", FORM_TOKEN, own="user", deletes=(Action.EDIT,))

"""Who may see what a person keeps for their own work: that person."""

from partnership.access.policy import Action, Policy, Scope, Table
from partnership.access.roles import EVERY_ROLE, ROLES

_OWN = dict.fromkeys(EVERY_ROLE, Scope.OWN_RECORD)
_ALL = dict.fromkeys(EVERY_ROLE, Scope.EVERYTHING)

# A draft may hold what is asked about a person, so its pages write the read log.
DRAFT = Policy("draft", "Drafts", {Action.VIEW: _OWN, Action.NEW: _OWN, Action.EDIT: _OWN}, personal=True)
Table("work.Draft", DRAFT, own="owner", updates=(Action.EDIT,), deletes=(Action.EDIT,))

# Anybody's work may give somebody else something to know; only the recipient reads it.
NOTIFICATION = Policy("notification", "Notifications", {Action.VIEW: _OWN, Action.NEW: _ALL, Action.EDIT: _OWN})
Table("work.Notification", NOTIFICATION, own="recipient", updates=(Action.EDIT,))

# A filter holds codes alone; its team is chosen in SavedFilter.usable_by, its owner changes it.
SAVED_FILTER = Policy("saved_filter", "Saved filters", {Action.VIEW: _ALL, Action.NEW: _OWN, Action.EDIT: _OWN})
Table("work.SavedFilter", SAVED_FILTER, own="owner", updates=(Action.EDIT,), deletes=(Action.EDIT,))

SEARCH = Policy(
    "search",
    "Search",
    {Action.VIEW: {role: Scope.OWN_RECORD for role in ROLES.values() if role.searches}},
    personal=True,
)

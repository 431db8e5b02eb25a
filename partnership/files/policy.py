"""Who may see a file that someone sent or asked for: that person."""

from partnership.access.policy import Action, Policy, Scope, Table
from partnership.access.roles import EVERY_ROLE

_OWN = dict.fromkeys(EVERY_ROLE, Scope.OWN_RECORD)

# What a file may hold is said by its kind's own permission; only who sent it sees the upload. A file
# may name people, so its pages write the read log.
IMPORT = Policy(
    "import",
    "Imports",
    dict.fromkeys((Action.LIST, Action.VIEW, Action.NEW, Action.EDIT), _OWN),
    personal=True,
)
Table("files.Import", IMPORT, own="owner", updates=(Action.EDIT,))
Table(
    "files.ImportRow", IMPORT, follows="upload",
    inserts=(Action.EDIT,), updates=(Action.EDIT,), deletes=(Action.EDIT,),
)  # fmt: skip

# A file that took long to make waits for the person who asked for it.
EXPORT = Policy(
    "export",
    "Exports",
    dict.fromkeys((Action.LIST, Action.VIEW, Action.NEW, Action.EDIT, Action.EXPORT), _OWN),
    personal=True,
)
Table("files.Export", EXPORT, own="owner", updates=(Action.EDIT,))

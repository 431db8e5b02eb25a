"""Who may see and change an employee passport: HR of the trust that employs the person, and each person their own."""

from partnership.access.policy import Action, Policy, Table
from workforce.staff.policy import HR, OWN

PASSPORT = Policy(
    "passport",
    "Employee passports",
    {
        Action.LIST: HR,
        Action.VIEW: HR | OWN,
        Action.NEW: HR,
        Action.EDIT: HR,
        Action.EXPORT: HR,
        Action.NOTE: OWN,
    },
    personal=True,
)
"""HR of one trust, and the person themselves (``VIEW``), who may ask for a correction (``NOTE``). No one else."""

MY_PASSPORT = Policy("my_passport", "My employee passport", {Action.VIEW: OWN}, personal=True)

_CHANGED_BY_HR = {"inserts": (Action.NEW, Action.EDIT), "updates": (Action.EDIT,)}
Table("passports.Passport", PASSPORT, follows="staff_member", updates=(Action.EDIT,))
Table("passports.Item", PASSPORT, follows="passport", **_CHANGED_BY_HR)
Table("passports.Need", PASSPORT, follows="passport", deletes=(Action.EDIT,), **_CHANGED_BY_HR)
Table("passports.Reminder", PASSPORT, follows="need", inserts=(Action.EDIT,), updates=())
Table("passports.CorrectionRequest", PASSPORT, follows="passport", inserts=(Action.NOTE,), updates=(Action.EDIT,))

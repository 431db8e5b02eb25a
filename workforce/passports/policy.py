"""Who may see and change an employee passport: HR of the trust that employs the person, and each person their own.

HR of another trust reads it while the person shares it with them (``OWN_OR_SHARED``), and changes nothing."""

from partnership.access.policy import Action, Policy, Table
from workforce.staff.policy import HR, OWN, READ_BY_HR

PASSPORT = Policy(
    "passport",
    "Employee passports",
    {
        Action.LIST: HR,
        Action.VIEW: READ_BY_HR | OWN,
        Action.NEW: HR,
        Action.EDIT: HR,
        Action.EXPORT: HR,
        Action.NOTE: OWN,
    },
    personal=True,
)
"""HR of one trust, HR of another while the person shares it (``VIEW``), and the person, who may ask for a correction
(``NOTE``)."""

MY_PASSPORT = Policy("my_passport", "My employee passport", {Action.VIEW: OWN}, personal=True)

_CHANGED_BY_HR = {"inserts": (Action.NEW, Action.EDIT), "updates": (Action.EDIT,)}
Table("passports.Passport", PASSPORT, follows="staff_member", updates=(Action.EDIT,))
Table("passports.Item", PASSPORT, follows="passport", **_CHANGED_BY_HR)
Table("passports.Need", PASSPORT, follows="passport", deletes=(Action.EDIT,), **_CHANGED_BY_HR)
Table("passports.Reminder", PASSPORT, follows="need", inserts=(Action.EDIT,), updates=())
Table("passports.CorrectionRequest", PASSPORT, follows="passport", inserts=(Action.NOTE,), updates=(Action.EDIT,))

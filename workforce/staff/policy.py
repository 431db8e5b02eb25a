"""Who may see staff and their employments: HR of their trust, each person their own, and HR of a trust that they share
their passport with."""

from partnership.access.policy import Action, Policy, Scope, Table
from partnership.access.roles import HR_ADVISER, HR_LEAD, STAFF_MEMBER

HR = {HR_ADVISER: Scope.OWN_TRUST, HR_LEAD: Scope.OWN_TRUST}
READ_BY_HR = {HR_ADVISER: Scope.OWN_OR_SHARED, HR_LEAD: Scope.OWN_OR_SHARED}
OWN = {STAFF_MEMBER: Scope.OWN_RECORD}

STAFF = Policy(
    "staff",
    "Staff and their employments",
    {Action.VIEW: READ_BY_HR | OWN, Action.NEW: HR, Action.EDIT: HR},
    personal=True,
)
Table("staff.StaffMember", STAFF, trust="trust", own="user", selects=(Action.VIEW,), updates=(Action.EDIT,))
Table("staff.Employment", STAFF, follows="staff_member", selects=(Action.VIEW,), updates=(Action.EDIT,))

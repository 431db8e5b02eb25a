"""Who shares a passport: the person themselves. HR of the other trust reads it while the share is live."""

from partnership.access.policy import Action, Policy, Scope, Sharing, Table
from partnership.access.roles import HR_ADVISER, HR_LEAD
from workforce.staff.policy import OWN

HR = {HR_ADVISER: Scope.OWN_TRUST, HR_LEAD: Scope.OWN_TRUST}
SHARE = Policy(
    "share",
    "Passports shared with another trust",
    {Action.LIST: HR, Action.VIEW: OWN, Action.NEW: OWN, Action.EDIT: OWN},
    personal=True,
)
Table(
    "sharing.Share",
    SHARE,
    trust="with_trust",
    own="given_by",
    shares=Sharing("staff_member", since="starts_on", until="ends_on", ended="ended_at"),
    updates=(Action.EDIT,),
)

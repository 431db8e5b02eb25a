"""The forensic hub's part of /manage/."""

from __future__ import annotations

from forensic_hub.referrals.policy import TARGETS
from forensic_hub.referrals.views.targets import TargetChange, TargetList
from partnership.access.policy import Action
from partnership.access.routes import page

app_name = "forensic_targets"

urlpatterns = [
    page("targets/", TargetList, needs=TARGETS[Action.VIEW], name="target-list"),
    page("targets/<int:pk>/change/", TargetChange, needs=TARGETS[Action.EDIT], name="target-change"),
]

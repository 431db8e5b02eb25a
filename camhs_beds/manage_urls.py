"""The young people's part of /manage/."""

from __future__ import annotations

from camhs_beds.policy import BED_RULES
from camhs_beds.views.rules import PressureChange, RuleChange, RuleList
from partnership.access.policy import Action
from partnership.access.routes import page

app_name = "camhs_rules"

urlpatterns = [
    page("camhs-rules/", RuleList, needs=BED_RULES[Action.VIEW], name="rule-list"),
    page("camhs-rules/<int:pk>/change/", RuleChange, needs=BED_RULES[Action.EDIT], name="rule-change"),
    page("camhs-rules/pressure/<int:pk>/change/", PressureChange, needs=BED_RULES[Action.EDIT], name="pressure-change"),
]

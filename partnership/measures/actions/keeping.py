"""What each change of a measure begins with."""

from __future__ import annotations

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.measures.policy import MEASURE, Keeping
from partnership.measures.refusals import NotTheKeeper
from partnership.measures.registry import Measure


def demand_keeper(measure: Measure, by: Principal) -> None:
    """Refuses a role that changes no measure (NotPermitted), and one that keeps others (NotTheKeeper)."""
    MEASURE[Action.EDIT].demand(by)
    if not Keeping(measure).held_by(by):
        raise NotTheKeeper(measure)

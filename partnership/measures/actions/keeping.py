"""What each change of a measure begins with."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.access.roles import PROGRAMME_LEAD
from partnership.arithmetic import months
from partnership.arithmetic.words import listed
from partnership.measures.policy import MEASURE, Keeping
from partnership.measures.registry import Measure


def demand_keeper(measure: Measure, by: Principal) -> None:
    """Refuses a role that changes no measure (NotPermitted), and one that keeps others."""
    MEASURE[Action.EDIT].demand(by)
    if not Keeping(measure).held_by(by):
        keepers = dict.fromkeys(role.label.lower() for role in (measure.owner, PROGRAMME_LEAD))
        raise Refusal(f"Only a {listed(list(keepers), 'or')} can change {measure.name}.")


def refuse_impossible(value: Decimal, measure: Measure) -> None:
    """A value that its unit does not allow."""
    least, most = measure.unit.least, measure.unit.most
    if (least is not None and value < least) or (most is not None and value > most):
        between = f"between {least} and {most}" if most is not None else f"{least} or more"
        raise Refusal(f"The value must be {between}.")


def not_over(month: dt.date) -> str:
    return f"{months.in_words(month)} is not over yet. Enter a month that has ended."

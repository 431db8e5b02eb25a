"""A saving from the idea on: made, changed, agreed, delivered, closed or stopped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock, months
from partnership.arithmetic.shares import NOTHING, spread
from partnership.records.correcting import corrected, differing, set_values
from partnership.records.history import shown
from partnership.records.models.sequence import next_reference
from partnership.records.states import lock, save
from partnership.savings.actions import notices
from partnership.savings.models import MonthFigure, Saving, SavingCorrection
from partnership.savings.policy import SAVING
from partnership.savings.refusals import does_not_add_up, refuse_plan_of_closed
from partnership.savings.states import SAVINGS
from partnership.savings.sums import closed_among
from partnership.savings.vocabulary import Quality, State

DETAILS = (
    "title", "programme", "category", "recurring", "cash_releasing", "held_by", "baseline", "baseline_year",
    "full_year_effect", "starts_on", "quality", "quality_why", "owner",
)  # fmt: skip
"""What a form asks about a saving, apart from the plan."""
EQUAL_PARTS = "All three, in equal parts"
SETTLED_BY = ("held_by", "cash_releasing")
"""What decides, for a confirmed month, which trust pays which."""
NEW, EDIT = SAVING[Action.NEW], SAVING[Action.EDIT]


@transaction.atomic
def make(
    *, by: Principal, details: Mapping[str, Any], planned: Decimal, by_month: Sequence[Decimal] | None = None
) -> Saving:
    """A new saving: an idea while nothing is planned, else planned. ``details`` has the fields of DETAILS.

    ``by_month`` are the amounts of each month from the start to the end of its financial year; without them the plan is
    spread equally. Refuses months that do not add up to the plan, or one that is settled and closed.
    """
    NEW.demand(by)
    saving = Saving.objects.create(
        **{name: details[name] for name in DETAILS},
        reference=next_reference("SV"),
        year=months.financial_year(details["starts_on"]),
        planned=planned,
        state=State.PLANNED if planned else State.IDEA,
        created_by=by.actor,
        created_at=clock.now(),
    )
    _plan(saving, months_from(saving.starts_on), planned, by_month)
    return saving


def months_from(start: dt.date) -> list[dt.date]:
    """Those of its financial year in which a saving that starts on this day delivers."""
    return [month for month in months.months_of(months.financial_year(start)) if month >= months.month_of(start)]


def _plan(saving: Saving, some: Sequence[dt.date], planned: Decimal, by_month: Sequence[Decimal] | None = None) -> None:
    amounts = spread(planned, len(some)) if by_month is None else list(by_month)
    if sum(amounts, NOTHING) != planned or len(amounts) != len(some):
        raise Refusal(does_not_add_up(sum(amounts, NOTHING), planned))
    refuse_plan_of_closed(some)
    for month, amount in zip(some, amounts, strict=True):
        MonthFigure.objects.update_or_create(saving=saving, month=month, corrects=None, defaults={"plan": amount})


@transaction.atomic
def change(
    *, saving: Saving, by: Principal, changes: Mapping[str, Any], planned: Decimal, version: int | None = None
) -> Saving:
    """Before it is agreed; the plan is spread over its months again where it differs.

    Refuses a saving that was agreed, and a plan of months that are settled and closed.
    """
    locked = lock(saving, EDIT, by, version)
    if not locked.is_potential:
        raise Refusal(f"{locked} is now “{locked.get_state_display()}”. Correct it and say why instead.")
    before, starts_on = (locked.planned, locked.starts_on), changes.get("starts_on", locked.starts_on)
    changed = save(locked, **changes, planned=planned, year=months.financial_year(starts_on))
    if before != (planned, starts_on):
        _plan_again(changed)
    return changed


def _plan_again(saving: Saving) -> None:
    some = months_from(saving.starts_on)
    left_out = saving.figures.exclude(month__in=some)
    refuse_plan_of_closed(list(left_out.values_list("month", flat=True)))
    left_out.update(plan=NOTHING)
    _plan(saving, some, saving.planned)


@transaction.atomic
def correct(
    *, saving: Saving, by: Principal, changes: Mapping[str, Any], why: str, explanation: str,
    version: int | None = None,
) -> Saving:  # fmt: skip
    """Puts right what was recorded of a saving that was agreed; the old value is kept. Not its plan: that was agreed.

    Refuses a correction that changes nothing, and one of what a closed month was settled by.
    """
    locked = lock(saving, EDIT, by, version)
    different = differing(locked, changes, DETAILS)
    if any(name in different for name in SETTLED_BY):
        _refuse_settled(locked)
    given = {"saving": locked, "why": why, "explanation": explanation, "corrected_by": by.actor}
    for name, values in corrected(set_values(locked, different, _in_words), locked, _in_words):
        SavingCorrection.objects.create(**given, field=f"saving.{name}", **values)
    return save(locked)


@transaction.atomic
def record_quality(
    *, saving: Saving, by: Principal, quality: str, quality_why: str = "", version: int | None = None
) -> Saving:
    """What came of the quality impact assessment. Refuses where it is recorded: that is corrected."""
    locked = lock(saving, EDIT, by, version)
    if locked.quality != Quality.NOT_DONE:
        raise Refusal(f"The quality impact assessment of {locked} is recorded. Correct it and say why instead.")
    return save(locked, quality=quality, quality_why=quality_why)


def _refuse_settled(saving: Saving) -> None:
    if closed := closed_among(saving.figures.confirmed().values_list("month", flat=True)):
        raise Refusal(
            f"{months.in_words(closed[-1])} was settled with the budget and the cash of {saving} as they are recorded."
            " Correct the actuals of the months that are closed, and add a saving for what is to come."
        )


def _in_words(saving: Saving, name: str) -> str:
    return EQUAL_PARTS if name == "held_by" and saving.held_by is None else shown(saving, name)


@transaction.atomic
def plan_year(
    *, saving: Saving, by: Principal, year: int, planned: Decimal, by_month: Sequence[Decimal] | None = None,
    version: int | None = None,
) -> Saving:  # fmt: skip
    """Months of a further year of a recurring saving. Refuses a year that has a plan, and a saving that is not agreed
    or that has ended."""
    locked = lock(saving, EDIT, by, version)
    if locked.is_potential or not locked.is_open:
        raise Refusal(f"{locked} is “{locked.get_state_display()}”. Plan another year while it is agreed and open.")
    if locked.figures.of_year(year).own().exclude(plan=0).exists() or year <= locked.year:
        raise Refusal(f"{locked} has a plan for {months.year_in_words(year)} already.")
    _plan(locked, months.months_of(year), planned, by_month)
    return save(locked)


def plan(*, saving: Saving, by: Principal, version: int | None = None) -> Saving:
    return _move(saving, "plan", by, version)


def agree(*, saving: Saving, by: Principal, minute: str, version: int | None = None) -> Saving:
    """Agreed by the Partnership; ``minute`` says where. From here on it counts as planned and no more as potential."""
    return _move(saving, "agree", by, version, minute=minute)


def start(*, saving: Saving, by: Principal, version: int | None = None) -> Saving:
    """Delivery begins, and months are counted. Refuses without a quality impact assessment (NotReady)."""
    return _move(saving, "start", by, version)


def deliver(*, saving: Saving, by: Principal, version: int | None = None) -> Saving:
    return _move(saving, "deliver", by, version)


def close(*, saving: Saving, by: Principal, version: int | None = None) -> Saving:
    """Refuses while a month that was sent is not confirmed by all three trusts (NotReady)."""
    return _move(saving, "close", by, version)


def stop(*, saving: Saving, by: Principal, why: str, version: int | None = None) -> Saving:
    return _move(saving, "stop", by, version, why_stopped=why)


@transaction.atomic
def _move(saving: Saving, verb: str, by: Principal, version: int | None, **changes: Any) -> Saving:
    moved = SAVINGS.finish(SAVINGS.begin(saving, verb, by, version), **changes)
    notices.moved(moved, by)
    return moved

"""A saving from the idea on: made, changed, agreed, delivered, closed or stopped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.arithmetic import clock, months
from partnership.arithmetic.shares import NOTHING, spread
from partnership.records.history import shown
from partnership.records.models.sequence import next_reference
from partnership.records.states import lock
from partnership.savings.actions import notices
from partnership.savings.models import MonthFigure, Saving, SavingCorrection
from partnership.savings.policy import SAVING
from partnership.savings.refusals import (
    AlreadyAgreed,
    NothingToCorrect,
    NotPlannedFurther,
    PlanDoesNotAddUp,
    PlannedAlready,
    PlansAClosedMonth,
    QualityRecorded,
    SettledAsItWas,
)
from partnership.savings.states import SAVINGS
from partnership.savings.sums import closed_among
from partnership.savings.vocabulary import Quality, State

DETAILS = (
    "title", "programme", "category", "recurring", "cash_releasing", "held_by", "baseline", "baseline_year",
    "full_year_effect", "starts_on", "quality", "quality_why", "owner",
)  # fmt: skip
"""What a form about a saving asks, beside the plan."""
EQUAL_PARTS = "All three, in equal parts"
SETTLED_BY = ("held_by", "cash_releasing")
"""What decides, of a confirmed month, who pays whom."""
NEW, EDIT = SAVING[Action.NEW], SAVING[Action.EDIT]


@transaction.atomic
def make(
    *, by: Principal, details: Mapping[str, Any], planned: Decimal, by_month: Sequence[Decimal] | None = None
) -> Saving:
    """A new saving: an idea while nothing is planned, else planned. ``details`` has the fields of DETAILS.

    ``by_month`` are the amounts of each month from the start to the end of its financial year; without them the plan is
    spread equally. Refuses months that do not add up to the plan (PlanDoesNotAddUp), and one that is settled and closed
    (PlansAClosedMonth).
    """
    NEW.demand(by)
    year = months.financial_year(details["starts_on"])
    saving = Saving.objects.create(
        **{name: details[name] for name in DETAILS},
        reference=next_reference("SV"),
        year=year,
        planned=planned,
        state=State.PLANNED if planned else State.IDEA,
        created_by=by.actor,
        created_at=clock.now(),
    )
    _plan(saving, planned, by_month)
    return saving


def months_from(start: dt.date) -> list[dt.date]:
    """Those of its financial year in which a saving that starts on this day delivers."""
    return [month for month in months.months_of(months.financial_year(start)) if month >= months.month_of(start)]


def _plan(saving: Saving, planned: Decimal, by_month: Sequence[Decimal] | None, year: int | None = None) -> None:
    of_year = months_from(saving.starts_on) if year in (None, saving.year) else months.months_of(year)
    amounts = spread(planned, len(of_year)) if by_month is None else list(by_month)
    if sum(amounts, NOTHING) != planned or len(amounts) != len(of_year):
        raise PlanDoesNotAddUp(sum(amounts, NOTHING), planned)
    if closed := closed_among(of_year):
        raise PlansAClosedMonth(closed[-1])
    for month, amount in zip(of_year, amounts, strict=True):
        MonthFigure.objects.update_or_create(saving=saving, month=month, corrects=None, defaults={"plan": amount})


@transaction.atomic
def change(
    *, saving: Saving, by: Principal, changes: Mapping[str, Any], planned: Decimal, version: int | None = None
) -> Saving:
    """Changes a saving that nobody has agreed to yet; the plan is spread over its months again where it differs.

    Refuses one that was agreed (AlreadyAgreed): that is corrected; and a plan of months that are settled and closed
    (PlansAClosedMonth).
    """
    locked = _locked(saving, by, version)
    if not locked.is_potential:
        raise AlreadyAgreed(locked)
    moved = planned != locked.planned or changes.get("starts_on", locked.starts_on) != locked.starts_on
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.planned, locked.year = planned, months.financial_year(locked.starts_on)
    locked.save()
    if moved:
        left = locked.figures.exclude(month__in=months_from(locked.starts_on))
        if closed := closed_among(left.values_list("month", flat=True)):
            raise PlansAClosedMonth(closed[-1])
        left.update(plan=NOTHING)
        _plan(locked, planned, None)
    locked.refresh_from_db()
    return locked


@transaction.atomic
def correct(
    *, saving: Saving, by: Principal, changes: Mapping[str, Any], why: str, explanation: str,
    version: int | None = None,
) -> Saving:  # fmt: skip
    """Puts right what was recorded of a saving that was agreed; the old value is kept. Not its plan: that was agreed.

    Refuses a correction that changes nothing (NothingToCorrect), and one of what a closed month was settled by
    (SettledAsItWas).
    """
    locked = _locked(saving, by, version)
    different = {name: value for name, value in changes.items() if getattr(locked, name) != value}
    if not different:
        raise NothingToCorrect
    if any(name in different for name in SETTLED_BY):
        _refuse_settled(locked)
    for name, value in different.items():
        old = _said(locked, name)
        setattr(locked, name, value)
        label = str(locked._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        SavingCorrection.objects.create(
            saving=locked, field=f"saving.{name}", about=label[:1].upper() + label[1:], old_value=old,
            new_value=_said(locked, name), why=why, explanation=explanation, corrected_by=by.actor,
            corrected_at=clock.now(),
        )  # fmt: skip
    locked.save()
    locked.refresh_from_db()
    return locked


@transaction.atomic
def record_quality(
    *, saving: Saving, by: Principal, quality: str, quality_why: str = "", version: int | None = None
) -> Saving:
    """What came of the quality impact assessment. Refuses where it is recorded (QualityRecorded): that is corrected."""
    locked = _locked(saving, by, version)
    if locked.quality != Quality.NOT_DONE:
        raise QualityRecorded(locked)
    locked.quality, locked.quality_why = quality, quality_why
    return _counted_up(locked)


def _refuse_settled(saving: Saving) -> None:
    if closed := closed_among(saving.figures.confirmed().values_list("month", flat=True)):
        raise SettledAsItWas(saving, closed[-1])


def _said(saving: Saving, name: str) -> str:
    return EQUAL_PARTS if name == "held_by" and saving.held_by is None else shown(saving, name)


@transaction.atomic
def plan_year(
    *, saving: Saving, by: Principal, year: int, planned: Decimal, by_month: Sequence[Decimal] | None = None,
    version: int | None = None,
) -> Saving:  # fmt: skip
    """Months of a further year of a recurring saving. Refuses a year that has a plan (PlannedAlready), and a saving
    that nobody has agreed to or that has ended (NotPlannedFurther)."""
    locked = _locked(saving, by, version)
    if locked.is_potential or not locked.is_open:
        raise NotPlannedFurther(locked)
    if locked.figures.of_year(year).own().exclude(plan=0).exists() or year <= locked.year:
        raise PlannedAlready(locked, year)
    _plan(locked, planned, by_month, year)
    return _counted_up(locked)


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
    SAVINGS[verb].needs.demand(by)
    locked = lock(saving, SAVINGS[verb].needs, by)
    SAVINGS.check(locked, verb, by)
    locked.refuse_if_changed_since(version)
    moved: Saving = SAVINGS.perform(locked, verb, by=by, **changes)
    notices.moved(moved, verb, by)
    return moved


def _locked(saving: Saving, by: Principal, version: int | None) -> Saving:
    EDIT.demand(by)
    locked: Saving = lock(saving, EDIT, by)
    locked.refuse_if_changed_since(version)
    return locked


def _counted_up(locked: Saving) -> Saving:
    locked.save()
    locked.refresh_from_db()
    return locked

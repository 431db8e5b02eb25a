"""The month's actuals in one table, to enter them; and a trust's response to them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.access.policy import Action
from partnership.access.refusals import Refusal
from partnership.arithmetic import months
from partnership.arithmetic.shares import NOTHING, equal_shares
from partnership.arithmetic.words import plural
from partnership.organisations.models import Organisation
from partnership.pages.banners import say_done
from partnership.pages.forms.drawing import draw
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link, Money, Tag
from partnership.pages.views import ConfirmStep, FormPage
from partnership.savings.actions import actuals, confirming
from partnership.savings.forms.figures import ActualsForm, ConfirmForm, Line
from partnership.savings.models import Confirmation, MonthFigure, Saving
from partnership.savings.policy import SAVING
from partnership.savings.refusals import RowsRefused, not_over
from partnership.savings.sums import has_begun, is_closed, is_over
from partnership.savings.views.pages import SECTION, OfAMonth, to_months, to_savings, to_take_back
from partnership.savings.vocabulary import COUNTED

DECIDE = SAVING[Action.DECIDE]
SEND, CONFIRM_ALL = "send", "confirm_all"
MANY = 50
"""Above this, confirming all at once asks to be sure."""


class Actuals(OfAMonth, FormPage):
    """Forecast and actual of every saving that is counted in the month. All rows are saved, or none."""

    template_name = "savings/actuals.html"
    page_name = "actuals"
    section = SECTION

    def get_title(self) -> str:
        return f"Actuals for {self.month_in_words}"

    @cached_property
    def lines(self) -> list[Line]:
        evidence = Count("evidence", filter=Q(evidence__removed_at=None))
        figures = self.permitted(MonthFigure).own().of_month(self.month).annotate(evidence_count=evidence)
        by_saving = {figure.saving_id: figure for figure in figures}
        counted = self.permitted(Saving).filter(Q(state__in=COUNTED) | Q(pk__in=self._recorded(by_saving)))
        counted = counted.filter(starts_on__lte=months.last_day(self.month)).order_by("title", "pk")
        return [Line(number, saving, by_saving.get(saving.pk)) for number, saving in enumerate(counted, 1)]

    def _recorded(self, by_saving: dict[int, MonthFigure]) -> list[int]:
        """Savings that are not counted any more stay on the page of a month in which they were."""
        return [pk for pk, figure in by_saving.items() if figure.actual is not None]

    @cached_property
    def is_closed(self) -> bool:
        return is_closed(self.month)

    @property
    def typed_lines(self) -> list[Line]:
        return [line for line in self.lines if line.saving.has_actuals and not self.is_closed]

    def get_form(self, form_class=None) -> ActualsForm:
        data = self.request.POST if self.request.method == "POST" else None
        return ActualsForm(data, lines=self.typed_lines, has_begun=has_begun(self.month), is_over=is_over(self.month))

    def act(self, form: ActualsForm) -> str:
        saved = actuals.record_many(period=self.month, rows=form.rows, by=self.principal)
        if SEND in self.request.POST:
            sent = actuals.send(period=self.month, by=self.principal)
            done = f"{len(sent)} {plural(len(sent), 'actual')} sent to the three trusts for confirmation."
        else:
            done = f"{len(saved)} {plural(len(saved), 'row')} saved." if saved else "Nothing had changed."
        say_done(self.request, done)
        return self.here

    def say_why_not(self, form: ActualsForm, refusal: Refusal) -> None:
        """Each row's error in its own cell. Those who have read what is there now may save over it."""
        if not isinstance(refusal, RowsRefused):
            return super().say_why_not(form, refusal)
        for error in refusal.errors:
            form.add_error(form.field_of(error.row, error.column), error.sentence)
        del self.lines
        return None

    def get_context_data(self, **kwargs):
        context = super().get_context_data(is_closed=self.is_closed, **kwargs)
        form = context["form"]
        conflicts = {name.rpartition("_")[2] for name, errors in form.errors.items()
                     if any("has changed this" in error for error in errors)}  # fmt: skip
        for line in self.lines:
            if line.key in conflicts:
                form.save_over(line)
        context["rows"] = [ActualsRow(line, form) for line in self.lines]
        context["totals"] = [Money(self.total(column)) for column in ("plan", "forecast", "actual")]
        context["why_not_sent"] = None if is_over(self.month) else not_over(self.month)
        context["to_date"] = list(self.to_date()) if self.lines else []
        context["why_empty"] = f"No saving was delivering in {self.month_in_words}."
        context["see_savings"] = Link("See all savings", f"{to_savings().url}?view=all")
        return context

    def total(self, column: str):
        return sum((getattr(line.figure, column, None) or NOTHING for line in self.lines), NOTHING)

    def to_date(self):
        """Of the financial year up to this month: planned and entered; and what the whole year is expected to be."""
        year = months.financial_year(self.month)
        figures = list(
            self.permitted(MonthFigure).of_year(year).filter(saving__in=[line.saving for line in self.lines])
        )
        so_far = [figure for figure in figures if figure.month <= self.month]
        actual = sum((figure.actual or NOTHING for figure in so_far), NOTHING)
        planned = sum((figure.plan for figure in so_far), NOTHING)
        in_words = months.year_in_words(year)
        yield f"Planned in {in_words}, up to {self.month_in_words}", Money(planned)
        yield "Actual in the same months", Money(actual)
        yield "Variance", Money(actual - planned)
        yield f"Expected for all of {in_words}", Money(sum((f.expected for f in figures), NOTHING))


class ActualsRow:
    """One row of the table, with its controls where it can be typed."""

    def __init__(self, line: Line, form: ActualsForm):
        self.line, self.saving, self.figure = line, line.saving, line.figure
        self.is_typed = f"forecast_{line.key}" in form.fields
        self.form = form

    @property
    def link(self) -> Link:
        return to_months(self.saving)

    @property
    def status(self) -> Tag:
        return Tag(self.figure.get_state_display() if self.figure else "Not sent")

    @property
    def plan(self) -> Money:
        return Money(self.figure.plan if self.figure else NOTHING)

    @property
    def amounts(self) -> list[object]:
        return [getattr(self.figure, name, None) for name in ("forecast", "actual")]

    @property
    def cells(self) -> list[object]:
        """Nothing in place of the actual of a month to come."""
        names = [f"{name}_{self.line.key}" for name in ("forecast", "actual")]
        return [draw(self.form[name]) if name in self.form.fields else "" for name in names]

    @property
    def comment(self) -> object:
        return draw(self.form[f"comment_{self.line.key}"])

    @property
    def correct_url(self) -> str:
        return reverse("savings:month-correct", kwargs={"reference": self.saving.reference, "pk": self.figure.pk})

    @property
    def evidence_url(self) -> str:
        return reverse("savings:saving-evidence", args=[self.saving.reference])


class Confirm(OfAMonth, ConfirmStep, FormPage):
    """What waits for the person's own trust in a month."""

    template_name = "savings/confirm.html"
    confirm_template = "savings/confirm_all.html"
    page_name = "confirm"
    section = SECTION
    button = "Save"

    def get_title(self) -> str:
        return f"Confirm savings for {self.month_in_words}"

    @cached_property
    def trust(self) -> Organisation:
        return self.principal.grant.trust

    @cached_property
    def figures(self) -> list[MonthFigure]:
        rows = self.permitted(MonthFigure, DECIDE).of_month(self.month).waiting_for(self.trust)
        evidence = Count("evidence", filter=Q(evidence__removed_at=None))
        rows = rows.select_related("saving", "corrects").annotate(evidence_count=evidence)
        return list(rows.order_by("saving__title", "pk"))

    def get_form(self, form_class=None) -> ConfirmForm:
        data = self.request.POST if self.request.method == "POST" else None
        return ConfirmForm(data, figures=self.figures)

    def needs_confirming(self, form) -> bool:
        return CONFIRM_ALL in self.request.POST and len(form.all_confirmed) > MANY

    def context(self, form) -> dict[str, object]:
        what = f"{len(form.all_confirmed)} savings"
        return {"confirm_title": f"Confirm {what}", "confirm_button": "Yes, confirm them all", "what": what,
                "month_in_words": self.month_in_words}  # fmt: skip

    def act(self, form: ConfirmForm) -> str:
        responses = form.all_confirmed if CONFIRM_ALL in self.request.POST else form.responses
        confirming.respond(responses=responses, by=self.principal)
        queried = sum(not one.confirms for one in responses)
        parts = [
            f"{count} {what}"
            for count, what in ((len(responses) - queried, "confirmed"), (queried, "queried"))
            if count
        ]
        say_done(self.request, f"{' and '.join(parts)} for {self.trust}.")
        return self.here

    def get_context_data(self, **kwargs):
        context = super().get_context_data(trust=self.trust, **kwargs)
        form = context["form"]
        context["rows"] = [ConfirmRow(figure, form, self.trust) for figure in self.figures]
        context["total"] = Money(sum((figure.actual for figure in self.figures), NOTHING))
        context["confirmed"] = self.confirmed()
        context["others"] = self.other_months()
        context["nothing_to_confirm"] = f"Nothing to confirm for {self.month_in_words}."
        return context

    def confirmed(self) -> Table | None:
        """What the trust has confirmed of the month, with the way back until the month is settled."""
        rows = self.permitted(Confirmation).can_be_taken_back().filter(trust=self.trust, figure__month=self.month)
        rows = [] if is_closed(self.month) else rows.select_related("figure__saving", "responded_by")
        columns = (
            Column("saving", "Saving", lambda row: to_months(row.figure.saving)),
            Column("actual", "Actual", lambda row: Money(row.figure.actual), numeric=True),
            Column("status", "Status", lambda row: Tag(row.figure.get_state_display()), early=True),
            Column("by", "Confirmed by", lambda row: str(row.responded_by)),
            Column("do", "Action", lambda row: to_take_back(row.figure, row.figure.saving.title)),
        )
        return Table(f"Confirmed for {self.trust}", columns, rows, id="confirmed") if rows else None

    def other_months(self) -> Sequence[Link]:
        """Months in which something else waits for this trust."""
        waiting = self.permitted(MonthFigure, DECIDE).waiting_for(self.trust).exclude(month=self.month)
        found = waiting.order_by("month").values_list("month", flat=True).distinct()
        return [
            Link(months.in_words(month), f"{reverse('savings:confirm')}?period={months.written(month)}")
            for month in found
        ]


class ConfirmRow:
    """One figure that waits, with the trust's share of it."""

    def __init__(self, figure: MonthFigure, form: ConfirmForm, trust: Organisation):
        self.figure, self.form = figure, form
        self.link = to_months(figure.saving)
        self.actual, self.plan = Money(figure.actual), Money(figure.plan)
        self.share = Money(equal_shares(figure.actual)[trust.slug])
        self.evidence_url = reverse("savings:saving-evidence", args=[figure.saving.reference])

    @property
    def control(self) -> object:
        return draw(self.form[f"response_{self.figure.pk}"])

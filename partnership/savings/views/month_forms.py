"""What is asked about one month of a saving."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from partnership.arithmetic import months, words
from partnership.pages.forms import PortalForm
from partnership.savings.actions import actuals, confirming
from partnership.savings.forms.figures import ActualCorrectionForm, AnswerForm, QueryForm
from partnership.savings.models import MonthFigure
from partnership.savings.sums import is_closed
from partnership.savings.views.saving_record import SavingForm


class MonthForm(SavingForm):
    """A form about one month of a saving, by the number of its figure. It is made on the version of that figure."""

    after = "saving-months"

    @cached_property
    def figure(self) -> MonthFigure:
        return get_object_or_404(self.record.figures.select_related("saving"), pk=self.kwargs["pk"])

    @property
    def made_on(self) -> dict[str, object]:
        return {"figure": self.figure, "by": self.principal, "version": self.version}

    @property
    def hint(self) -> str:
        figure = self.figure
        actual = words.money(figure.actual) or "no actual"
        return f"{figure.month_in_words}: {actual}, {figure.get_state_display().lower()}."

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"version": self.version or self.figure.version, **kwargs})


class MonthCorrect(MonthForm):
    action = staticmethod(actuals.correct)
    form_class = ActualCorrectionForm
    title = "Correct the actual"
    button = "Save correction"
    success = "The correction is saved. All three trusts are asked to confirm it."

    @property
    def hint(self) -> str:
        if not is_closed(self.figure.month):
            return f"{super().hint} All three trusts confirm it again."
        month = months.in_words(actuals.first_open_month())
        what_follows = f"the difference becomes a new entry in {month} that names it."
        return f"{super().hint} The month is settled and closed: {what_follows}"

    def get_form(self, form_class=None):
        comes_late = self.record.has_actuals and is_closed(self.figure.month)
        if not self.figure.was_sent and not comes_late:
            raise Http404
        return super().get_form(form_class)

    def get_initial(self):
        return {"actual": actuals.amount_as_corrected(self.figure)}


class MonthQuery(MonthForm):
    action = staticmethod(confirming.query)
    form_class = QueryForm
    title = "Query this month"
    button = "Send query"
    success = "The query is sent to the owner. The month does not count until it is answered and confirmed again."


class MonthAnswer(MonthForm):
    action = staticmethod(actuals.answer)
    form_class = AnswerForm
    title = "Answer the query"
    button = "Send again"
    success = "The answer is sent. All three trusts are asked to confirm the month again."

    @property
    def hint(self) -> str:
        asked = " ".join(f"{one.trust} asks: {one.query}" for one in self.figure.queries())
        return f"{super().hint} {asked} If the amount is wrong, correct it instead."

    def get_initial(self):
        return {"comment": self.figure.comment}

    def values_now(self):
        """An answer replaces nothing that someone would choose to keep."""
        return {}


class MonthTakeBack(MonthForm):
    action = staticmethod(confirming.take_back)
    form_class = PortalForm
    title = "Take back your trust’s confirmation"
    button = "Take back confirmation"
    success = "The confirmation is taken back. The month waits for your trust again."

    @property
    def hint(self) -> str:
        return f"{super().hint} It does not count until all three trusts have confirmed it."

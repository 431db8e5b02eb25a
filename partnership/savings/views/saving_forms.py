"""What is done to one saving: each act at an address of its own, and back to the record."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.arithmetic import months, words
from partnership.arithmetic.shares import NOTHING
from partnership.pages.forms import PortalForm
from partnership.pages.views import FormPage, RecordFormPage
from partnership.savings.actions import actuals, confirming, evidence, savings
from partnership.savings.forms.evidence import FILE, EvidenceForm, RemoveForm
from partnership.savings.forms.figures import ActualCorrectionForm, AnswerForm, QueryForm
from partnership.savings.forms.saving import (
    AboutForm,
    MinuteForm,
    QualityRecordForm,
    SavingCorrectionForm,
    SavingForm,
    StopForm,
    YearForm,
    answers_of,
    details,
)
from partnership.savings.journeys import NEW_SAVING
from partnership.savings.models import MonthFigure
from partnership.savings.sums import is_closed
from partnership.savings.views.pages import SECTION
from partnership.savings.views.saving_record import OfEvidence, OfSaving
from partnership.work.actions import drafts
from partnership.work.steps import typed_in


class SavingNew(FormPage):
    """The first page of a new saving. Its draft begins when it is answered."""

    form_class = AboutForm
    title = "Add a saving"
    section = SECTION

    def back_link(self) -> str:
        return reverse("savings:saving-list")

    def get_initial(self):
        return {"owner": self.principal.user_id}

    def act(self, form) -> str:
        title = f"{NEW_SAVING.name}: {form.cleaned_data['title']}"
        typed = {"about": typed_in(form, self.request.POST)}
        draft = drafts.begin(by=self.principal, kind=NEW_SAVING.slug, title=title, step="money", typed=typed)
        return NEW_SAVING.url(draft)


class SavingQuestion(OfSaving, RecordFormPage):
    """A question about one saving, or a change of it. Afterwards the person is back on ``after``."""

    after = "saving-overview"

    @property
    def caption(self) -> str:
        return f"{self.record}, {self.record.title}"

    def back_link(self) -> str:
        return self.to_record(self.after)

    def act(self, form) -> str:
        self.change(form)
        return self.to_record(self.after)

    def change(self, form) -> None:
        raise NotImplementedError

    @property
    def made_on(self) -> dict[str, object]:
        """What every action takes: the record, who acts, and the version that the form was made on."""
        return {"saving": self.record, "by": self.principal, "version": self.version}


class AboutSaving(SavingQuestion):
    """Asks again what was answered when the saving was new."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"saving": self.record}

    def get_initial(self):
        return super().get_initial() | answers_of(self.record)


class SavingChange(AboutSaving):
    form_class = SavingForm
    title = "Change this saving"
    button = "Save"
    success = "The saving is changed."

    def change(self, form) -> None:
        typed = form.cleaned_data
        savings.change(**self.made_on, changes=details(typed), planned=typed["planned"] or NOTHING)


class SavingCorrect(AboutSaving):
    form_class = SavingCorrectionForm
    title = "Correct this saving"
    button = "Save correction"
    success = "The correction is saved. The old value stays in the history."
    hint = "The plan was agreed as it is. Everything else can be put right here."

    def change(self, form) -> None:
        typed = form.cleaned_data
        told = {"why": typed["why"], "explanation": typed["explanation"]}
        savings.correct(**self.made_on, changes=details(form.changes), **told)


class SavingPlanYear(SavingQuestion):
    form_class = YearForm
    title = "Plan another year"
    button = "Save plan"
    after = "saving-months"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"saving": self.record}

    def values_now(self):
        return {}

    def change(self, form) -> None:
        typed = form.cleaned_data
        savings.plan_year(**self.made_on, year=int(typed["year"]), planned=typed["planned"])


class SavingQuality(SavingQuestion):
    form_class = QualityRecordForm
    title = "Record the quality impact assessment"
    button = "Save"
    success = "The quality impact assessment is recorded."

    def values_now(self):
        return {}

    def change(self, form) -> None:
        typed = form.cleaned_data
        savings.record_quality(**self.made_on, quality=typed["quality"], quality_why=typed.get("quality_why") or "")


class SavingMove(SavingQuestion):
    """One step of its life that asks nothing more than to be sure."""

    form_class = PortalForm
    verb = ""

    def change(self, form) -> None:
        getattr(savings, self.verb)(**self.made_on)


class SavingPlan(SavingMove):
    verb = "plan"
    title = "Mark this saving as planned"
    button = "Mark as planned"
    hint = "It counts as potential until it is agreed."
    success = "The saving is planned."


class SavingStart(SavingMove):
    verb = "start"
    title = "Start delivery"
    button = "Start delivery"
    hint = "From now on its months have forecasts and actuals."
    success = "Delivery has started."


class SavingDeliver(SavingMove):
    verb = "deliver"
    title = "Mark this saving as delivered"
    button = "Mark as delivered"
    hint = "Its months are still counted until it is closed."
    success = "The saving is delivered."


class SavingClose(SavingMove):
    verb = "close"
    title = "Close this saving"
    button = "Close saving"
    hint = "No more actuals are recorded afterwards. A saving that is closed is not opened again."
    success = "The saving is closed."


class SavingAgree(SavingQuestion):
    form_class = MinuteForm
    title = "Agree to this saving"
    button = "Agree"
    success = "The saving is agreed. It counts as planned from now on."

    @property
    def hint(self) -> str:
        return f"Planned saving {words.money(self.record.planned)} in {self.record.planned_for}."

    def values_now(self):
        return {}

    def change(self, form) -> None:
        savings.agree(**self.made_on, minute=form.cleaned_data["minute"])


class SavingStop(SavingQuestion):
    form_class = StopForm
    title = "Stop this saving"
    button = "Stop saving"
    success = "The saving is stopped. What was confirmed stays confirmed."

    def values_now(self):
        return {}

    def change(self, form) -> None:
        savings.stop(**self.made_on, why=form.cleaned_data["why"])


class OfMonth(SavingQuestion):
    """One month of a saving, by the number of its figure."""

    after = "saving-months"

    @cached_property
    def figure(self) -> MonthFigure:
        return get_object_or_404(self.record.figures.select_related("saving"), pk=self.kwargs["pk"])

    @property
    def hint(self) -> str:
        figure = self.figure
        actual = words.money(figure.actual) or "no actual"
        return f"{figure.month_in_words}: {actual}, {figure.get_state_display().lower()}."

    def get_context_data(self, **kwargs):
        """The version is that of the month: it is what would be overwritten."""
        return super().get_context_data(**{"version": self.version or self.figure.version, **kwargs})


class MonthCorrect(OfMonth):
    form_class = ActualCorrectionForm
    title = "Correct the actual"
    button = "Save correction"
    success = "The correction is saved. All three trusts are asked to confirm it."

    @property
    def hint(self) -> str:
        told = super().hint
        if not is_closed(self.figure.month):
            return f"{told} All three trusts confirm it again."
        open_month = months.in_words(actuals.first_open_month())
        return (
            f"{told} The month is settled and closed: the difference becomes a new entry in {open_month} that names it."
        )

    def get_form(self, form_class=None):
        comes_late = self.record.has_actuals and is_closed(self.figure.month)
        if not self.figure.was_sent and not comes_late:
            raise Http404
        return super().get_form(form_class)

    def get_initial(self):
        return {"actual": actuals.amount_as_corrected(self.figure)}

    def change(self, form) -> None:
        typed = form.cleaned_data
        actuals.correct(
            figure=self.figure, actual=typed["actual"], why=typed["why"], explanation=typed["explanation"],
            by=self.principal, version=self.version,
        )  # fmt: skip


class MonthQuery(OfMonth):
    form_class = QueryForm
    title = "Query this month"
    button = "Send query"
    success = "The query is sent to the owner. The month does not count until it is answered and confirmed again."

    def values_now(self):
        return {}

    def change(self, form) -> None:
        confirming.query(figure=self.figure, text=form.cleaned_data["query"], by=self.principal)


class MonthAnswer(OfMonth):
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
        return {}

    def change(self, form) -> None:
        comment = form.cleaned_data["comment"]
        actuals.answer(figure=self.figure, comment=comment, by=self.principal, version=self.version)


class MonthTakeBack(OfMonth):
    form_class = PortalForm
    title = "Take back your trust’s confirmation"
    button = "Take back confirmation"
    success = "The confirmation is taken back. The month waits for your trust again."

    @property
    def hint(self) -> str:
        return f"{super().hint} It does not count until all three trusts have confirmed it."

    def change(self, form) -> None:
        confirming.take_back(figure=self.figure, by=self.principal)


class EvidenceNew(SavingQuestion):
    form_class = EvidenceForm
    title = "Add evidence"
    button = "Add evidence"
    success = "The evidence is added."
    after = "saving-evidence"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"saving": self.record}

    def get_initial(self):
        month = months.read_month(self.request.GET.get("period", ""))
        return {"figure": self.record.figures.own().filter(month=month).first() if month else None}

    def values_now(self):
        return {}

    def change(self, form) -> None:
        typed = form.cleaned_data
        given = {"file": typed["file"]} if typed["kind"] == FILE else {"link": typed["link"], "name": typed["name"]}
        evidence.add(saving=self.record, by=self.principal, figure=typed["figure"], **given)


class EvidenceRemove(OfEvidence, SavingQuestion):
    form_class = RemoveForm
    title = "Remove this evidence"
    button = "Remove evidence"
    success = "The evidence is removed."
    after = "saving-evidence"

    @property
    def hint(self) -> str:
        return f"{self.evidence.name}, added on {words.day(self.evidence.uploaded_at)}"

    def values_now(self):
        return {}

    def change(self, form) -> None:
        evidence.remove(evidence=self.evidence, why=form.cleaned_data["why"], by=self.principal)

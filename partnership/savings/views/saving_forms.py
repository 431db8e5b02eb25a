"""What is asked about one saving, each at an address of its own."""

from __future__ import annotations

from partnership.arithmetic import months, words
from partnership.pages.views import FormPage, MovePage, RecordAddPage, RecordFormPage
from partnership.savings.actions import evidence, savings
from partnership.savings.forms.evidence import EvidenceForm, RemoveForm
from partnership.savings.forms.saving import (
    AboutForm,
    MinuteForm,
    QualityRecordForm,
    SavingChangeForm,
    SavingCorrectionForm,
    YearForm,
    answers_of,
)
from partnership.savings.journeys import NEW_SAVING
from partnership.savings.views.saving_record import OfEvidence, OfSaving, SavingForm
from partnership.work.actions import drafts
from partnership.work.steps import typed_in


class SavingNew(FormPage):
    """The first page of a new saving. Its draft begins when it is answered."""

    form_class = AboutForm
    title = "Add a saving"
    section = OfSaving.section

    def back_link(self) -> str:
        return OfSaving.list_url()

    def get_initial(self):
        return {"owner": self.principal.user_id}

    def act(self, form) -> str:
        title = f"{NEW_SAVING.name}: {form.cleaned_data['title']}"
        typed = {"about": typed_in(form, self.request.POST)}
        draft = drafts.begin(by=self.principal, kind=NEW_SAVING.slug, title=title, step="money", typed=typed)
        return NEW_SAVING.url(draft)


class AboutSaving(SavingForm):
    """A form that knows the saving."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"saving": self.record}


class SavingChange(AboutSaving):
    action = staticmethod(savings.change)
    form_class = SavingChangeForm
    title = "Change this saving"
    button = "Save"
    success = "The saving is changed."

    def get_initial(self):
        return super().get_initial() | answers_of(self.record)


class SavingCorrect(AboutSaving):
    action = staticmethod(savings.correct)
    form_class = SavingCorrectionForm
    title = "Correct this saving"
    button = "Save correction"
    success = "The correction is saved. The old value stays in the history."
    hint = "The plan was agreed as it is. Everything else can be put right here."

    def get_initial(self):
        return super().get_initial() | answers_of(self.record)


class SavingPlanYear(AboutSaving):
    action = staticmethod(savings.plan_year)
    form_class = YearForm
    title = "Plan another year"
    button = "Save plan"
    after = "saving-months"


SavingQuality = RecordFormPage.of(
    OfSaving,
    savings.record_quality,
    QualityRecordForm,
    title="Record the quality impact assessment",
    button="Save",
    success="The quality impact assessment is recorded.",
)


class SavingAgree(OfSaving, MovePage):
    verb = "agree"
    action = staticmethod(savings.agree)
    form_class = MinuteForm

    @property
    def hint(self) -> str:
        return f"Planned saving {words.money(self.record.planned)} in {self.record.planned_for}."


class EvidenceNew(OfSaving, RecordAddPage):
    action = staticmethod(evidence.add)
    form_class = EvidenceForm
    title = "Add evidence"
    button = "Add evidence"
    success = "The evidence is added."
    after = "saving-evidence"

    def get_initial(self):
        month = months.read_month(self.request.GET.get("period", ""))
        return {"figure": self.record.figures.own().filter(month=month).first() if month else None}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"saving": self.record}


class EvidenceRemove(OfEvidence, RecordAddPage):
    action = staticmethod(evidence.remove)
    argument = "evidence"
    form_class = RemoveForm
    title = "Remove this evidence"
    button = "Remove evidence"
    success = "The evidence is removed."
    after = "saving-evidence"

    @property
    def hint(self) -> str:
        return f"{self.subject.name}, added on {words.day(self.subject.uploaded_at)}"

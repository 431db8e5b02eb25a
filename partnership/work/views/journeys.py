"""The pages of a journey: its steps, the check before the end, and the end."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property

from partnership.access.policy import Action, permitted
from partnership.access.refusals import Refusal
from partnership.arithmetic.words import in_a_sentence
from partnership.pages.forms import PortalForm
from partnership.pages.forms.drawing import first_input_id
from partnership.pages.values import Link
from partnership.pages.views import FormPage, Page
from partnership.records.backstop import RefusedByTheDatabase, all_or_nothing
from partnership.work.actions import drafts
from partnership.work.models import Draft
from partnership.work.policy import DRAFT
from partnership.work.steps import Answers, Journey, Step, typed_in

CHECK = "check"
ANSWERS_CHANGED = "Your answers have changed since this page was opened. Check them again before you save them."
"""``?from=check``: the page was opened from the check page and leads back to it."""


class OfDraft:
    """Finds the person's own draft of this journey; one that has become a record says so instead of opening again."""

    journey: Journey | None = None

    @cached_property
    def draft(self) -> Draft:
        """Held while something is made of it, so that what was read of its answers is what is saved."""
        mine = permitted(self.principal, DRAFT[Action.VIEW], Draft).filter(role=str(self.principal.role))
        if self.request.method == "POST":
            mine = mine.select_for_update()
        with all_or_nothing():
            return get_object_or_404(mine, pk=self.kwargs["draft"], kind=self.journey.slug)

    @cached_property
    def answers(self) -> Answers:
        return Answers(self.journey, self.draft, self.principal)

    @property
    def section(self) -> str:
        return self.journey.section

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        try:
            is_saved = bool(self.draft.became)
        except RefusedByTheDatabase:  # something is being made of it at this moment
            self.shows([])
            return render(request, "pages/already_saved.html", {"is_being_saved": True}, status=409)
        if is_saved:
            return self.already_saved()
        self.shows(self.journey.references(self.answers))
        return self.elsewhere() or super().dispatch(request, *args, **kwargs)

    def elsewhere(self) -> HttpResponse | None:
        """Where this page leads at once, while it has nothing to show yet."""
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        caption = "" if self.draft.became else self.journey.about(self.answers)
        return super().get_context_data(**{"caption": caption, **kwargs})

    def already_saved(self) -> HttpResponse:
        self.shows([self.draft.became])
        return render(
            self.request, "pages/already_saved.html", {"answer": self.journey.url(self.draft, "done")}, status=409
        )

    def step_url(self, step: Step | None, coming_from: str = "") -> str:
        """A page of the journey, or the check page when there is none left."""
        if step is None:
            return self.journey.url(self.draft, CHECK)
        return self.journey.url(self.draft, step=step.slug) + (f"?from={coming_from}" if coming_from else "")


class JourneyStep(OfDraft, FormPage):
    """One page of questions. What was typed is kept in the draft at each "Save and continue"."""

    @cached_property
    def step(self) -> Step:
        try:
            return self.answers.steps[[step.slug for step in self.answers.steps].index(self.kwargs["step"])]
        except ValueError:
            raise Http404 from None

    @property
    def is_from_check(self) -> bool:
        return self.request.GET.get("from") == CHECK

    def get_template_names(self) -> list[str]:
        return [self.step.template_name]

    def get_title(self) -> str:
        return self.step.title

    def back_link(self) -> str:
        if self.is_from_check:
            return self.step_url(None)
        before = self.answers.before(self.step)
        return self.step_url(before) if before else self.journey.start_url()

    def get_form(self, form_class=None) -> PortalForm:
        if self.request.method == "GET":
            return self.answers.form(self.step)
        return self.step.form_class(
            self.request.POST, self.request.FILES, **self.journey.form_kwargs(self.step, self.answers)
        )

    def act(self, form: PortalForm) -> str:
        self.draft = drafts.save_page(
            draft=self.draft,
            by=self.principal,
            step=self.step.slug,
            typed=typed_in(form, self.request.POST),
            times=self.times_when_opened,
            files=[*self.draft.files_of(self.step.slug), *self.kept_files(form)],
        )
        self.answers = Answers(self.journey, self.draft, self.principal)
        self.name_and_place()
        return self.next_url()

    def kept_files(self, form: PortalForm) -> list[dict[str, str]]:
        sent = [form.cleaned_data[name] for name in form.files if form.cleaned_data.get(name)]
        return [self.journey.keep_file(by=self.principal, upload=upload, step=self.step) for upload in sent]

    def name_and_place(self) -> None:
        """The draft takes its name from the answers, and is gone on with at the page that comes next."""
        next_step = self.answers.after(self.step) or self.answers.first_open or self.step
        drafts.name(draft=self.draft, by=self.principal, title=self.journey.title(self.answers), step=next_step.slug)

    def next_url(self) -> str:
        if self.is_from_check:
            return self.step_url(self.answers.first_open, CHECK)
        return self.step_url(self.answers.after(self.step))

    @property
    def times_when_opened(self) -> int | None:
        sent = self.request.POST.get("times", "")
        return int(sent) if sent.isdecimal() and len(sent) < 6 else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.request.method == "POST":
            self.draft.refresh_from_db()
        given = {"hint": self.journey.hint(self.step, self.answers), "told": self.journey.told(self.answers),
                 "files": self.files()}  # fmt: skip
        return super().get_context_data(**{**given, **kwargs})

    def hidden(self) -> list[tuple[str, object]]:
        return [("times", self.draft.times_saved(self.step.slug))]

    def files(self) -> list[tuple[str, Link]]:
        """The files sent on this page so far, each with the way to take it off again."""
        slug = self.step.slug
        return [
            (file["name"], Link("Remove", self.journey.url(self.draft, "remove-file", step=slug, key=file["key"])))
            for file in self.draft.files_of(slug)
        ]


class RemoveFile(OfDraft, FormPage):
    """Takes one file off a page. Asked first: what was sent is thrown away."""

    template_name = "work/remove_file.html"
    form_class = PortalForm
    button = "Remove this file"
    title = "Remove this file?"

    @cached_property
    def file(self) -> dict[str, str]:
        files = self.draft.files_of(self.kwargs["step"])
        found = next((file for file in files if file["key"] == str(self.kwargs["key"])), None)
        if found is None:
            raise Http404
        return found

    def back_link(self) -> str:
        return self.journey.url(self.draft, step=self.kwargs["step"])

    def button_links(self) -> list[Link]:
        return [Link("Keep this file", self.back_link())]

    def act(self, form: PortalForm) -> str:
        drafts.remove_file(draft=self.draft, by=self.principal, step=self.kwargs["step"], key=self.file["key"])
        self.journey.discard_file(by=self.principal, key=self.file["key"])
        return self.back_link()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(file=self.file, **kwargs)


class CheckAnswers(OfDraft, FormPage):
    """Everything that was answered, with a way to change each answer, before anything is made of it."""

    template_name = "work/check_answers.html"
    form_class = PortalForm
    title = "Check your answers before saving"

    @property
    def button(self) -> str:
        return self.journey.confirm

    def back_link(self) -> str:
        return self.step_url(self.answers.steps[-1])

    def elsewhere(self) -> HttpResponse | None:
        unanswered = self.answers.first_open
        return redirect(self.step_url(unanswered, CHECK)) if unanswered else None

    def act(self, form: PortalForm) -> str:
        saves = str(self.draft.saves)
        if self.request.POST.get("seen", saves) != saves:
            raise Refusal(ANSWERS_CHANGED)
        record = self.journey.finish(by=self.principal, answers=self.answers)
        drafts.finish(draft=self.draft, by=self.principal, reference=record.reference)
        return self.journey.url(self.draft, "done")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cards = [(step.title, self.rows(step)) for step in self.answers.steps]
        cards += self.journey.worked_out(self.answers)
        return super().get_context_data(**{"cards": cards, **kwargs})

    def hidden(self) -> list[tuple[str, object]]:
        return [("seen", self.draft.saves)]

    def rows(self, step: Step) -> list[tuple[str, str, Link]]:
        """Each "Change" leads to its question, on a page that may have twenty."""
        url = self.step_url(step, CHECK)
        boxes = {str(bound.label): f"#{first_input_id(bound)}" for bound in self.answers.form(step)}
        return [
            (label, words, Link("Change", url + boxes.get(label, ""), hidden=in_a_sentence(label)))
            for label, words in self.answers.in_words(step)
        ]


class JourneyDone(OfDraft, Page):
    """What happened, its reference, and what happens next."""

    template_name = "work/done.html"

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        if not self.draft.became:
            return redirect(self.journey.url(self.draft))
        self.shows([self.draft.became])
        return super(OfDraft, self).dispatch(request, *args, **kwargs)

    @cached_property
    def done(self):
        return self.journey.done(by=self.principal, reference=self.draft.became)

    def get_title(self) -> str:
        return self.done.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(done=self.done, **kwargs)

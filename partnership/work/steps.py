"""A journey: several pages of questions that end in one record, with a draft on the way and a check before the end.

An app declares one and puts its routes into its own ``urls.py``::

    class LogReferral(Journey):
        slug, name, needs = "referral-new", "Log a referral", REFERRAL[Action.NEW]
        steps = (Step("person", "About the person", PersonForm), …)

        def finish(self, by, answers): return referrals.log(by=by, …)

    log_referral = LogReferral("forensic_hub")
    urlpatterns = [*log_referral.urls("referrals/new/"), …]

Answers are kept as they were typed and read by the step's form again whenever they are needed, so what is checked at
the end is what the forms say on that day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import URLPattern, reverse

from partnership.access.policy import Permission
from partnership.access.principal import Principal
from partnership.access.routes import page
from partnership.pages.forms import PortalForm
from partnership.pages.values import Link
from partnership.records.models import Record
from partnership.work.models import Draft


@dataclass(frozen=True)
class Step:
    """One page of questions. ``asked`` says whether it is, given the answers before it. Files on it may be left out.

    ``once``: whoever goes on from the page before does not see it again once it has been answered.
    """

    slug: str
    title: str
    form_class: type[PortalForm]
    asked: Callable[[Answers], bool] = lambda answers: True
    template_name: str = "work/step.html"
    hint: str = ""
    once: bool = False


@dataclass(frozen=True)
class Done:
    """The page that ends a journey: what happened, what happens next, and at most three ways on."""

    title: str
    reference: str
    next: Sequence[str]
    links: Sequence[Link]


class Answers:
    """A draft's answers, each page read by its form."""

    def __init__(self, journey: Journey, draft: Draft, by: Principal):
        self.journey, self.draft, self.by = journey, draft, by
        self._forms: dict[str, PortalForm] = {}

    def __getitem__(self, slug: str) -> Mapping[str, Any]:
        """What a page's form makes of its answers; empty while they are missing or no longer right."""
        form = self.form(self.journey.step(slug))
        return form.cleaned_data if form.is_valid() else {}

    def form(self, step: Step) -> PortalForm:
        """The page's form with what was typed on it, already checked; unbound when it has not been saved yet."""
        if step.slug not in self._forms:
            typed = self.draft.typed_on(step.slug)
            form = step.form_class(None if typed is None else posted(typed), **self.journey.form_kwargs(step, self))
            form.is_valid()
            self._forms[step.slug] = form
        return self._forms[step.slug]

    @cached_property
    def steps(self) -> list[Step]:
        return [step for step in self.journey.steps if step.asked(self)]

    @property
    def first_open(self) -> Step | None:
        """The first page that is still to be answered."""
        return next((step for step in self.steps if not self.form(step).is_valid()), None)

    def after(self, step: Step) -> Step | None:
        later = self.steps[self.steps.index(step) + 1 :]
        return next((one for one in later if not (one.once and self.form(one).is_valid())), None)

    def before(self, step: Step) -> Step | None:
        earlier = self.steps[: self.steps.index(step)]
        return earlier[-1] if earlier else None

    def in_words(self, step: Step) -> list[tuple[str, str]]:
        """Each question of a page that was asked, with its answer in words, and the names of the files sent there."""
        form = self.form(step)
        uploads = {str(bound.label) for bound in form if bound.field.widget.needs_multipart_form}
        typed = [(label, words) for label, words in form.answers() if label not in uploads]
        files = ", ".join(file["name"] for file in self.draft.files_of(step.slug))
        return [*typed, ("Files", files)] if uploads else typed

    def as_asked(self) -> list[dict[str, Any]]:
        """Every question and answer in the words of the day, for a record that must stay readable when they change."""
        return [{"page": step.title, "answers": [list(pair) for pair in self.in_words(step)]} for step in self.steps]


class Journey:
    """Declares the pages and says what they end in. ``app`` is the URL namespace of the app that it belongs to."""

    slug = ""
    name = ""
    section = ""
    needs: Permission
    steps: tuple[Step, ...] = ()
    confirm = "Confirm and save"

    def __init__(self, app: str):
        self.app = app
        JOURNEYS[self.slug] = self

    def title(self, answers: Answers) -> str:
        """What the draft is called among its owner's drafts. Initials at most: it stands in a list."""
        return self.name

    def form_kwargs(self, step: Step, answers: Answers) -> dict[str, Any]:
        """What a page's form is made with, beside what was typed."""
        return {}

    def about(self, answers: Answers) -> str:
        """The record that this is about, where there is one already: it stands above each heading."""
        return ""

    def hint(self, step: Step, answers: Answers) -> str:
        return step.hint

    def told(self, answers: Answers) -> list[tuple[str, object]]:
        """What stands above the questions of each page, for whoever answers them: labels with their values."""
        return []

    def references(self, answers: Answers) -> list[str]:
        """Records that the pages show although they were there before, such as the person's, for the read log."""
        return []

    def start_url(self) -> str:
        """The page before the first one, where the back link leads from there."""
        return reverse("work:my-work")

    def keep_file(self, *, by: Principal, upload: Any, step: Step) -> dict[str, str]:
        """Put a file that was sent on a page where it is safe; give its ``key`` and ``name``."""
        raise NotImplementedError

    def discard_file(self, *, by: Principal, key: str) -> None:
        """Throw away a file that was sent and is not wanted."""
        raise NotImplementedError

    def worked_out(self, answers: Answers) -> list[tuple[str, list[tuple[str, Any]]]]:
        """Cards of the check page with what follows from the answers: a heading, and rows of label and value."""
        return []

    def finish(self, *, by: Principal, answers: Answers) -> Record:
        """Call the action that makes the record. Raises a Refusal to go back to the check page with its sentence."""
        raise NotImplementedError

    def done(self, *, by: Principal, reference: str) -> Done:
        raise NotImplementedError

    def step(self, slug: str) -> Step:
        return next(step for step in self.steps if step.slug == slug)

    def url(self, draft: Draft, page_name: str = "step", **kwargs: str) -> str:
        """A page of this journey for a draft; without more, the one to go on with."""
        if page_name == "step":
            kwargs.setdefault("step", draft.step or self.steps[0].slug)
        return reverse(f"{self.app}:{self.slug}-{page_name}", kwargs={"draft": draft.pk, **kwargs})

    def urls(self, prefix: str) -> list[URLPattern]:
        from partnership.work.views import journeys as views

        of_draft = f"{prefix}<uuid:draft>/"
        pages = (
            (f"{of_draft}check/", views.CheckAnswers, "check"),
            (f"{of_draft}done/", views.JourneyDone, "done"),
            (f"{of_draft}<slug:step>/", views.JourneyStep, "step"),
            (f"{of_draft}<slug:step>/files/<uuid:key>/remove/", views.RemoveFile, "remove-file"),
        )
        return [
            page(route, view.as_view(journey=self), needs=self.needs, name=f"{self.slug}-{name}")
            for route, view, name in pages
        ]


JOURNEYS: dict[str, Journey] = {}


def posted(typed: Mapping[str, Sequence[str]]) -> QueryDict:
    """What was typed, as a form reads it."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, list(values))
    return data


def typed_in(form: PortalForm, data: QueryDict) -> dict[str, list[str]]:
    """What was typed into the questions that were asked, out of everything that a page sent.

    Of a field that keeps no more than it gives, what it gives.
    """
    asked = [bound for bound in form if form.is_asked(bound.name) and not bound.field.widget.needs_multipart_form]
    names = [
        f"{bound.html_name}{suffix}" for bound in asked for suffix in getattr(bound.field.widget, "widgets_names", [""])
    ]
    kept = {
        bound.html_name: [str(form.cleaned_data[bound.name])]
        for bound in asked
        if getattr(bound.field, "keeps_no_more_than_it_gives", False)
    }
    return {name: data.getlist(name) for name in names if name in data} | kept

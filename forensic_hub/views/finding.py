"""The page before a referral is logged: is this person already known?"""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from forensic_hub.forms.matching import MatchForm
from forensic_hub.journeys import FOUND, LOG_REFERRAL
from forensic_hub.known import Known, look
from partnership.pages.views import FormPage
from partnership.people.forms import FindPersonForm
from partnership.work.actions import drafts
from partnership.work.steps import Answers, typed_in


class FindPerson(FormPage):
    """Whoever may be known is shown before anything is asked, with what is open for them. Nothing typed is in a URL."""

    template_name = "forensic_hub/referral_find.html"
    form_class = FindPersonForm
    title = "Is this person already known?"
    section = "Forensic"
    button = "Search"

    def back_link(self) -> str:
        return reverse("forensic_hub:referral-list")

    @cached_property
    def known(self) -> Known:
        return look(self.principal, **self.found.cleaned_data)

    def form_valid(self, form: FindPersonForm) -> HttpResponse:
        self.found = form
        self.match = MatchForm(self.request.POST if "same" in self.request.POST else None, known=self.known)
        if self.known.people and not self.match.is_valid():
            return self.interrupt(form)
        return super().form_valid(form)

    def interrupt(self, form: FindPersonForm) -> HttpResponse:
        """The people found, with a button for each, and everything that was typed carried along."""
        self.shows(self.known.references)
        typed = [(name, value) for name, values in typed_in(form, self.request.POST).items() for value in values]
        context = self.get_context_data(form=self.match, typed=typed)
        return self.response_class(
            self.request, ["forensic_hub/referral_match.html"], context, using=self.template_engine
        )

    def act(self, form: FindPersonForm) -> str:
        typed = {FOUND: typed_in(form, self.request.POST)}
        if self.known.people:
            typed["match"] = typed_in(self.match, self.request.POST)
        draft = drafts.begin(by=self.principal, kind=LOG_REFERRAL.slug, title=LOG_REFERRAL.name, step="", typed=typed)
        answers = Answers(LOG_REFERRAL, draft, self.principal)
        drafts.name(draft=draft, by=self.principal, title=LOG_REFERRAL.title(answers), step=answers.first_open.slug)
        return LOG_REFERRAL.url(draft, step=answers.first_open.slug)

    def get_context_data(self, **kwargs):
        self.shows([])
        return super().get_context_data(**kwargs)

"""The page before a record about a person is begun: is this person already known?"""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.functional import cached_property

from partnership.pages.banners import say
from partnership.pages.values import Link
from partnership.pages.views import FormPage
from partnership.pages.views.records import Noun, view_of
from partnership.people.forms import FindPersonForm, MatchForm
from partnership.people.known import Known
from partnership.work.actions import drafts
from partnership.work.person_journey import FOUND, MATCH, AboutAPerson
from partnership.work.steps import Answers, typed_in


class FindPerson(FormPage):
    """People who may be this one are shown before anything is asked, with what is open for them. Nothing typed is in a
    URL. ``FindPerson.of(OfReferral, LOG_REFERRAL)`` begins the journey that ends in one of a noun's records."""

    template_name = "work/find_person.html"
    form_class = FindPersonForm
    title = "Is this person already known?"
    button = "Search"
    journey: AboutAPerson
    records: type[Noun]

    @classmethod
    def of(cls, noun: type[Noun], journey: AboutAPerson, **settings: object) -> type:
        return view_of(noun, "find_person", cls, records=noun, journey=journey, **settings)

    def back_link(self) -> str:
        return self.records.list_url()

    @property
    def section(self) -> str:
        return self.journey.section

    def button_links(self) -> list[Link]:
        return [Link("Cancel", self.back_link())]

    @cached_property
    def known(self) -> Known:
        return self.journey.look(self.principal, **self.found.cleaned_data)

    def form_valid(self, form: FindPersonForm) -> HttpResponse:
        self.found = form
        answered = self.request.POST if "same" in self.request.POST else None
        self.match = MatchForm(answered, **self.journey.match_kwargs(self.known))
        if self.known.people and not self.match.is_valid():
            return self.interrupt(form)
        return super().form_valid(form)

    def interrupt(self, form: FindPersonForm) -> HttpResponse:
        """The people found, with a button for each, and everything that was typed carried along."""
        self.shows(self.known.references)
        typed = [(name, value) for name, values in typed_in(form, self.request.POST).items() for value in values]
        context = self.get_context_data(form=self.match, hidden=typed, button_links=())
        return self.response_class(self.request, [MATCH], context, using=self.template_engine)

    def act(self, form: FindPersonForm) -> str:
        typed, journey = {FOUND: typed_in(form, self.request.POST)}, self.journey
        if self.known.people:
            typed["match"] = typed_in(self.match, self.request.POST)
        else:
            say(self.request, "No one with these details was found. Go on with a new record.")
        draft = drafts.begin(by=self.principal, kind=journey.slug, title=journey.name, step="", typed=typed)
        answers = Answers(journey, draft, self.principal)
        drafts.name(draft=draft, by=self.principal, title=journey.title(answers), step=answers.first_open.slug)
        return journey.url(draft, step=answers.first_open.slug)

    def get_context_data(self, **kwargs):
        self.shows([])
        return super().get_context_data(**kwargs)

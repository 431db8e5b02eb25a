"""An app in small, standing on people: what forensic hub, beds and workforce do with the keeping of work."""

import datetime as dt

from django import forms
from django.db.models import F
from django_filters import ChoiceFilter, FilterSet

from partnership.access.models import User
from partnership.access.policy import Action
from partnership.arithmetic import clock
from partnership.pages.forms import PortalForm, UploadField
from partnership.pages.tables import Column
from partnership.pages.values import Link
from partnership.pages.views import ListPage
from partnership.people import actions as people
from partnership.people.forms import PersonForm
from partnership.people.lookup import by_name, find, visible
from partnership.people.models import Person
from partnership.people.models.person import Sex
from partnership.people.policy import PERSON
from partnership.work.search import Hit, Searcher
from partnership.work.sources import Assignment, Source, WorkItem
from partnership.work.steps import Done, Journey, Step
from partnership.work.views.saved_filters import SavesFilters

HANDED: list[tuple[list[str], str]] = []


class WhyForm(PortalForm):
    why = forms.CharField(label="Why they are here", max_length=100, widget=forms.Textarea)


class LettersForm(PortalForm):
    letter = UploadField(label="Letter", required=False)


class AddPerson(Journey):
    slug, name, needs, section = "person-new", "Add a person", PERSON[Action.NEW], "Sample"
    steps = (
        Step("person", "About the person", PersonForm),
        Step("why", "Why", WhyForm, asked=lambda answers: answers["person"].get("sex") != "not_known"),
        Step("letters", "Letters", LettersForm),
    )
    thrown_away: list[str] = []

    def title(self, answers):
        return f"Person {answers['person'].get('first_name', '')[:1]}"

    def keep_file(self, *, by, upload, step):
        return {"key": "7f1b0a3e-0000-4000-8000-000000000001", "name": upload.name}

    def discard_file(self, *, by, key):
        self.thrown_away.append(key)

    def finish(self, *, by, answers):
        return people.make(by=by, details=answers.form(self.step("person")).details())

    def done(self, *, by, reference):
        return Done("Person added", reference, ["Somebody will look at it."], [Link("Go to My work", "/my-work/")])


ADD_PERSON = AddPerson("sample")


def _born(principal):
    return visible(principal).annotate(due_on=F("date_of_birth")).order_by("due_on", "pk")


def _hand(*, by, references, to):
    HANDED.append((references, str(to)))


SOURCES = [
    Source(
        "greet",
        PERSON[Action.VIEW],
        rows=lambda principal: _born(principal).filter(sex="female"),
        item=lambda person: WorkItem("Greet", person.reference, f"/people/{person.reference}/", "New", person.due_on),
        assignment=Assignment(
            PERSON[Action.EDIT], people=lambda by: User.objects.filter(grants__role="hub_officer").distinct(), act=_hand
        ),
    ),
    Source(
        "answer",
        PERSON[Action.VIEW],
        rows=lambda principal: _born(principal).filter(sex="male"),
        item=lambda person: WorkItem("Answer", person.reference, f"/people/{person.reference}/", "They asked", None),
        waiting=True,
    ),
]


def _find(principal, words):
    if words.reference:
        return visible(principal).filter(reference=words.reference)
    if words.nhs_number:
        return find(principal, nhs_number=words.nhs_number)
    return by_name(principal, words.text)


SEARCHERS = [
    Searcher(
        "people",
        "People",
        "person",
        PERSON[Action.LIST],
        find=_find,
        hit=lambda person: Hit(
            person.reference, f"/people/{person.reference}/", f"{person.reference} {person.full_name}", person.home
        ),
    )
]


class PersonFilters(FilterSet):
    sex = ChoiceFilter(choices=Sex.choices)

    class Meta:
        model = Person
        fields = ("sex",)


class PersonList(SavesFilters, ListPage):
    model, title, noun = Person, "People", ("person", "people")
    filterset_class = PersonFilters
    columns = (Column("reference", "Reference", order_by="reference"), Column("full_name", "Name"))
    default_sort = "reference"


def born(days_ago: int) -> dt.date:
    return clock.today() - dt.timedelta(days=days_ago)

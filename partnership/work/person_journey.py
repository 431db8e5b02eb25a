"""A journey that ends in a record about a person: found first, asked about only where nobody knows them yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import words
from partnership.people import actions as people
from partnership.people import lookup
from partnership.people.forms import DIFFERENT, FindPersonForm, MatchForm, PersonForm
from partnership.people.known import Known, look
from partnership.people.models import Person
from partnership.people.policy import PERSON
from partnership.records.states import lock
from partnership.work.steps import Answers, Journey, Step, posted

FOUND = "found"
"""Where the draft keeps what was typed to find the person: no page of its own."""
ABOUT_THE_PERSON, WHO_THIS_IS = "About the person", "Who this is about"
"""The pages that say who somebody is. They stay in a record's answers, where they are shown by these names."""


def known_of(answers: Answers) -> Known:
    """Looked up once: by what was typed about the person, or before that by what was typed to find them."""
    if not hasattr(answers, "known"):
        same = (answers.draft.typed_on("match") or {}).get("same", [""])[-1]
        told = answers["person"] or found_by(answers)
        details = {name: told.get(name) for name in ("nhs_number", "last_name", "date_of_birth")}
        answers.known = answers.journey.look(answers.by, **details, chosen="" if same == DIFFERENT else same)
    return answers.known


def found_by(answers: Answers) -> Mapping[str, Any]:
    form = FindPersonForm(posted(answers.draft.typed_on(FOUND) or {}))
    return form.cleaned_data if form.is_valid() else {}


MATCH = "work/match_person.html"
PERSON_STEPS = (
    Step("person", ABOUT_THE_PERSON, PersonForm, asked=lambda answers: known_of(answers).chosen is None),
    Step(
        "match", WHO_THIS_IS, MatchForm, asked=lambda answers: bool(known_of(answers).people), once=True,
        template_name=MATCH,
    ),
)  # fmt: skip
"""The first two pages of such a journey. A person who is known is not asked about again."""


class AboutAPerson(Journey):
    """``steps`` begin with ``PERSON_STEPS``. ``noun`` is what the journey ends in: "referral".

    ``match_template`` draws the people who were found: it extends ``work/_match_people.html``.
    """

    noun = ""
    match_template = ""

    def open_for(self, by: Principal, people: set[Person]) -> Sequence[Any]:
        """The open records of these people, which are shown with them."""
        raise NotImplementedError

    def look(self, by: Principal, **details: Any) -> Known:
        return look(by, open_for=self.open_for, **details)

    def title(self, answers: Answers) -> str:
        chosen, typed = known_of(answers).chosen, answers["person"] or found_by(answers)
        named = chosen.initials if chosen else words.initials(" ".join(filter(None, map(typed.get, _NAMES))))
        return f"{self.name}: {named}" if named else self.name

    def form_kwargs(self, step: Step, answers: Answers) -> dict[str, Any]:
        if step.slug == "person":
            found = found_by(answers)
            return {"initial": {**found, "knows_nhs_number": "yes" if found.get("nhs_number") else None}}
        return self.match_kwargs(known_of(answers)) if step.slug == "match" else {}

    def match_kwargs(self, known: Known) -> dict[str, Any]:
        return {"known": known, "noun": self.noun, "template": self.match_template}

    def references(self, answers: Answers) -> list[str]:
        return known_of(answers).references

    def one_at_a_time(self, by: Principal, answers: Answers) -> Answers:
        """Of two people who save for the same person, the second sees what the first saved, before anything is made."""
        if chosen := known_of(answers).chosen:
            lock(chosen, PERSON[Action.EDIT], by)
        elif born_on := answers["person"].get("date_of_birth"):
            lookup.one_at_a_time(born_on)
        answers = Answers(self, answers.draft, by)
        if answers.first_open:
            raise Refusal(
                f"A person or a {self.noun} that may be the same was added just now. Open this page again to see which."
            )
        return answers

    def person(self, by: Principal, answers: Answers) -> Person:
        """The person it is about, made where they were not known."""
        chosen = known_of(answers).chosen
        return chosen or people.make(by=by, details=answers.form(self.step("person")).details())


_NAMES = ("first_name", "last_name")

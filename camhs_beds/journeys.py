"""Logging a request for a bed: find the young person, one page of questions, check, and send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from camhs_beds import clock_words
from camhs_beds.actions import requests
from camhs_beds.forms.request import AgeForm, RequestForm
from camhs_beds.models import BedRequest, Stay
from camhs_beds.policy import BED_REQUEST, STAY
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import words
from partnership.arithmetic.ages import age_on
from partnership.pages.values import Link
from partnership.people.models import Person
from partnership.work.person_journey import PERSON_STEPS, AboutAPerson, known_of
from partnership.work.steps import Answers, Done, Step


def is_adult(answers: Answers) -> bool:
    """On the day on which the bed is wanted."""
    wanted_on, born_on = answers["request"].get("wanted_on"), born(answers)
    return bool(wanted_on and born_on and age_on(born_on, wanted_on) >= requests.ADULT)


def born(answers: Answers) -> Any:
    chosen = known_of(answers).chosen
    return chosen.date_of_birth if chosen else answers["person"].get("date_of_birth")


class LogRequest(AboutAPerson):
    """Whoever has a live request already, or is in a unit, is led there before anything is asked."""

    slug = "request-new"
    name = "Log a bed request"
    section = "CAMHS"
    noun = "request"
    match_template = "camhs_beds/request_match_person.html"
    needs = BED_REQUEST[Action.NEW]
    steps = (
        *PERSON_STEPS,
        Step("request", "What is asked for", RequestForm),
        Step("age", "This young person is 18 or over", AgeForm, asked=is_adult),
    )

    def open_for(self, by: Principal, people: set[Person]) -> Sequence[BedRequest | Stay]:
        live = permitted(by, BED_REQUEST[Action.LIST], BedRequest).open().filter(person__in=people)
        stays = permitted(by, STAY[Action.LIST], Stay).open().filter(person__in=people).select_related("unit")
        return [*live, *stays]

    def told(self, answers: Answers) -> list[tuple[str, object]]:
        """Who it is about, with the age that is worked out."""
        born_on = born(answers)
        if born_on is None:
            return []
        wanted_on = answers["request"].get("wanted_on")
        told: list[tuple[str, object]] = [("Date of birth", born_on)]
        if wanted_on:
            told.append((f"Age on {words.day(wanted_on)}", f"{age_on(born_on, wanted_on)} years"))
        return told

    def start_url(self) -> str:
        return reverse("camhs_beds:request-find")

    def finish(self, *, by: Principal, answers: Answers) -> BedRequest:
        answers = self.one_at_a_time(by, answers)
        asked = answers.form(self.step("request")).asked
        person = self.person(by, answers)
        return requests.log(by=by, person=person, asked=asked | {"age_checked": is_adult(answers)})

    def done(self, *, by: Principal, reference: str) -> Done:
        request = permitted(by, BED_REQUEST[Action.VIEW], BedRequest).get(reference=reference)
        links = [
            Link("Find a bed", reverse("camhs_beds:request-match", args=[reference])),
            Link("View the request", reverse("camhs_beds:request-overview", args=[reference])),
            Link("Log another request", self.start_url()),
        ]
        trust = f"Responsible trust: {request.responsibility}"
        told = [clock_words.response(request), clock_words.assessment(request), trust]
        return Done("Request logged", reference, [f"{line}." for line in told if line], links)


LOG_REQUEST = LogRequest("camhs_beds")

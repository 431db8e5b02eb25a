"""Which units suit, asking them, and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property

from camhs_beds.actions import requests
from camhs_beds.candidates import matches_for
from camhs_beds.forms.finding_a_bed import AnswerForm, AskUnitsForm
from camhs_beds.matching import Group, Match, without_the_mix
from camhs_beds.models import Ask, BedRequest
from camhs_beds.policy import BED_REQUEST
from camhs_beds.states import LOOKING
from camhs_beds.views.overview import NONE
from camhs_beds.views.record import OfRequest, RequestForm, RequestPage
from camhs_beds.vocabulary import Answer, State
from partnership.access.policy import Action, Scope
from partnership.arithmetic import words
from partnership.pages.values import Link
from partnership.pages.views import RecordAct, RecordFormPage
from partnership.records.history import label_of, shown

DECIDE = BED_REQUEST[Action.DECIDE]
WHY_NOBODY_IS_ASKED = {
    State.WAITING: "Information was asked for and has not come, so no unit is asked yet.",
    State.RESERVED: "A bed is reserved for this request, so no other unit is asked.",
}

WEIGHED = ("response", "unit_type", "wanted_on", "whereabouts", "legal_status", "needs", "risks")


@dataclass(frozen=True)
class Candidate:
    """A unit in the list, with the last time that it was asked for this request."""

    match: Match
    ask: Ask | None
    may_be_asked: bool

    @property
    def field_id(self) -> str:
        return f"unit-{self.match.unit.pk}"

    @property
    def distance(self) -> str:
        miles = self.match.miles
        return "Distance not known" if miles is None else f"{miles} miles from home"


class RequestMatch(RequestForm, RequestPage):
    """Every unit with the reasons for its place. It ranks and explains; a person chooses, or says why not."""

    action = staticmethod(requests.ask_units)
    form_class = AskUnitsForm
    template_name = "camhs_beds/request_match.html"
    after = "request-offers"

    def get_title(self) -> str:
        return f"Find a bed for {self.record}"

    def back_link(self) -> str:
        return ""

    @cached_property
    def matches(self) -> list[Match]:
        return matches_for(self.record)

    @cached_property
    def asks(self) -> dict[int, Ask]:
        """The last time that each unit was asked, by the unit."""
        asked = self.record.asks.select_related("asked_by", "answered_by")
        return {ask.unit_id: ask for ask in asked}

    @cached_property
    def candidates(self) -> list[Candidate]:
        return [self._candidate(match) for match in self.matches]

    def _candidate(self, match: Match) -> Candidate:
        ask = self.asks.get(match.unit.pk)
        waits = ask is not None and ask.closed_at is None and ask.answer != Answer.NO
        return Candidate(match, ask, not match.excluded and not waits and self.record.state in LOOKING)

    @property
    def first(self) -> Match | None:
        """The first of the list that has not been asked yet."""
        return next((match for match in self.matches if not match.excluded and match.unit.pk not in self.asks), None)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"every": self.matches, "first": self.first}

    def get_success(self) -> str:
        names = words.listed([str(ask.unit) for ask in self.changed])
        return f"{names} {'is' if len(self.changed) == 1 else 'are'} asked for a bed for {self.record}."

    def get_context_data(self, **kwargs):
        found = groupby(self.candidates, key=lambda candidate: candidate.match.group)
        groups = {group: list(members) for group, members in found}
        return super().get_context_data(
            groups=[(str(group), groups.get(group, [])) for group in Group],
            nobody_now=Group.NOW not in groups,
            soonest=next(iter(groups.get(Group.SOON, [])), None),
            ways_on=self.ways_on(),
            asks_units=any(candidate.may_be_asked for candidate in self.candidates),
            first_box=next((candidate.field_id for candidate in self.candidates if candidate.may_be_asked), ""),
            why_nobody=WHY_NOBODY_IS_ASKED.get(State(self.record.state), ""),
            **kwargs,
        )

    def ways_on(self) -> list[Link]:
        return [
            Link("Wait and check again", self.to_record("request-match")),
            Link("Ask for an out of area placement", self.to_record("request-out-of-area")),
            Link("Record a community alternative", self.to_record("request-community")),
        ]

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if not self.record.is_open:
            return redirect(self.to_record())
        return super().get(request, *args, **kwargs)


class RequestOffers(RequestPage):
    """Every unit that was asked, what it said, and who decided there.

    The mix of young people on a unit is for those who can answer for it: its ward and the bed team.
    """

    template_name = "camhs_beds/request_offers.html"

    def asks(self) -> list[tuple[Ask, list[str], bool]]:
        """Each with why the unit had its place in the list, and whether its answer may be given or changed."""
        asks = self.record.asks.select_related("unit", "asked_by", "answered_by").order_by("-asked_at", "rank")
        answers_for = set(self.permitted(Ask, DECIDE).filter(request=self.record).values_list("pk", flat=True))
        asked_again = {ask.unit_id for ask in asks if not ask.closed_at and ask.answer != Answer.NO}
        return [
            (
                ask,
                ask.explanation if ask.pk in answers_for else without_the_mix(ask.explanation),
                not ask.closed_at and (ask.answer != Answer.NO or ask.unit_id not in asked_again),
            )
            for ask in asks
        ]

    def get_context_data(self, **kwargs):
        held = self.record.reservations.select_related("bed__unit", "reserved_by", "ended_by")
        is_open = self.record.is_open
        return super().get_context_data(
            asks=self.asks(),
            reservations=held,
            may_answer=self.may(DECIDE) and is_open,
            may_ask=self.may_edit and is_open,
            **kwargs,
        )


class OfAsk(OfRequest):
    """One unit that was asked."""

    argument = "ask"
    after = "request-offers"

    @cached_property
    def subject(self) -> Ask:
        asks = self.permitted(Ask, DECIDE).select_related("unit", "request", "asked_by", "answered_by")
        return get_object_or_404(asks, request=self.record, pk=self.kwargs["pk"])


class OfferAnswer(OfAsk, RecordFormPage):
    """What the unit said: by its ward, or by the bed team that telephoned."""

    action = staticmethod(requests.answer)
    form_class = AnswerForm
    template_name = "camhs_beds/offer_answer.html"
    button = "Save answer"

    def check(self) -> None:
        self.subject  # noqa: B018 - one of another unit is a 404

    def get_title(self) -> str:
        if DECIDE.scope(self.principal) is Scope.OWN_UNIT:
            return f"Can {self.subject.unit} take them?"
        return f"Record the answer of {self.subject.unit}"

    @property
    def hint(self) -> str:
        return f"Asked by {self.subject.asked_by} on {words.moment(self.subject.asked_at)}."

    def weighed(self) -> Iterator[tuple[str, object]]:
        """What the unit weighs."""
        request = self.record
        yield "Request", Link(str(request), self.to_record())
        for name in WEIGHED:
            yield label_of(BedRequest, name), shown(request, name) if getattr(request, name) else NONE

    def get_context_data(self, **kwargs):
        return super().get_context_data(weighed=self.weighed(), **kwargs)

    def get_initial(self):
        return super().get_initial() | AnswerForm.of(self.subject)

    def values_now(self) -> dict[str, object]:
        """What another person has recorded meanwhile. The rest of an answer goes with it, and is not chosen apart."""
        return {"answer": self.subject.answer} if self.subject.answer else {}

    def get_success(self) -> str:
        answered = self.changed
        return f"{answered.unit}: {answered.get_answer_display().lower()}. The answer is recorded."


OfferStop = RecordAct.of(OfAsk, requests.stop_asking, "{record.unit} is no longer asked.")

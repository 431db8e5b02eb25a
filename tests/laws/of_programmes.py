"""Programmes and governance in the world of the laws: rows in every state, their addresses, right forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from partnership.arithmetic import clock
from partnership.programmes.models import Decision
from partnership.programmes.vocabulary import DecisionState, Progress, RiskState
from partnership.records.models.sequence import next_reference

if TYPE_CHECKING:
    from tests.laws.addresses import Named, Tried
    from tests.laws.building import Builder
    from tests.laws.world import World

MARCH, DECIDED_ON = dt.date(2018, 3, 1), dt.date(2018, 4, 3)
FORENSIC = {"slug": "forensic"}
LEAD, MANAGER = "programme_lead", "trust_manager slam"


def commitments(builder: Builder) -> Iterator[dict[str, Any]]:
    """One in each state for each trust, and for the whole Partnership."""
    for trust in [*builder.world.trusts, None]:
        for state in Progress:
            yield {"trust": trust, "state": state}


def a_commitment(prefix: str) -> Callable[[Builder, dict[str, Any]], dict[str, Any]]:
    def shape(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
        done = {} if given["state"] == Progress.COMPLETE else {"done_on": None}
        owner = builder.world.asker(LEAD).principal.user
        return {"reference": next_reference(prefix), "version": 1, "owner": owner, **done}

    return shape


def risks(builder: Builder) -> Iterator[dict[str, Any]]:
    for state in RiskState:
        yield {"state": state}


def a_risk(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    owner = builder.world.asker(LEAD).principal.user
    return {"reference": next_reference("RK"), "version": 1, "likelihood": 3, "impact": 4, "owner": owner}


def reports(builder: Builder) -> Iterator[dict[str, Any]]:
    """One, and the same issued again."""
    yield {"issue": 1, "why_again": ""}
    yield {"issue": 2}


def a_report(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    line = {"group": "Milestones", "label": builder.canaries.word(), "words": builder.canaries.word()}
    return {"reference": next_reference("HL"), "version": 1, "month": MARCH, "shown": [line]}


def decisions(builder: Builder) -> Iterator[dict[str, Any]]:
    """One in each state; what is to be ratified begins as agreed in principle (``let_decisions_stand``)."""
    for state in DecisionState:
        begins = DecisionState.IN_PRINCIPLE if state == DecisionState.RATIFIED else state
        withdrawn = {} if state == DecisionState.WITHDRAWN else {"why_withdrawn": ""}
        yield {"state": begins, "needs_ratification": state != DecisionState.AGREED, **withdrawn}


def a_decision(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    return {"reference": next_reference("DC"), "version": 1, "decided_on": DECIDED_ON}


def ratifications(builder: Builder) -> Iterator[dict[str, Any]]:
    in_state = dict(zip(DecisionState, builder.made["programmes.Decision"], strict=True))
    for trust in builder.world.trusts:
        yield {"decision": in_state[DecisionState.RATIFIED], "trust": trust, "ratified": True, "why": ""}
    yield {"decision": in_state[DecisionState.NOT_RATIFIED], "trust": builder.world.trusts[1], "ratified": False}


def let_decisions_stand(builder: Builder) -> None:
    """What all three boards have ratified is ratified, as the database lets it be."""
    ratified = [one.decision_id for one in builder.made["programmes.Ratification"] if one.ratified]
    Decision.objects.filter(pk__in=ratified).update(state=DecisionState.RATIFIED)


ROOTS = {
    "programmes.Milestone": commitments,
    "programmes.ProgrammeAction": commitments,
    "programmes.Risk": risks,
    "programmes.Report": reports,
    "programmes.Decision": decisions,
    "programmes.Ratification": ratifications,
}
SHAPES = {
    "programmes.Milestone": a_commitment("MS"),
    "programmes.ProgrammeAction": a_commitment("AC"),
    "programmes.Risk": a_risk,
    "programmes.Report": a_report,
    "programmes.Decision": a_decision,
}
CODES = {"programmes.Decision.decided_on", "programmes.Report.month"}


def a_programme(tried: Tried) -> list[Named]:
    return [(FORENSIC, None)]


def of_each_trust(model: str) -> Callable[[Tried], list[Named]]:
    """One of the asker's own trust, one of another and one of none, in the state that has its turn."""

    def provider(tried: Tried) -> list[Named]:
        state = list(Progress)[tried.turn % len(Progress)]
        rows = [row for row in tried.world.of(model) if row.state == state]
        own = [row for row in rows if row.trust_id and row.trust_id == tried.asker.principal.trust_id]
        others = [row for row in rows if row.trust_id and row not in own]
        nobodys = [row for row in rows if row.trust_id is None]
        return [(FORENSIC | {"reference": row.reference}, row) for row in [*own, others[0], *nobodys]]

    return provider


def of_states(model: str, states: type, **more: Any) -> Callable[[Tried], list[Named]]:
    def provider(tried: Tried) -> list[Named]:
        by_state = {row.state: row for row in tried.world.of(model)}
        row = by_state[list(states)[tried.turn % len(states)]]
        return [(more | {"reference": row.reference}, row)]

    return provider


def the_last_report(tried: Tried) -> list[Named]:
    report = max(tried.world.of("programmes.Report"), key=lambda one: one.issue)
    return [(FORENSIC | {"reference": report.reference}, report)]


def what_was_ratified(tried: Tried) -> list[Named]:
    row = next(one for one in tried.world.of("programmes.Decision") if one.state == DecisionState.RATIFIED)
    return [({"reference": row.reference}, row)]


ONE = r"partnership/programmes/<slug:slug>/"
PROVIDERS = {
    rf"{ONE}milestones/<str:reference>/": of_each_trust("programmes.Milestone"),
    rf"{ONE}actions/<str:reference>/": of_each_trust("programmes.ProgrammeAction"),
    rf"{ONE}risks/<str:reference>/": of_states("programmes.Risk", RiskState, **FORENSIC),
    rf"{ONE}reports/<str:reference>/": the_last_report,
    ONE: a_programme,
    r"partnership/governance/decisions/<str:reference>/ratification/": what_was_ratified,
    r"partnership/governance/decisions/<str:reference>/": of_states("programmes.Decision", DecisionState),
}
QUERY = {"programmes:report-new": "?period=2018-02"}
ADDS_ONLY = {"programmes:report-again"}

CORRECTION = {"why": "wrong_value", "explanation": "It was typed wrongly"}
UPDATE = {"progress": "on_track", "what_happened": "All is well"}
SCORED = {"likelihood": "2", "impact": "2", "mitigation": "A roof", "provision": "10"}
REPORTED = {"overall": "on_track", "done": "This", "coming": "That", "confirmed": "yes"}
DECIDED = {"title": "Another", "text": "Something else", "programme": "all", "meeting": "A board"}


def _day(name: str, value: dt.date) -> dict[str, Any]:
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def payloads(sending: Callable) -> dict[str, Any]:
    every = tuple({state: None for states in (Progress, RiskState, DecisionState) for state in states})

    def send(data: dict[str, Any], who: str = LEAD, states: tuple = every, **days: int) -> Any:
        def typed(world: World, row: Any) -> dict[str, Any]:
            when = {name: clock.today() + dt.timedelta(days=ahead) for name, ahead in days.items()}
            parts = [_day(name, day) for name, day in when.items()]
            owner = world.asker(LEAD).principal.user_id
            return {"owner": owner, **data, **{name: value for part in parts for name, value in part.items()}}

        return sending(data=typed, who=who, states=states)

    def undone(after: str, who: str = LEAD, states: tuple = every) -> Any:
        return sending(data=lambda world, row: {}, who=who, states=states, after=after)

    new = {"title": "Another", "trust": "partnership"}
    return {
        **{f"programmes:{noun}-new": send(new, due_on=7) for noun in ("milestone", "action")},
        **{f"programmes:{noun}-update": send(UPDATE) for noun in ("milestone", "action")},
        **{f"programmes:{noun}-undo": undone(f"programmes:{noun}-update") for noun in ("milestone", "action")},
        **{f"programmes:{noun}-change": send({"title": "Another"}) for noun in ("milestone", "action")},
        "programmes:risk-new": send({"title": "Rain", **SCORED}),
        "programmes:risk-review": send({"found": "Rain", **SCORED}, states=(RiskState.OPEN,)),
        "programmes:risk-close": send({"why": "It is over"}, states=(RiskState.OPEN,)),
        "programmes:risk-reopen": send({"why": "It is back"}, states=(RiskState.CLOSED,)),
        "programmes:report-new": send(REPORTED),
        "programmes:report-again": send({**REPORTED, "why": "A name was wrong"}),
        "programmes:decision-new": send({**DECIDED, "ratification": "yes"}, decided_on=0),
        "programmes:decision-ratify": send({"ratified": "yes"}, MANAGER, (DecisionState.IN_PRINCIPLE,), said_on=0),
        "programmes:ratification-undo": undone("programmes:decision-ratify", MANAGER, (DecisionState.IN_PRINCIPLE,)),
        "programmes:ratification-correct": send(CORRECTION, MANAGER, said_on=0),
        "programmes:decision-correct": send({**DECIDED, **CORRECTION}, states=(DecisionState.AGREED,), decided_on=-1),
        "programmes:decision-withdraw": send({"why": "Overtaken"}, states=(DecisionState.IN_PRINCIPLE,)),
    }


def multiply(builder: Builder, number: int) -> None:
    """One more of everything that a page lists."""
    trust = builder.world.trusts[number % 2]
    for model in ("Milestone", "ProgrammeAction"):
        builder.fill(f"programmes.{model}", {"trust": trust, "state": Progress.ON_TRACK})
    builder.fill("programmes.Risk", {"state": RiskState.OPEN})
    builder.fill("programmes.Report", {"issue": number + 3})
    in_principle = {"state": DecisionState.IN_PRINCIPLE, "needs_ratification": True, "why_withdrawn": ""}
    builder.fill("programmes.Decision", in_principle)

"""Programmes and governance in the world of the laws: rows in every state, their addresses, right forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from partnership.programmes.models import Decision
from partnership.programmes.vocabulary import DecisionState, Progress, RiskState
from partnership.records.models.sequence import next_reference
from tests.laws.building import Builder
from tests.laws.declaring import Columns, Data, ForTheLaws, Given, More, Named, Provider, Sending, Tried
from tests.laws.forms import CORRECTION, day, in_days
from tests.laws.world import World

MARCH, DECIDED_ON = dt.date(2018, 3, 1), dt.date(2018, 4, 3)
FORENSIC = {"slug": "forensic"}
LEAD, MANAGER = "programme_lead", "trust_manager slam"


def commitments(builder: Builder) -> Iterator[Given]:
    """One in each state for each trust, and for the whole Partnership."""
    for trust in [*builder.world.trusts, None]:
        for state in Progress:
            yield {"trust": trust, "state": state}


def a_commitment(prefix: str) -> Columns:
    def shape(builder: Builder, given: Given) -> Given:
        done = {} if given["state"] == Progress.COMPLETE else {"done_on": None}
        owner = builder.world.asker(LEAD).principal.user
        return {"reference": next_reference(prefix), "version": 1, "owner": owner, **done}

    return shape


def risks(builder: Builder) -> Iterator[Given]:
    for state in RiskState:
        yield {"state": state}


def a_risk(builder: Builder, given: Given) -> Given:
    owner = builder.world.asker(LEAD).principal.user
    return {"reference": next_reference("RK"), "version": 1, "likelihood": 3, "impact": 4, "owner": owner}


def reports(builder: Builder) -> Iterator[Given]:
    """One, and the same issued again."""
    yield {"issue": 1, "why_again": ""}
    yield {"issue": 2}


def a_report(builder: Builder, given: Given) -> Given:
    line = {"group": "Milestones", "label": builder.canaries.word(), "words": builder.canaries.word()}
    return {"reference": next_reference("HL"), "version": 1, "month": MARCH, "shown": [line]}


def decisions(builder: Builder) -> Iterator[Given]:
    """One in each state; what is to be ratified begins as agreed in principle (``ratify``)."""
    for state in DecisionState:
        begins = DecisionState.IN_PRINCIPLE if state == DecisionState.RATIFIED else state
        withdrawn = {} if state == DecisionState.WITHDRAWN else {"why_withdrawn": ""}
        yield {"state": begins, "needs_ratification": state != DecisionState.AGREED, **withdrawn}


def a_decision(builder: Builder, given: Given) -> Given:
    return {"reference": next_reference("DC"), "version": 1, "decided_on": DECIDED_ON}


def ratifications(builder: Builder) -> Iterator[Given]:
    in_state = dict(zip(DecisionState, builder.made["programmes.Decision"], strict=True))
    for trust in builder.world.trusts:
        yield {"decision": in_state[DecisionState.RATIFIED], "trust": trust, "ratified": True, "why": ""}
    yield {"decision": in_state[DecisionState.NOT_RATIFIED], "trust": builder.world.trusts[1], "ratified": False}


def ratify(builder: Builder) -> None:
    """What all three boards have ratified is ratified, as the database lets it be."""
    ratified = [one.decision_id for one in builder.made["programmes.Ratification"] if one.ratified]
    Decision.objects.filter(pk__in=ratified).update(state=DecisionState.RATIFIED)


def a_programme(tried: Tried) -> list[Named]:
    return [(FORENSIC, None)]


def of_each_trust(model: str) -> Provider:
    """One of the asker's own trust, one of another and one of none, in the state that has its turn."""

    def provider(tried: Tried) -> list[Named]:
        state = list(Progress)[tried.turn % len(Progress)]
        rows = [row for row in tried.world.of(model) if row.state == state]
        own = [row for row in rows if row.trust_id and row.trust_id == tried.asker.principal.trust_id]
        others = [row for row in rows if row.trust_id and row not in own]
        nobodys = [row for row in rows if row.trust_id is None]
        return [(FORENSIC | {"reference": row.reference}, row) for row in [*own, others[0], *nobodys]]

    return provider


def of_states(model: str, states: type, **more: Any) -> Provider:
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


UPDATE = {"progress": "on_track", "what_happened": "All is well"}
SCORED = {"likelihood": "2", "impact": "2", "mitigation": "A roof", "provision": "10"}
REPORTED = {"overall": "on_track", "done": "This", "coming": "That", "confirmed": "yes"}
DECIDED = {"title": "Another", "text": "Something else", "programme": "all", "meeting": "A board"}


def sends(data: Data, *states: str, who: str = LEAD, after: str = "", **days: int) -> Sending:
    """``days``: dates that are so many days from now. The lead owns what is made."""

    def typed(world: World, row: Any) -> Data:
        dates = [day(name, in_days(ahead)) for name, ahead in days.items()]
        owner = world.asker(LEAD).principal.user_id
        return {"owner": owner, **data, **{name: value for part in dates for name, value in part.items()}}

    return Sending(typed, states, who, after)


def more(of: More) -> None:
    builder, number = of.builder, of.number
    trust = builder.world.trusts[number % 2]
    for model in ("Milestone", "ProgrammeAction"):
        builder.fill(f"programmes.{model}", {"trust": trust, "state": Progress.ON_TRACK})
    builder.fill("programmes.Risk", {"state": RiskState.OPEN})
    builder.fill("programmes.Report", {"issue": number + 3})
    in_principle = {"state": DecisionState.IN_PRINCIPLE, "needs_ratification": True, "why_withdrawn": ""}
    builder.fill("programmes.Decision", in_principle)


ONE = r"partnership/programmes/<slug:slug>/"
COMMITMENTS = ("milestone", "action")
NEW = {"title": "Another", "trust": "partnership"}
FOR_THE_LAWS = ForTheLaws(
    rows={
        "programmes.Milestone": commitments,
        "programmes.ProgrammeAction": commitments,
        "programmes.Risk": risks,
        "programmes.Report": reports,
        "programmes.Decision": decisions,
        "programmes.Ratification": ratifications,
    },
    columns={
        "programmes.Milestone": a_commitment("MS"),
        "programmes.ProgrammeAction": a_commitment("AC"),
        "programmes.Risk": a_risk,
        "programmes.Report": a_report,
        "programmes.Decision": a_decision,
    },
    afterwards=ratify,
    more=more,
    codes={"programmes.Decision.decided_on", "programmes.Report.month"},
    addresses={
        rf"{ONE}milestones/<str:reference>/": of_each_trust("programmes.Milestone"),
        rf"{ONE}actions/<str:reference>/": of_each_trust("programmes.ProgrammeAction"),
        rf"{ONE}risks/<str:reference>/": of_states("programmes.Risk", RiskState, **FORENSIC),
        rf"{ONE}reports/<str:reference>/": the_last_report,
        ONE: a_programme,
        r"partnership/governance/decisions/<str:reference>/ratification/": what_was_ratified,
        r"partnership/governance/decisions/<str:reference>/": of_states("programmes.Decision", DecisionState),
    },
    queries={"programmes:report-new": "?period=2018-02"},
    forms={
        **{f"programmes:{noun}-new": sends(NEW, due_on=7) for noun in COMMITMENTS},
        **{f"programmes:{noun}-update": sends(UPDATE) for noun in COMMITMENTS},
        **{f"programmes:{noun}-undo": sends({}, after=f"programmes:{noun}-update") for noun in COMMITMENTS},
        **{f"programmes:{noun}-change": sends({"title": "Another"}) for noun in COMMITMENTS},
        "programmes:risk-new": sends({"title": "Rain", **SCORED}),
        "programmes:risk-review": sends({"found": "Rain", **SCORED}, RiskState.OPEN),
        "programmes:risk-close": sends({"why": "It is over"}, RiskState.OPEN),
        "programmes:risk-reopen": sends({"why": "It is back"}, RiskState.CLOSED),
        "programmes:report-new": sends(REPORTED),
        "programmes:report-again": sends({**REPORTED, "why": "A name was wrong"}),
        "programmes:decision-new": sends({**DECIDED, "ratification": "yes"}, decided_on=0),
        "programmes:decision-ratify": sends({"ratified": "yes"}, DecisionState.IN_PRINCIPLE, who=MANAGER, said_on=0),
        "programmes:ratification-undo": sends(
            {}, DecisionState.IN_PRINCIPLE, who=MANAGER, after="programmes:decision-ratify"
        ),
        "programmes:ratification-correct": sends(CORRECTION, who=MANAGER, said_on=0),
        "programmes:decision-correct": sends({**DECIDED, **CORRECTION}, DecisionState.AGREED, decided_on=-1),
        "programmes:decision-withdraw": sends({"why": "Overtaken"}, DecisionState.IN_PRINCIPLE),
    },
    adds_only={"programmes:report-again"},
    guards_rows={"ratification.new", "ratification.view"},
)

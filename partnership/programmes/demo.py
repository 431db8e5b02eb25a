"""The demonstration's programmes: what the public record says of the first year as milestones, and around them made-up
actions, risks, decisions and a report, each done by somebody at its own moment. The same every time."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from partnership.access.models import Grant
from partnership.access.principal import Principal
from partnership.access.scope import acting_as
from partnership.arithmetic import clock
from partnership.organisations.models import Organisation, Programme
from partnership.programmes import reading
from partnership.programmes.actions import commitments, decisions, reports, risks
from partnership.programmes.models import Milestone, ProgrammeAction, Risk
from partnership.programmes.vocabulary import Overall

LEAD = "priya.prog"
MANAGERS = {"oxleas": "olu.trust", "slam": "tess.trust", "swlstg": "will.trust"}
ANNOUNCED = "Announced by the Partnership"
PRESENTED = "The Partnership's presentation of its first year"
MADE_UP = "Made up for the demonstration"


class Dated(NamedTuple):
    """A milestone of the public record, or of ours. ``done_on`` is empty where it has not been reached."""

    programme: str
    title: str
    due_on: str
    done_on: str = ""
    source: str = PRESENTED


class Task(NamedTuple):
    """An action. ``said`` are its updates: day, progress, what happened and, where it was moved, when to and why."""

    programme: str
    trust: str
    title: str
    added_on: str
    due_on: str
    said: tuple[tuple[str, ...], ...] = ()


class Danger(NamedTuple):
    programme: str
    title: str
    likelihood: int
    impact: int
    provision: str
    mitigation: str


MILESTONES = (
    Dated("forensic", "Joint commissioning of forensic services begins", "2015-04-01", "2015-04-01", ANNOUNCED),
    Dated("forensic", "The new forensic service is implemented", "2017-04-01", "2017-04-03"),
    Dated("forensic", "Eleven people repatriated", "2017-06-30", "2017-06-30"),
    Dated("forensic", "Six more people repatriated", "2017-09-30", "2017-09-29"),
    Dated("forensic", "The first year's 60 people moved on", "2018-03-31", "2018-03-29"),
    Dated("forensic", "Female step-down accommodation opens", "2018-06-29", source=MADE_UP),
    Dated("camhs", "Shared management of young people's beds begins", "2017-04-03", "2017-04-03", MADE_UP),
    Dated("camhs", "Bed days out of area fall by 38 per cent", "2018-03-31", "2018-03-30"),
    Dated("camhs", "The adolescent outreach team is complete", "2018-05-31", source=MADE_UP),
    Dated("nursing", "More than 70 staff of band 3 on the nursing associate programme", "2018-03-31", "2018-03-28"),
    Dated("nursing", "18 nurses funded for postgraduate study", "2018-03-31", "2018-03-28"),
    Dated("nursing", "The graduate and apprenticeship scheme opens", "2018-03-31", source=ANNOUNCED),
    Dated("complex-care", "Personalised support begins in Lambeth", "2014-04-01", "2014-04-01"),
    Dated("complex-care", "Wandsworth begins its first phase", "2014-12-31", "2014-12-19"),
    Dated("complex-care", "Bexley Care begins", "2017-04-03", "2017-04-03"),
    Dated("complex-care", "Fewer than 50 people in Bexley wait to leave hospital", "2018-03-31", "2018-03-31"),
    Dated("quality-improvement", "The conference for 590 delegates", "2017-11-30", "2017-11-23", PRESENTED),
    Dated("quality-improvement", "Prescribing for psychosis is compared in all three trusts", "2018-07-31",
          source=MADE_UP),
    Dated("infrastructure", "The employee passport is in use", "2018-03-31", source=ANNOUNCED),
    Dated("infrastructure", "Legal services are bought together", "2018-06-30", source=MADE_UP),
)  # fmt: skip

TASKS = (
    Task("forensic", "slam", "Agree the staffing of Willow House", "2018-02-05", "2018-03-29",
         (("2018-03-12", "at_risk", "Two posts are not filled.", "2018-04-27", "The second advert closes in April."),)),
    Task("forensic", "oxleas", "Move the hub's telephone line to one number", "2018-02-12", "2018-03-16",
         (("2018-03-15", "complete", "One number since this morning."),)),
    Task("forensic", "swlstg", "Name the trust's second decision maker at the panel", "2018-03-05", "2018-04-09",
         (("2018-03-26", "on_track", "Two people have been asked."),)),
    Task("camhs", "swlstg", "Recruit the outreach team's last two nurses", "2018-02-19", "2018-05-18",
         (("2018-04-09", "on_track", "Interviews are on 24 April."),)),
    Task("camhs", "slam", "Share the bed board with the on-call managers", "2018-03-12", "2018-04-20"),
    Task("camhs", "oxleas", "Agree one set of admission papers", "2018-01-15", "2018-02-28",
         (("2018-02-26", "at_risk", "Two wards still use their own.", "2018-03-29", "The wards asked for a trial."),
          ("2018-03-27", "on_track", "The trial went well.", "2018-04-30", "The papers are being printed."))),
    Task("nursing", "oxleas", "Open the apprenticeship scheme for applications", "2018-01-22", "2018-03-30",
         (("2018-03-26", "at_risk", "The college has not signed.", "2018-05-04", "The college signs in April."),)),
    Task("nursing", "slam", "Publish the list of funded courses", "2018-03-19", "2018-04-23"),
    Task("complex-care", "slam", "Review placements that cost most", "2018-02-26", "2018-04-13",
         (("2018-04-10", "at_risk", "12 of 20 are reviewed."),)),
    Task("quality-improvement", "swlstg", "Collect the prescribing baseline", "2018-03-05", "2018-05-25"),
    Task("infrastructure", "", "Compare the three contracts for legal advice", "2018-02-05", "2018-04-18",
         (("2018-04-04", "on_track", "Two of three are compared."),)),
    Task("infrastructure", "oxleas", "Try the employee passport with 50 staff", "2018-03-12", "2018-04-30"),
)  # fmt: skip

DANGERS = (
    Danger("forensic", "Step-down places open later than planned", 4, 4, "250000.00",
           "Places are held with two providers until the house opens."),
    Danger("forensic", "The price of placements outside rises", 3, 4, "400000.00",
           "Prices are agreed for a year; the hub asks for a quote before each move."),
    Danger("camhs", "Beds close for want of nurses", 4, 5, "180000.01",
           "The three trusts share bank staff, and tell each other a week ahead."),
    Danger("nursing", "Nursing associates leave when they qualify", 2, 3, "0.00",
           "Each has a post to go to, and a mentor."),
    Danger("complex-care", "Supported housing is not found in time", 3, 3, "95000.00",
           "The boroughs and the trusts look at the list together each week."),
    Danger("infrastructure", "A shared contract is challenged", 2, 4, "60000.00",
           "Procurement advice is taken before the notice is published."),
)  # fmt: skip

DECIDED = (
    ("camhs", "Manage young people's beds as one", "The three trusts manage all of their beds for young people as one, "
     "and no trust keeps a bed for its own boroughs alone.", "2017-12-11", True,
     (("oxleas", "2018-01-11"), ("slam", "2018-01-23"), ("swlstg", "2018-02-01"))),
    ("infrastructure", "Buy legal advice together", "The three trusts buy legal advice by one contract from July 2018 "
     "on, and share what it saves in equal parts.", "2018-03-12", True, (("swlstg", "2018-04-05"),)),
    ("quality-improvement", "Hold the conference again", "The conference is held again in November 2018.",
     "2018-03-12", False, ()),
)  # fmt: skip


def load(scale: int = 1, chance: random.Random | None = None) -> None:
    """The same at every scale: these are fixed records."""
    people = _people()
    for dated in MILESTONES:
        _milestone(dated, people[LEAD])
    for task in TASKS:
        _action(task, people)
    for danger in DANGERS:
        _risk(danger, people[LEAD])
    for decided in DECIDED:
        _decision(decided, people)


def load_last() -> None:
    """Once every month is closed, so that the report says what the measures say of it."""
    lead = _people()[LEAD]
    with acting_as(lead):
        raised = Risk.objects.get(title=DANGERS[0].title)
    _report(raised, lead)


def _people() -> dict[str, Principal]:
    """Whoever works in a role of ours, by the first part of their address."""
    grants = Grant.objects.filter(role__in=["programme_lead", "trust_manager"]).select_related("user", "trust")
    return {grant.user.email.split("@")[0]: Principal(grant.user, grant) for grant in grants}


def _does(who: Principal, day: str, verb: Callable[..., Any], **given: Any) -> Any:
    moment = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(10), tzinfo=clock.LONDON)
    with clock.override(moment), acting_as(who):
        return verb(by=who, **given)


def _programme(slug: str) -> Programme:
    return Programme.objects.get(slug=slug)


def _milestone(dated: Dated, lead: Principal) -> None:
    """Planned a month before it was due; written down as reached on its day."""
    due_on = dt.date.fromisoformat(dated.due_on)
    planned_on = min(due_on - dt.timedelta(days=28), dt.date(2018, 2, 1)).isoformat()
    milestone = _does(
        lead, planned_on, commitments.add, model=Milestone, programme=_programme(dated.programme), title=dated.title,
        detail=f"Source: {dated.source}", due_on=due_on, owner=lead.user,
    )  # fmt: skip
    if dated.done_on:
        _does(
            lead, dated.done_on, commitments.update, commitment=milestone, progress="complete",
            what_happened="Reached.", done_on=dt.date.fromisoformat(dated.done_on),
        )  # fmt: skip


def _action(task: Task, people: Mapping[str, Principal]) -> None:
    owner = people[MANAGERS.get(task.trust, LEAD)]
    trust = Organisation.objects.get(slug=task.trust) if task.trust else None
    action = _does(
        people[LEAD], task.added_on, commitments.add, model=ProgrammeAction, programme=_programme(task.programme),
        title=task.title, due_on=dt.date.fromisoformat(task.due_on), owner=owner.user, trust=trust,
    )  # fmt: skip
    for day, progress, happened, *moved in task.said:
        to, why = moved or (None, "")
        action = _does(
            owner, day, commitments.update, commitment=action, progress=progress, what_happened=happened,
            due_on=dt.date.fromisoformat(to) if to else None, why_moved=why,
        )  # fmt: skip


def _risk(danger: Danger, lead: Principal) -> Risk:
    return _does(
        lead, "2018-02-12", risks.raise_risk, programme=_programme(danger.programme), title=danger.title,
        likelihood=danger.likelihood, impact=danger.impact, mitigation=danger.mitigation,
        provision=Decimal(danger.provision), owner=lead.user,
    )  # fmt: skip


def _decision(decided: tuple[Any, ...], people: Mapping[str, Principal]) -> None:
    programme, title, text, day, needs_ratification, boards = decided
    decision = _does(
        people[LEAD], day, decisions.record, title=title, text=text, meeting="Partnership programme board",
        decided_on=dt.date.fromisoformat(day), needs_ratification=needs_ratification, programme=_programme(programme),
    )  # fmt: skip
    for trust, said_on in boards:
        _does(
            people[MANAGERS[trust]], said_on, decisions.respond, decision=decision, ratified=True,
            said_on=dt.date.fromisoformat(said_on),
        )  # fmt: skip


def _report(risk: Risk, lead: Principal) -> None:
    """Of March, for the forensic programme, which is at risk because of the risk that it names."""
    programme, month = _programme("forensic"), dt.date(2018, 3, 1)
    milestones = _does(lead, "2018-04-11", reading.milestones_of, programme=programme, month=month)
    _does(
        lead, "2018-04-11", reports.issue, programme=programme, month=month, overall=Overall.AT_RISK,
        done=reading.done_in(milestones), coming=reading.coming_up(milestones), risks=[risk],
        asked="Agree to hold two places outside until Willow House opens.",
    )  # fmt: skip

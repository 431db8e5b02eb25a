"""What a programme has to say by itself: its measures in sentences, its milestones of a month, its risks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.text import slugify

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import months, words
from partnership.measures import sentences
from partnership.measures.reading import Reading, read_all
from partnership.measures.registry import Measure, every_measure
from partnership.organisations.models import Programme
from partnership.programmes.models import Milestone, Risk
from partnership.programmes.policy import MILESTONE

USUAL_MONTHS = 24
Line = dict[str, str]


def measures_of(programme: Programme) -> list[Measure]:
    """Those declared for it: a measure's group is the programme's short name, as it stands in its address."""
    return [measure for measure in every_measure() if slugify(measure.group) == programme.slug]


def readings(by: Principal, programme: Programme, last: dt.date) -> Iterable[Reading]:
    """Each measure of the programme over two years up to the month ``last``, all asked for together."""
    return read_all(by, measures_of(programme), months.after(last, 1 - USUAL_MONTHS), last).values()


def milestones_of(by: Principal, programme: Programme, month: dt.date) -> list[Milestone]:
    """Completed in the month, or open and due by the end of the month after it."""
    rows = permitted(by, MILESTONE[Action.VIEW], Milestone).filter(programme=programme)
    done = rows.complete().filter(done_on__range=(month, months.last_day(month)))
    coming = rows.due_by(months.last_day(months.after(month)))
    return [*done.order_by("done_on", "pk"), *coming.order_by("due_on", "pk")]


def done_in(milestones: Iterable[Milestone]) -> str:
    """The milestones that were completed, a line each: what a report begins with."""
    return "\n".join(f"{one.title}, {words.day(one.done_on)}" for one in milestones if one.done_on)


def coming_up(milestones: Iterable[Milestone]) -> str:
    return "\n".join(f"{one.title}, due {words.day(one.due_on)}" for one in milestones if one.is_open)


def everything(by: Principal, programme: Programme, month: dt.date, risks: Sequence[Risk]) -> list[Line]:
    """Group, label and words of each line that a report keeps, as they stand today."""
    return [
        *(_line("Milestones", one.title, _told(one)) for one in milestones_of(by, programme, month)),
        *(
            _line("Measures", reading.measure.name, sentences.sentence(reading))
            for reading in readings(by, programme, month)
        ),
        *(_line("Risks to raise", f"{risk.reference} {risk.title}", _scored(risk)) for risk in risks),
    ]


def _line(group: str, label: str, told: str) -> Line:
    return {"group": group, "label": label, "words": told}


def _told(milestone: Milestone) -> str:
    if milestone.done_on:
        return f"Complete on {words.day(milestone.done_on)}"
    return f"{milestone.status}, due {words.day(milestone.due_on)}"


def _scored(risk: Risk) -> str:
    return f"Score {risk.score} of 25. {words.money(risk.provision)} is set aside for it. {risk.mitigation}"

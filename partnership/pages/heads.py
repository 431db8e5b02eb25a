"""The head of a record's page: what it is, how far it has come, what its clock says and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from partnership.pages.values import Link


class Stage(StrEnum):
    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True)
class Step:
    """One step of a record's way; ``when`` is short: "5 March", "seen 20 March"."""

    label: str
    stage: Stage
    when: str = ""


def steps_along(labels: Sequence[str], now: int, when: Mapping[str, str] | None = None) -> tuple[Step, ...]:
    """One step for each label: those before the place ``now`` are done, and those after it are still to come."""
    stages = [Stage.DONE if place < now else Stage.NOW if place == now else Stage.LATER for place in range(len(labels))]
    return tuple(Step(label, stage, (when or {}).get(label, "")) for label, stage in zip(labels, stages, strict=True))


@dataclass(frozen=True)
class Clock:
    """``says`` in a few words ("24 days overdue") and ``why`` in a sentence. ``late`` is red."""

    says: str
    why: str = ""
    late: bool = False


@dataclass(frozen=True)
class RecordHead:
    """The head of a record's page.

    ``heading`` is the H1, "Referral FR-2018-0023" or the record's own title; then ``reference`` is said after it.
    ``tags`` are the state and what is as important, such as a priority. ``facts`` are pairs of label and value.
    ``actions`` are Links and NotNows in order of importance: the first is the green button, unless nothing ``leads``,
    and the rest are under "More actions".
    """

    heading: str
    reference: str = ""
    tags: tuple = ()
    owner: str = ""
    facts: tuple[tuple[str, object], ...] = ()
    steps: tuple[Step, ...] = ()
    clock: Clock | None = None
    actions: tuple = ()
    leads: bool = True

    @property
    def next_action(self) -> Link | None:
        first = self.actions[0] if self.leads and self.actions else None
        return first if isinstance(first, Link) else None

    @property
    def more_actions(self) -> tuple:
        return self.actions[1:] if self.next_action else self.actions

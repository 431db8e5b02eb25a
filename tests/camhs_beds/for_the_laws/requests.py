"""The young people's beds under the laws: which rows their addresses name, and a right form for each page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from camhs_beds.models import Bed, BedRequest
from camhs_beds.vocabulary import OPEN, OutOfAreaState, State
from partnership.access.roles import Pathway
from tests.camhs_beds.for_the_laws.rows import what_was_asked
from tests.laws.askers import unit_of
from tests.laws.declaring import Data, Named, Provider, Sending, Tried
from tests.laws.forms import CORRECTION, day, sends, today, tomorrow
from tests.laws.providers import NO_KEY
from tests.laws.world import World
from tests.people.for_the_laws import ABOUT_A_PERSON, nobody_there_is
from tests.work.for_the_laws import draft_of, draft_that_became

BY_TEAM = "bed_coordinator"


# Which rows an address names

STATES: dict[str, tuple[State, ...]] = {"camhs_beds:request-match": OPEN}
"""The states in which a page has something to show; any other page has in every state."""


def requests(tried: Tried) -> list[Named]:
    """One of the asker's own trust and one of another or of none; for whoever has no trust, one of any. By turns."""
    own = [trust for trust in tried.world.trusts if trust.pk == tried.asker.principal.trust_id]
    others = [trust for trust in [*tried.world.trusts, None] if trust not in own]
    states = STATES.get(tried.route.name, tuple(State))
    found = [
        request_of(tried.world, trust, states[(tried.turn + place) % len(states)])
        for place, trust in enumerate([*own, others[tried.turn % len(others)]])
    ]
    return [({"reference": request.reference}, request) for request in found]


def request_of(world: World, trust: Any, state: str) -> BedRequest:
    return next(r for r in world.of(BedRequest) if r.responsible_trust == trust and r.state == state)


def behind_requests(model: str, **arguments: str) -> Provider:
    """Rows that belong to a request: ``arguments`` says which attribute of the row each argument is."""

    def provider(tried: Tried) -> list[Named]:
        rows = {row.request_id: row for row in tried.world.of(model)}
        return [
            (
                {argument: getattr(rows[request.pk], of) for argument, of in arguments.items()}
                | ({"reference": request.reference} if "reference" not in arguments else {}),
                rows[request.pk],
            )
            for _, request in requests(tried)
        ]

    return provider


def young_people(tried: Tried) -> list[Named]:
    """One of each trust and one of none; then of the other pathway."""
    one_of_each = {(p.pathway, p.responsible_trust_id): p for p in tried.world.of("people.Person")}
    people = sorted(one_of_each.values(), key=lambda person: person.pathway != Pathway.CAMHS)
    return [({"reference": person.reference}, person) for person in people]


ADDRESSES: dict[str, Provider] = {
    r"camhs/requests/new/.*/files/": draft_of("request-new", "person", step="person", key=NO_KEY),
    r"camhs/requests/new/.*<slug:step>/": draft_of("request-new", "person", step="person"),
    r"camhs/requests/new/.*/check/": draft_of("request-new", "check"),
    r"camhs/requests/new/.*/done/": draft_that_became("request-new"),
    r"camhs/requests/<str:reference>/offers/<int:pk>/": behind_requests("camhs_beds.Ask", pk="pk"),
    r"camhs/requests/<str:reference>/": requests,
    r"camhs/people/<str:reference>/": young_people,
    r"camhs/out-of-area/<str:reference>/": behind_requests("camhs_beds.OutOfAreaPlacement", reference="reference"),
}
QUERIES = {
    "camhs_beds:request-download": "?view=open",
    "camhs_beds:out-of-area-download": "?view=placed",
    "camhs_beds:stay-download": "?view=now",
}

# A right form for each page

ADMISSION = {"time": "8am", "legal_status": "s3", "clinician": "Dr C Example"}


def corrected(world: World, row: Any) -> Data:
    return what_was_asked(world, row) | CORRECTION | {"confirmed": "yes"}


def another_unit(world: World, row: BedRequest) -> Data:
    """One that has not been asked."""
    other = next(trust for trust in reversed(world.trusts) if trust != row.responsible_trust)
    return {"units": [unit_of(other).pk], "why_chosen": "The family asked for it"}


def free_bed(world: World, row: BedRequest) -> Data:
    unit = unit_of(row.responsible_trust or world.trusts[0])
    return {"bed": next(bed.pk for bed in world.of(Bed) if bed.unit_id == unit.pk and bed.is_available)}


def later(world: World, row: Any) -> Data:
    return day("until_on", today() + dt.timedelta(days=2)) | {"until_time": "9am", "why": "The ambulance is late"}


def another_young_person(world: World, row: BedRequest) -> Data:
    """A young person for whom nothing is open."""
    other = next(r.person for r in world.of(BedRequest) if r.state == State.COMMUNITY and r.person_id != row.person_id)
    return CORRECTION | {"person": other.reference, "confirmed": "yes"}


def away(world: World, row: Any) -> Data:
    return {
        "why": "no_bed", "unit": unit_of(world.trusts[0]).pk, "price": "640", "family_told": "yes",
        "return_plan": "Back soon", "confirmed": "yes",
    }  # fmt: skip


def admission(world: World, row: Any) -> Data:
    return ADMISSION | day("on", today())


def home_again(world: World, row: Any) -> Data:
    bed = next(bed for bed in world.of(Bed) if bed.is_available)
    return ADMISSION | day("on", today()) | {"bed": bed.pk}


def by_team(*given: Any, **more: Any) -> Sending:
    return sends(*given, who=BY_TEAM, **more)


FORMS: dict[str, Sending] = {
    "camhs_beds:request-download": by_team({"why": "For the sitrep"}, answers=True),
    "camhs_beds:out-of-area-download": by_team({"why": "For the meeting"}, answers=True),
    "camhs_beds:stay-download": by_team({"why": "For the meeting"}, answers=True),
    "camhs_beds:request-find": by_team(nobody_there_is),
    "camhs_beds:request-new-check": by_team(),
    "camhs_beds:request-new-step": by_team(ABOUT_A_PERSON),
    "camhs_beds:person-correct": by_team(ABOUT_A_PERSON | CORRECTION),
    "camhs_beds:request-match": by_team(another_unit, State.NEW),
    "camhs_beds:offer-answer": by_team(
        {"answer": "no", "why_no": "mix", "decided_by": "Dr A Example"}, State.SEARCHING
    ),
    "camhs_beds:offer-stop": by_team(None, State.SEARCHING),
    "camhs_beds:request-reserve": by_team(free_bed, State.OFFER_MADE),
    "camhs_beds:request-extend": by_team(later, State.RESERVED),
    "camhs_beds:request-release": by_team({"why": "Not needed"}, State.RESERVED),
    "camhs_beds:request-ask-for-information": by_team({"what": "The assessment"}, State.NEW),
    "camhs_beds:request-information-received": by_team(None, State.WAITING),
    "camhs_beds:request-assessment": by_team(lambda w, _: day("on", today()), State.NEW),
    "camhs_beds:request-withdraw": by_team({"why": "referrer"}, State.NEW),
    "camhs_beds:request-community": by_team({"community": "outreach"}, State.NEW),
    "camhs_beds:request-reopen": by_team(None, State.WITHDRAWN),
    "camhs_beds:ending-undo": by_team(None, State.NEW, after="camhs_beds:request-withdraw"),
    "camhs_beds:request-correct": by_team(corrected, State.NEW),
    "camhs_beds:request-wrong-person": by_team(another_young_person, State.NEW),
    "camhs_beds:request-out-of-area": by_team(away, State.OFFER_MADE),
    "camhs_beds:out-of-area-approve": sends({"decision": "approve"}, OutOfAreaState.ASKED, who="camhs_clinical_lead"),
    "camhs_beds:out-of-area-withdraw": by_team({"why": "Not needed"}, OutOfAreaState.ASKED),
    "camhs_beds:out-of-area-admit": by_team(admission, OutOfAreaState.APPROVED),
    "camhs_beds:out-of-area-review": by_team(
        lambda w, _: {"can_come_back": "waiting"} | day("next_on", tomorrow()), OutOfAreaState.PLACED
    ),
    "camhs_beds:out-of-area-bring-home": by_team(home_again, OutOfAreaState.PLACED),
    "camhs_beds:out-of-area-end": by_team(
        lambda w, row: admission(w, row) | {"to": "home", "why": "Well"}, OutOfAreaState.PLACED
    ),
}

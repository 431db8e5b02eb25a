"""The young people's beds under the laws: which rows their addresses name, and a right form for each page."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

from camhs_beds.models import Bed, BedRequest
from camhs_beds.vocabulary import OPEN, OutOfAreaState, State
from partnership.access.roles import Pathway
from partnership.arithmetic import clock
from tests.laws import of_wards
from tests.laws.askers import unit_of

if TYPE_CHECKING:
    from django.db.models import Model

    from tests.laws.addresses import Named, Provider, Tried
    from tests.laws.world import World

Data = dict[str, Any]
BY_TEAM = "bed_coordinator"


def day(name: str, value: dt.date) -> Data:
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


today, tomorrow = (lambda: clock.today()), (lambda: clock.today() + dt.timedelta(days=1))

# Which rows an address names

STATES: dict[str, tuple[State, ...]] = {
    "camhs_beds:request-match": OPEN,
}
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


OF_REQUESTS = {
    r"camhs/requests/<str:reference>/offers/<int:pk>/": behind_requests("camhs_beds.Ask", pk="pk"),
    r"camhs/requests/<str:reference>/": requests,
    r"camhs/people/<str:reference>/": young_people,
    r"camhs/out-of-area/<str:reference>/": behind_requests("camhs_beds.OutOfAreaPlacement", reference="reference"),
}
PROVIDERS: dict[str, Provider] = {**of_wards.PROVIDERS, **OF_REQUESTS}
"""Beginning of a route's pattern → the rows that it names. The first that fits is taken."""

QUERY = {
    "camhs_beds:request-download": "?view=open",
    "camhs_beds:out-of-area-download": "?view=placed",
    "camhs_beds:stay-download": "?view=now",
}

# A right form for each page

CORRECTION = {"why": "wrong_value", "explanation": "It was typed wrongly"}
ASKED = {
    "received_time": "8am", "referring_team": "Another team", "referrer_name": "Dr A Example",
    "referrer_phone": "020 7946 0000", "whereabouts": "home", "response": "urgent",
    "unit_type": "general_adolescent", "legal_status": "s2", "parental_responsibility": "parents",
    "looked_after": "no", "safeguarding": "no", "assessed": "no",
}  # fmt: skip
ADMISSION = {"time": "8am", "legal_status": "s3", "clinician": "Dr C Example"}


def what_was_asked(world: World, row: Model | None) -> Data:
    yesterday = today() - dt.timedelta(days=1)
    return ASKED | day("received_on", yesterday) | day("wanted_on", today())


def corrected(world: World, row: Model | None) -> Data:
    return what_was_asked(world, row) | CORRECTION | {"confirmed": "yes"}


def another_unit(world: World, row: BedRequest) -> Data:
    """One that has not been asked."""
    other = next(trust for trust in reversed(world.trusts) if trust != row.responsible_trust)
    return {"units": [unit_of(other).pk], "why_chosen": "The family asked for it"}


def free_bed(world: World, row: BedRequest) -> Data:
    unit = unit_of(row.responsible_trust or world.trusts[0])
    return {"bed": next(bed.pk for bed in world.of(Bed) if bed.unit_id == unit.pk and bed.is_available)}


def later(world: World, row: Model | None) -> Data:
    return day("until_on", today() + dt.timedelta(days=2)) | {"until_time": "9am", "why": "The ambulance is late"}


def somebody_else(world: World, row: BedRequest) -> Data:
    """A young person for whom nothing is open."""
    other = next(r.person for r in world.of(BedRequest) if r.state == State.COMMUNITY and r.person_id != row.person_id)
    return CORRECTION | {"person": other.reference, "confirmed": "yes"}


def out_of_area(world: World, row: Model | None) -> Data:
    return {
        "why": "no_bed", "unit": unit_of(world.trusts[0]).pk, "price": "640", "family_told": "yes",
        "return_plan": "Back soon", "confirmed": "yes",
    }  # fmt: skip


def admission(world: World, row: Model | None) -> Data:
    return ADMISSION | day("on", today())


def home_again(world: World, row: Model | None) -> Data:
    bed = next(bed for bed in world.of(Bed) if bed.is_available)
    return ADMISSION | day("on", today()) | {"bed": bed.pk}


def payloads(send: Any, typed: Any, journey: Data, long_ago: Any) -> dict[str, Any]:
    """Each page's sending; ``send`` and the rest are the words of ``payloads``."""
    by_team = partial(send, who=BY_TEAM)
    in_state = lambda state, data=None, **more: by_team(data=data, states=(state,), **more)  # noqa: E731
    return {
        "camhs_beds:request-download": by_team(data=typed(why="For the sitrep"), answers=True),
        "camhs_beds:out-of-area-download": by_team(data=typed(why="For the meeting"), answers=True),
        "camhs_beds:stay-download": by_team(data=typed(why="For the meeting"), answers=True),
        "camhs_beds:request-find": by_team(data=long_ago),
        "camhs_beds:request-new-check": by_team(),
        "camhs_beds:request-new-step": by_team(data=typed(**journey)),
        "camhs_beds:person-correct": by_team(data=typed(**journey, **CORRECTION)),
        "camhs_beds:request-match": in_state(State.NEW, another_unit),
        "camhs_beds:offer-answer": in_state(
            State.SEARCHING, typed(answer="no", why_no="mix", decided_by="Dr A Example")
        ),
        "camhs_beds:offer-stop": in_state(State.SEARCHING),
        "camhs_beds:request-reserve": in_state(State.OFFER_MADE, free_bed),
        "camhs_beds:request-extend": in_state(State.RESERVED, later),
        "camhs_beds:request-release": in_state(State.RESERVED, typed(why="Not needed")),
        "camhs_beds:request-ask-for-information": in_state(State.NEW, typed(what="The assessment")),
        "camhs_beds:request-information-received": in_state(State.WAITING),
        "camhs_beds:request-assessment": in_state(State.NEW, lambda w, _: day("on", today())),
        "camhs_beds:request-withdraw": in_state(State.NEW, typed(why="referrer")),
        "camhs_beds:request-community": in_state(State.NEW, typed(community="outreach")),
        "camhs_beds:request-reopen": in_state(State.WITHDRAWN),
        "camhs_beds:ending-undo": in_state(State.NEW, after="camhs_beds:request-withdraw"),
        "camhs_beds:request-correct": in_state(State.NEW, corrected),
        "camhs_beds:request-wrong-person": in_state(State.NEW, somebody_else),
        "camhs_beds:request-out-of-area": in_state(State.OFFER_MADE, out_of_area),
        "camhs_beds:out-of-area-approve": send(
            data=typed(decision="approve"), states=(OutOfAreaState.ASKED,), who="camhs_clinical_lead"
        ),
        "camhs_beds:out-of-area-withdraw": in_state(OutOfAreaState.ASKED, typed(why="Not needed")),
        "camhs_beds:out-of-area-admit": in_state(OutOfAreaState.APPROVED, admission),
        "camhs_beds:out-of-area-review": in_state(
            OutOfAreaState.PLACED, lambda w, _: {"can_come_back": "waiting"} | day("next_on", tomorrow())
        ),
        "camhs_beds:out-of-area-bring-home": in_state(OutOfAreaState.PLACED, home_again),
        "camhs_beds:out-of-area-end": in_state(
            OutOfAreaState.PLACED, lambda w, row: admission(w, row) | {"to": "home", "why": "Well"}
        ),
        **{name: send(**given) for name, given in of_wards.PAYLOADS.items()},
    }  # fmt: skip


NOTHING_TO_SEND = {"camhs_beds:request-new-remove-file": "no page of this journey takes a file"}
ADDS_ONLY: set[str] = set()
"""Pages that add a row of its own to a record, or ask before anything is changed."""


def typed_to_log(builder: Any) -> dict[str, dict[str, list[str]]]:
    """Each page of logging a request, answered."""
    person = {
        "first_name": builder.canaries.word(), "last_name": builder.canaries.word(), "date_of_birth_day": "3",
        "date_of_birth_month": "2", "date_of_birth_year": "2003", "knows_nhs_number": "no", "sex": "female",
        "ethnic_group": "Z", "home": "no_fixed_address",
    }  # fmt: skip
    asked = what_was_asked(builder.world, None)
    return {
        page: {name: [str(value)] for name, value in answers.items()}
        for page, answers in (("person", person), ("request", asked))
    }


def _one_more_unit(world: World, number: int) -> None:
    """With a bed, confirmed and with its profile."""
    make, like = world.builder.fill, unit_of(world.trusts[1])
    like.pk, like.slug, like.name = None, f"more-{number}", f"More {number}"
    like.save()
    make("camhs_beds.Bed", {"unit": like, "number": 1, "slug": f"more-{number}-1", "removed_on": None})
    for model in ("Confirmation", "UnitProfile"):
        make(f"camhs_beds.{model}", {"unit": like})


def multiply(world: World, shown: set[Any], more: int) -> None:
    """So many more of whatever these pages list: requests and stays, and what stands behind the requests shown."""
    make, slam = world.builder.fill, world.trusts[1]
    of_slam = {"pathway": Pathway.CAMHS, "responsible_trust": slam, "home_area": "outside"}
    requests_shown = [row for row in shown if isinstance(row, BedRequest)]
    units = [unit_of(trust) for trust in world.trusts]
    for number in range(more):
        if number % 6 == 0:
            _one_more_unit(world, number)
        about = {"person": make("people.Person", of_slam), "responsible_trust": slam}
        request = make("camhs_beds.BedRequest", {**about, "state": OPEN[number % len(OPEN)]})
        ended = {"end_at": clock.now(), "discharged_by": world.builder.writer, "discharged_at": clock.now()}
        stay = make("camhs_beds.Stay", {**about, "unit": units[1], "kind": "out_of_area", **ended})
        out_of_area = {"request": request, "stay": stay, "state": OutOfAreaState.PLACED, "review_on": today()}
        make("camhs_beds.OutOfAreaPlacement", out_of_area)
        for row in requests_shown:
            declined = {
                "answer": "no",
                "why_no": "mix",
                "answered_by": world.builder.writer,
                "answered_at": clock.now(),
            }
            make("camhs_beds.Ask", {"request": row, "unit": units[number % 3], **declined})
            make("camhs_beds.BedRequestCorrection", {"request": row})
        make("camhs_beds.StayCorrection", {"stay": stay})

"""How beds and those in them look in the rows of the wards' pages."""

from __future__ import annotations

from markupsafe import Markup

from camhs_beds import clock_words
from camhs_beds.board import Occupant, held_for, leave_from, occupant_of
from camhs_beds.models import Bed, Stay
from camhs_beds.vocabulary import BedState
from partnership.arithmetic import clock, words
from partnership.pages.addresses import address
from partnership.pages.naming import PersonName
from partnership.pages.tables import Column
from partnership.pages.values import Drawn, Link, Missing, Several, Tag, shown
from partnership.people.naming import name_of

GLYPHS = {
    BedState.AVAILABLE: "○",
    BedState.RESERVED: "◔",
    BedState.OCCUPIED: "●",
    BedState.ON_LEAVE: "◑",
    BedState.OUT_OF_SERVICE: "✕",
}
"""A shape for each state, so that none is known by its colour alone."""
NOT_APPLICABLE, NOT_SHOWN, NO_DAY = Missing("–"), Missing("Not shown to you"), Missing("No date")
IN_USE = (BedState.OCCUPIED, BedState.ON_LEAVE)


class StateOfABed(Drawn):
    """The state in words, in its colour and with its shape."""

    def __html__(self) -> str:
        return _DRAWN[str(self)]


_DRAWN = {
    state.label: Markup('<span class="portal-bed__shape" aria-hidden="true">{}</span> {}').format(
        GLYPHS[state], shown(Tag(state.label))
    )
    for state in BedState
}


def state_of(bed: Bed) -> StateOfABed:
    return StateOfABed(bed.state_now.label)


def stay_url(stay: Stay | Occupant, page: str = "stay-overview", **more: object) -> str:
    return address(f"camhs_beds:{page}", reference=stay.reference, **more)


def bed_url(bed: Bed, page: str = "bed-overview") -> str:
    return address(f"camhs_beds:{page}", slug=bed.slug)


def number_of(bed: Bed) -> Link:
    return Link(f"Bed {bed.number}", bed_url(bed), f"on {bed.unit}")


def occupant_name(occupant: Occupant) -> PersonName:
    """With the way to the stay. On a printed board it is AB, 15 years."""
    short = f"{occupant.initials}, {occupant.age} years"
    hidden = f", {occupant.reference}"
    return name_of(occupant, occupant.reference, url=stay_url(occupant), hidden=hidden, short=short)


def young_person(bed: Bed) -> object:
    """The name and the way to the stay; those who may not see it read that it is not shown to them.

    Of a reserved bed until when it is held, and for which request.
    """
    if bed.state_now is BedState.RESERVED:
        return reserved(bed)
    if bed.state_now not in IN_USE:
        return NOT_APPLICABLE
    occupant = occupant_of(bed)
    if occupant is None:
        return NOT_SHOWN
    return Several([occupant_name(occupant), *back_from_leave(bed)])


def reserved(bed: Bed) -> str | Link:
    until, held = f"Reserved until {clock_words.short(bed.reserved_until)}", held_for(bed)
    if held is None:
        return until
    return Link(f"{until} for {held.request}", address("camhs_beds:request-overview", reference=held.request.reference))


def back_from_leave(bed: Bed) -> list[str]:
    """When, and whether another young person may have the bed tonight; nothing of one who is not away."""
    leave = leave_from(bed)
    if leave is None:
        return []
    lent = f", bed may be used tonight, agreed by {leave.agreed_by}" if leave.usable_tonight else ""
    return [f"back {words.day(leave.expected_back_at)}{lent}"]


def days_so_far(bed: Bed) -> int | None:
    occupant = occupant_of(bed)
    return (clock.today() - clock.local(occupant.start_at).date()).days if occupant else None


def expected_discharge(bed: Bed) -> object:
    occupant = occupant_of(bed)
    return occupant.expected_discharge_on or NO_DAY if occupant else None


BEDS_WITH_PEOPLE = (
    Column("bed", "Bed", value=number_of),
    Column("state", "State", value=state_of, early=True),
    Column("person", "Young person", value=young_person, person=True),
    Column("days", "Days so far", value=days_so_far, numeric=True, missing=NOT_APPLICABLE),
    Column("expected", "Expected discharge", value=expected_discharge, missing=NOT_APPLICABLE),
)

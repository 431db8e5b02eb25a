"""What the pages about a request, a stay, a placement and a bed tell of what happened."""

from camhs_beds.actions import requests, stays
from camhs_beds.history import OF_A_BED, of_request, of_stay
from partnership.access.scope import acting_as
from partnership.arithmetic import clock as the_clock
from partnership.records.history import history_of
from tests.factories import beds as make


def titles(entries) -> list[str]:
    return [entry.title for entry in entries]


def test_history_of_a_request_tells_each_answer_and_reservation(cedar):
    beth = make.bed_coordinator()

    def does(verb, **given):
        with acting_as(beth):
            return verb(by=beth, **given)

    request = does(requests.log, person=make.young_person(), asked=make.asked())
    [ask] = does(requests.ask_units, request=request, units=[cedar])
    does(requests.answer, ask=ask, answer="yes", decided_by="Dr C Example")
    does(requests.reserve, request=request, bed=make.bed(cedar))
    does(requests.release, request=request, why="Family changed their mind")
    with acting_as(beth):
        entries = of_request(request)
    assert titles(entries) == [
        "Reservation released", "Bed reserved", "Offer made", "Search begun", "Request logged",
    ]  # fmt: skip
    assert entries[0].reason == "Family changed their mind"


def test_history_of_a_stay_and_of_its_bed(cedar, wren, clock):
    stay = make.StayFactory(unit=cedar)
    clock.forward(hours=1)
    with acting_as(wren):
        stays.discharge(stay=stay, at=the_clock.now(), to="home", by=wren)
        seen, of_bed = titles(of_stay(stay)), titles(history_of(make.bed(cedar), OF_A_BED))
    assert [title for title in seen if title != "Given Bed 1 on Cedar Unit"] == ["Discharged: home", "Admitted"]
    assert "Occupied" in of_bed
    assert str(stay.person) not in " ".join(of_bed)

"""A decision is agreed in principle until the boards of all three trusts have ratified it."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.scope import acting_as, as_the_system
from partnership.programmes.actions import decisions
from partnership.programmes.models import Decision, Ratification
from partnership.records.corrections import NothingToCorrect
from partnership.records.states import WrongState
from partnership.records.undo import TooLateToUndo
from partnership.work.models import Notification
from tests.factories import programmes as make

DECIDED, BOARD = dt.date(2018, 4, 3), dt.date(2018, 4, 12)
CORRECTION = {"why": "wrong_value", "explanation": "It was typed wrongly"}


def respond(decision, by, *, ratified=True, said_on=BOARD, **given):
    with acting_as(by):
        return decisions.respond(decision=decision, ratified=ratified, said_on=said_on, by=by, **given)


def told() -> list[tuple[str, object]]:
    with as_the_system("a test looks"):
        return [(one.kind, one.recipient) for one in Notification.objects.filter(resolved_at=None)]


def record(by, **given):
    usual = {"title": "One hub", "text": "One hub for all", "meeting": "Board", "decided_on": DECIDED}
    with acting_as(by):
        return decisions.record(by=by, **usual | {"needs_ratification": True} | given)


def test_record_waits_for_the_boards_and_tells_their_managers(lead, oxleas, slam, swlstg):
    decision = record(lead)
    assert decision.get_state_display() == "Agreed in principle"
    assert {recipient for _, recipient in told()} == {oxleas.user, slam.user, swlstg.user}


def test_record_of_what_no_board_is_asked_is_agreed(lead, oxleas):
    assert record(lead, needs_ratification=False).get_state_display() == "Agreed"
    assert told() == []


def test_record_in_the_future_is_refused(lead):
    with pytest.raises(Refusal, match="Date of the decision must be today or in the past"):
        record(lead, decided_on=dt.date(2018, 4, 17))


def test_record_by_a_trust_manager_is_refused(oxleas):
    with pytest.raises(NotPermitted):
        record(oxleas)


def test_say_by_all_three_ratifies_in_any_order(lead, oxleas, slam, swlstg):
    decision = record(lead)
    assert respond(decision, swlstg).state == "in_principle"
    assert respond(decision, oxleas).state == "in_principle"
    assert respond(decision, slam).state == "ratified"
    assert told() == [("settled", lead.user)]


def test_say_not_ratified_ends_it_and_keeps_why(lead, oxleas, slam):
    decision = record(lead)
    respond(decision, oxleas)
    assert respond(decision, slam, ratified=False, why="It costs too much").state == "not_ratified"
    with as_the_system("a test looks"):
        assert decision.ratifications.get(ratified=False).why == "It costs too much"


def test_say_twice_for_one_trust_is_refused_and_names_who_was_first(oxleas):
    decision = make.DecisionFactory()
    respond(decision, oxleas)
    with pytest.raises(Refusal, match=str(oxleas.user)):
        respond(decision, make.trust_manager("oxleas"))


@pytest.mark.parametrize(
    ("day", "refused"),
    [(dt.date(2018, 4, 2), "same as or after 3 April 2018"), (dt.date(2018, 4, 17), "must be today or in the past")],
)
def test_say_on_a_day_that_cannot_be_is_refused(oxleas, day, refused):
    with pytest.raises(Refusal, match=refused):
        respond(make.DecisionFactory(), oxleas, said_on=day)


def test_say_of_what_no_board_is_asked_is_refused(oxleas):
    with pytest.raises(WrongState):
        respond(make.DecisionFactory(needs_ratification=False), oxleas)


def test_say_by_the_programme_lead_is_refused(lead):
    with pytest.raises(NotPermitted):
        respond(make.DecisionFactory(), lead)


def test_withdraw_keeps_why_and_nobody_is_asked_any_more(lead, oxleas):
    decision = record(lead)
    with acting_as(lead):
        withdrawn = decisions.withdraw(decision=decision, why="Overtaken", by=lead)
    assert (withdrawn.state, withdrawn.why_withdrawn) == ("withdrawn", "Overtaken")
    assert told() == [("settled", lead.user)]
    with pytest.raises(WrongState):
        respond(decision, oxleas)


def test_correct_keeps_the_old_value(lead):
    decision = make.DecisionFactory(title="One hup")
    with acting_as(lead):
        corrected = decisions.correct(decision=decision, changes={"title": "One hub"}, by=lead, **CORRECTION)
        kept = corrected.corrections.get()
    assert (corrected.title, kept.old_value, kept.new_value) == ("One hub", "One hup", "One hub")


def test_correct_to_the_same_is_refused(lead):
    decision = make.DecisionFactory()
    with acting_as(lead), pytest.raises(NothingToCorrect):
        decisions.correct(decision=decision, changes={"title": decision.title}, by=lead, **CORRECTION)


def test_correct_to_a_day_after_a_board_spoke_is_refused(lead, oxleas):
    decision = make.DecisionFactory()
    respond(decision, oxleas)
    with acting_as(lead), pytest.raises(Refusal, match="same as or before 12 April 2018, when a board responded"):
        decisions.correct(decision=decision, changes={"decided_on": dt.date(2018, 4, 13)}, by=lead, **CORRECTION)


def test_correct_date_of_ones_own_board(oxleas, slam):
    decision = make.DecisionFactory()
    respond(decision, oxleas)
    with acting_as(oxleas):
        said = decisions.correct_date(decision=decision, said_on=DECIDED, by=oxleas, **CORRECTION)
    assert said.said_on == DECIDED
    with acting_as(slam), pytest.raises(Refusal, match="has not responded yet, so there is nothing to correct"):
        decisions.correct_date(decision=decision, said_on=DECIDED, by=slam, **CORRECTION)


# What the database refuses, whoever asks


def undo(decision, by):
    with acting_as(by):
        return decisions.undo(decision=decision, by=by)


def test_undo_of_not_ratified_lets_all_three_boards_speak(lead, oxleas, slam, swlstg):
    decision = make.DecisionFactory()
    respond(decision, slam)
    respond(decision, oxleas, ratified=False, why="Wrong button")

    assert undo(decision, oxleas).get_state_display() == "Agreed in principle"

    assert {recipient for kind, recipient in told() if kind == "to_ratify"} == {oxleas.user, swlstg.user}
    assert not [recipient for kind, recipient in told() if kind == "settled"]
    respond(decision, oxleas)
    assert respond(decision, swlstg).get_state_display() == "Ratified"


def test_undo_by_somebody_else_or_too_late_is_refused(clock, oxleas, slam):
    decision = make.DecisionFactory()
    respond(decision, oxleas, ratified=False, why="It costs too much")
    for by in (slam, make.trust_manager("oxleas")):
        with pytest.raises(TooLateToUndo):
            undo(decision, by)
    clock.forward(minutes=11)
    with pytest.raises(TooLateToUndo):
        undo(decision, oxleas)


def test_undo_once_another_board_has_spoken_is_refused(oxleas, slam):
    decision = make.DecisionFactory()
    respond(decision, oxleas)
    respond(decision, slam)
    with pytest.raises(TooLateToUndo):
        undo(decision, oxleas)


def test_database_keeps_what_turned_a_decision_down(oxleas):
    decision = make.DecisionFactory()
    respond(decision, oxleas, ratified=False, why="It costs too much")
    assert refused(oxleas, lambda: Ratification.objects.update(undone_at=decision.recorded_at))


def refused(by, change) -> bool:
    try:
        with acting_as(by), transaction.atomic():
            return change() == 0
    except DatabaseError:
        return True


def test_database_keeps_the_words_of_a_decision(lead):
    make.DecisionFactory()
    assert refused(lead, lambda: Decision.objects.update(text="Something else"))


def test_database_refuses_a_ratification_without_three_boards(lead, oxleas):
    decision = make.DecisionFactory()
    respond(decision, oxleas)
    assert refused(oxleas, lambda: Decision.objects.update(state="ratified"))


def test_database_refuses_the_word_of_another_trust(oxleas):
    decision = make.DecisionFactory()

    def forge():
        Ratification.objects.create(
            decision=decision, trust=make.trust("slam"), ratified=True, said_on=BOARD, recorded_by=oxleas.user,
            recorded_at=decision.recorded_at,
        )  # fmt: skip
        return 1

    assert refused(oxleas, forge)


def test_database_keeps_what_a_board_said(lead, oxleas, slam):
    decision = make.DecisionFactory()
    respond(decision, oxleas)
    for column in ({"ratified": False, "why": "x"}, {"said_on": DECIDED}, {"recorded_by": slam.user}):
        assert refused(oxleas, lambda column=column: Ratification.objects.update(**column)), column

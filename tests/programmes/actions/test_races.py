"""Real threads, real connections: the last board to speak makes the decision ratified, however many speak at once."""

import threading

import pytest
from django.db import connections

from partnership.access.refusals import Refusal
from partnership.access.scope import acting_as, as_the_system
from partnership.programmes.actions import decisions, reports
from partnership.programmes.models import Decision, Ratification, Report
from partnership.programmes.states import has_all_three
from tests.factories import programmes as make
from tests.programmes.actions.test_reports import MARCH, SAID

pytestmark = pytest.mark.usefixtures("committed")


def at_once(people, act):
    """What each gets who does this at the same moment: the result, or the refusal's sentence."""
    together, answers = threading.Barrier(len(people)), []

    def one(by) -> None:
        try:
            with acting_as(by):
                together.wait()
                answers.append(act(by))
        except Refusal as refusal:
            answers.append(refusal.sentence)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_two_boards_at_once_after_the_first_ratify_the_decision():
    """Without the lock on the decision each would see two boards, and it would wait for ever."""
    decision, *managers = make.DecisionFactory(), *map(make.trust_manager, ("oxleas", "slam", "swlstg"))
    day = decision.decided_on
    with acting_as(managers[0]):
        decisions.respond(decision=decision, ratified=True, said_on=day, by=managers[0])

    answers = at_once(
        managers[1:], lambda by: decisions.respond(decision=decision, ratified=True, said_on=day, by=by).state
    )

    with as_the_system("a test looks"):
        decision.refresh_from_db()
    assert sorted(answers) == ["in_principle", "ratified"]
    assert decision.state == "ratified"


def test_two_managers_of_one_trust_at_once_speak_once():
    decision, managers = make.DecisionFactory(), [make.trust_manager("slam") for _ in range(8)]

    answers = at_once(
        managers, lambda by: decisions.respond(decision=decision, ratified=True, said_on=decision.decided_on, by=by)
    )

    with as_the_system("a test looks"):
        said = Ratification.objects.get()
    sentences = [answer for answer in answers if not isinstance(answer, Decision)]
    assert len(sentences) == 7
    assert all(str(said.recorded_by) in sentence for sentence in sentences)


def test_two_leads_at_once_issue_one_report():
    leads = [make.programme_lead() for _ in range(4)]

    def issue(by):
        from partnership.records.backstop import all_or_nothing

        with all_or_nothing():
            return reports.issue(programme=make.programme(), month=MARCH, by=by, **SAID)

    answers = at_once(leads, issue)

    with as_the_system("a test looks"):
        assert Report.objects.count() == 1
    assert sum(isinstance(answer, str) for answer in answers) == 3


def test_without_the_lock_two_boards_at_once_leave_the_decision_waiting(monkeypatch):
    """The alarm: each counts the boards before the other is done, and nobody is the last to speak."""
    decision, *managers = make.DecisionFactory(), *map(make.trust_manager, ("oxleas", "slam", "swlstg"))
    day, both_have_said = decision.decided_on, threading.Barrier(2)
    with acting_as(managers[0]):
        decisions.respond(decision=decision, ratified=True, said_on=day, by=managers[0])

    def counted_together(decision):
        both_have_said.wait(20)
        return has_all_three(decision)

    monkeypatch.setattr(decisions, "has_all_three", counted_together)
    monkeypatch.setattr(decisions, "lock", lambda record, permission, by: Decision.objects.get(pk=record.pk))
    at_once(managers[1:], lambda by: decisions.respond(decision=decision, ratified=True, said_on=day, by=by))

    with as_the_system("a test looks"):
        decision.refresh_from_db()
        assert (decision.state, decision.ratifications.count()) == ("in_principle", 3)

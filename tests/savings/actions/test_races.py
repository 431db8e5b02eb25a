"""Sixteen people, sixteen connections: what is there is given out once, and whoever comes too late reads a sentence."""

import threading
from collections.abc import Callable
from decimal import Decimal

import pgtrigger
import pytest
from django.db import DatabaseError, connection, connections

from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.access.scope import acting_as, as_the_system
from partnership.records.backstop import all_or_nothing
from partnership.savings.actions import actuals, confirming, reinvesting, settling
from partnership.savings.actions.confirming import Response
from partnership.savings.models import Confirmation, MonthFigure, SettledPayment, SettledShare
from partnership.savings.sums import reinvestment_budget
from partnership.savings.vocabulary import FigureState
from slp_portal.ownership import as_owner
from tests.factories import savings as make

pytestmark = pytest.mark.usefixtures("committed")

PEOPLE = 16
TRUSTS = ("oxleas", "slam", "swlstg")


def at_once(acts: list[tuple[Principal, Callable[[Principal], object]]]) -> list[object]:
    """What each gets who does their act at the same moment: the result, or the refusal's sentence."""
    together, answers = threading.Barrier(len(acts)), []

    def one(somebody: Principal, act: Callable[[Principal], object]) -> None:
        try:
            with acting_as(somebody), all_or_nothing():
                together.wait()
                answers.append(act(somebody))
        except Refusal as refusal:
            answers.append(refusal.sentence)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=pair) for pair in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def sentences(answers: list[object]) -> list[str]:
    return [answer for answer in answers if isinstance(answer, str)]


@pytest.fixture
def no_guard():
    """Without the trigger that says the same as the lock."""
    ((model, trigger),) = pgtrigger.registered("savings.Reinvestment:within_budget")
    change = f"ALTER TABLE {model._meta.db_table} {{}} TRIGGER {trigger.get_pgid(model)}"
    as_owner_does(change.format("DISABLE"))
    yield
    as_owner_does(change.format("ENABLE"))


def as_owner_does(statement: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(statement)


def approve_all_at_once() -> tuple[list[str], Decimal]:
    """Sixteen schemes of £100 each and £500 to spend: who was refused, and what is left."""
    make.confirmed(actual=Decimal("500.00"))
    acts = []
    for place in range(PEOPLE):
        scheme = make.ReinvestmentFactory(amount=Decimal("100.00"))
        by = make.finance_lead(TRUSTS[place % 3])
        acts.append((by, lambda by, scheme=scheme: reinvesting.approve(reinvestment=scheme, minute="PB", by=by)))
    answers = at_once(acts)
    with as_the_system("read"):
        return sentences(answers), reinvestment_budget().left


def test_approve_at_once_never_commits_more_than_there_is():
    refused, left = approve_all_at_once()

    assert left == 0
    assert len(refused) == PEOPLE - 5
    assert set(refused) == {"This is £100.00 more than is available"}


def test_approve_at_once_without_the_lock_is_stopped_by_the_database(monkeypatch):
    monkeypatch.setattr(reinvesting, "_one_after_another", lambda by: None)

    refused, left = approve_all_at_once()

    assert left == 0
    assert any("Nothing was saved" in sentence for sentence in refused)


def test_approve_at_once_without_the_lock_and_the_guard_commits_more_than_there_is(monkeypatch, no_guard):
    """Nothing else holds it: without the two the same race overspends."""
    monkeypatch.setattr(reinvesting, "_one_after_another", lambda by: None)

    _, left = approve_all_at_once()

    assert left < 0


def test_confirm_at_once_for_one_trust_is_heard_once():
    figure = make.sent()
    people = [make.manager("slam") for _ in range(PEOPLE)]

    answers = at_once([(by, lambda by: _confirm(figure, by)) for by in people])

    assert len(sentences(answers)) == PEOPLE - 1
    assert all("has already confirmed" in sentence for sentence in sentences(answers))
    with as_the_system("read"):
        assert Confirmation.objects.count() == 1


def test_confirm_at_once_for_three_trusts_confirms_once():
    figure = make.sent()

    answers = at_once([(make.manager(slug), lambda by: _confirm(figure, by)) for slug in TRUSTS])

    assert not sentences(answers)
    with as_the_system("read"):
        assert MonthFigure.objects.get(pk=figure.pk).state == FigureState.CONFIRMED


def _confirm(figure, by):
    return confirming.respond(responses=[Response(figure.pk, figure.sending, confirms=True)], by=by)


def test_close_at_once_settles_once():
    figure = make.confirmed()
    one = make.finance_lead("slam")
    with acting_as(one):
        settlement = settling.draw_up(month=figure.month, by=one)
    others = [make.finance_lead("oxleas") for _ in range(PEOPLE)]

    answers = at_once([(by, lambda by: settling.close(settlement=settlement, minute="PB", by=by)) for by in others])

    assert len(sentences(answers)) == PEOPLE - 1
    with as_the_system("read"):
        assert SettledShare.objects.count() == 3


def test_correct_and_close_at_once_leave_no_closed_month_with_a_figure_that_waits():
    figure = make.confirmed()
    one, other, lead = make.finance_lead("slam"), make.finance_lead("oxleas"), make.programme_lead()
    with acting_as(one):
        settlement = settling.draw_up(month=figure.month, by=one)

    def correct(by):
        return actuals.correct(figure=figure, actual=Decimal("1.00"), why="other", explanation="Late", by=by)

    at_once([(other, lambda by: settling.close(settlement=settlement, minute="PB", by=by)), (lead, correct)])

    with as_the_system("read"):
        settlement.refresh_from_db()
        waits = MonthFigure.objects.of_month(figure.month).not_confirmed().exists()
        assert not (settlement.is_closed and waits)


def test_record_at_once_keeps_one_and_tells_the_others_what_stands_there():
    saving = make.SavingFactory()
    people = [make.programme_lead() for _ in range(PEOPLE)]
    amounts = iter(range(1, PEOPLE + 1))
    typed = {by.user_id: Decimal(next(amounts)) for by in people}

    def record(by):
        row = actuals.Row(saving.reference, actual=typed[by.user_id], version=0)
        return actuals.record_many(period=make.MARCH, rows=[row], by=by)

    answers = at_once([(by, record) for by in people])

    assert len(sentences(answers)) == PEOPLE - 1
    assert all("It now has actual £" in sentence for sentence in sentences(answers))


def test_payment_added_after_the_closing_is_refused():
    make.settled(make.confirmed())
    with as_the_system("add"):
        payment = SettledPayment.objects.first()
        payment.pk = None

    with pytest.raises(DatabaseError, match="when the month is closed"), as_the_system("add"):
        payment.save(force_insert=True)

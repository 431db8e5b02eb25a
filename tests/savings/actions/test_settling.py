import datetime as dt
from decimal import Decimal

import pytest

from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.scope import acting_as, as_the_system
from partnership.records.models.record import ChangedSinceOpened
from partnership.savings.actions import actuals, settling
from partnership.savings.models import SettledPayment, Settlement
from partnership.savings.vocabulary import State
from tests.factories import savings as make
from tests.factories.access import trust
from tests.factories.savings import MARCH

pytestmark = pytest.mark.django_db


@pytest.fixture
def one():
    return make.finance_lead("slam")


@pytest.fixture
def other():
    return make.finance_lead("oxleas")


def draw_up(by, month=MARCH):
    with acting_as(by):
        return settling.draw_up(month=month, by=by)


def close(settlement, by, **more):
    with acting_as(by):
        return settling.close(settlement=settlement, minute="PB 2018-04, item 3", by=by, **more)


def test_close_keeps_who_pays_whom_to_the_penny(one, other):
    for slug, amount in (("oxleas", "90000"), ("slam", "-30000")):
        make.confirmed(saving__held_by=trust(slug), actual=Decimal(amount))

    settlement = close(draw_up(one), other)

    with as_the_system("read"):
        shares = {row.trust.slug: (row.realised, row.share, row.balance) for row in settlement.shares.all()}
        payments = [(p.payer.slug, p.payee.slug, p.amount) for p in settlement.payments.all()]
    assert shares == {
        "oxleas": (90000, 20000, -70000), "slam": (-30000, 20000, 50000), "swlstg": (0, 20000, 20000),
    }  # fmt: skip
    assert payments == [("oxleas", "slam", 50000), ("oxleas", "swlstg", 20000)]


def test_close_of_savings_of_all_three_budgets_moves_no_money(one, other):
    for _ in range(2):  # of each amount a penny is left over when it is shared alone
        make.confirmed(saving__held_by=None, actual=Decimal("100.00"))

    close(draw_up(one), other)

    with as_the_system("read"):
        assert not SettledPayment.objects.exists()


def test_close_leaves_out_what_releases_no_cash(one, other):
    make.confirmed(actual=Decimal("30.00"))
    make.confirmed(actual=Decimal("999.00"), saving__cash_releasing=False)

    settlement = close(draw_up(one), other)

    with as_the_system("read"):
        assert sum(row.share for row in settlement.shares.all()) == Decimal("30.00")


def test_close_of_a_month_in_which_nothing_releases_cash_moves_no_money(one, other):
    make.confirmed(saving__cash_releasing=False)

    settlement = close(draw_up(one), other)

    assert settlement.is_closed
    with as_the_system("read"):
        assert {row.share for row in settlement.shares.all()} == {Decimal(0)}
        assert not SettledPayment.objects.exists()


def test_close_by_the_trust_that_drew_it_up_is_refused(one):
    make.confirmed()
    settlement = draw_up(one)
    with pytest.raises(Refusal, match="Someone from another trust closes it"):
        close(settlement, make.manager("slam"))


def test_close_of_figures_that_moved_is_refused_until_it_is_drawn_up_again(one, other):
    make.confirmed()
    settlement = draw_up(one)
    make.confirmed(actual=Decimal("1.00"))

    with pytest.raises(Refusal, match="have changed since the settlement was drawn up"):
        close(settlement, other)
    with acting_as(one):
        again = settling.draw_up_again(settlement=settlement, by=one)

    assert close(again, other).is_closed


def test_close_with_a_figure_that_is_not_confirmed_is_refused(one, other):
    make.confirmed()
    settlement = draw_up(one)
    make.sent(saving__title="Payroll")

    with pytest.raises(Refusal, match="Payroll"):
        close(settlement, other)


def test_close_over_an_actual_that_was_never_sent_is_refused(one, other):
    """Closed, it would be lost: it could not be entered any more."""
    make.confirmed()
    settlement = draw_up(one)
    make.MonthFigureFactory(saving__title="Payroll")

    with pytest.raises(Refusal, match=r"Payroll \(not sent\)"):
        close(settlement, other)


def test_close_over_an_actual_of_a_saving_that_was_stopped_settles_without_it(one, other):
    make.confirmed()
    make.MonthFigureFactory(saving__state=State.STOPPED, saving__why_stopped="It cost more")

    assert close(draw_up(one), other).is_closed


def test_close_of_an_older_version_is_refused(one, other):
    make.confirmed()
    settlement = draw_up(one)
    with pytest.raises(ChangedSinceOpened):
        close(settlement, other, version=settlement.version + 1)


def test_draw_up_of_a_month_that_is_not_over_is_refused(one):
    with pytest.raises(Refusal, match="30 April 2018"):
        draw_up(one, dt.date(2018, 4, 1))


def test_draw_up_of_nothing_is_refused(one):
    with pytest.raises(Refusal, match="Nothing is confirmed for March 2018"):
        draw_up(one)


def test_draw_up_twice_is_refused(one, other):
    make.confirmed()
    draw_up(one)
    with pytest.raises(Refusal, match="is already drawn up"):
        draw_up(other)


def test_draw_up_by_someone_who_only_reads_is_refused():
    with pytest.raises(NotPermitted):
        draw_up(make.board_member())


def test_correction_of_a_closed_month_is_settled_in_the_month_of_its_entry(one, other, closed_march, clock, lead):
    with acting_as(lead):
        entry = actuals.correct(
            figure=closed_march, actual=Decimal("60.00"), why="other", explanation="A credit note", by=lead
        )
    make.confirm(entry)
    clock.forward(days=20)

    settlement = close(draw_up(one, dt.date(2018, 4, 1)), other)

    with as_the_system("read"):
        assert sum(row.realised for row in settlement.shares.all()) == Decimal("-30.00")
        assert Settlement.objects.get(month=MARCH).shares.count() == 3

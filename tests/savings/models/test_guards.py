"""What the database refuses although the portal's own code never asks for it, as the role that the portal serves as."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from partnership.access.scope import acting_as, as_the_system
from partnership.savings.models import Confirmation, MonthFigure, SettledPayment, SettledShare, Settlement
from partnership.savings.vocabulary import FigureState
from tests.factories import savings as make
from tests.factories.access import trust
from tests.factories.savings import MARCH

pytestmark = pytest.mark.django_db


def refused(statement: str, *values, by=None) -> str:
    """How the database refuses this statement, written by hand; nothing where it does not."""
    scope = acting_as(by) if by else as_the_system("raw SQL")
    try:
        with scope, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            assert cursor.rowcount == 1
    except DatabaseError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("change", [
    "actual = 1", "plan = 1", "forecast = 1", "comment = 'x'", "state = 'queried'", "month = '2018-05-01'",
    "sending = sending + 1",
])  # fmt: skip
@pytest.mark.parametrize("who", ["the system", "programme lead"])
def test_figure_of_a_closed_month_is_changed_by_no_sql(closed_march, lead, change, who):
    by = lead if who == "programme lead" else None
    assert refused(f"UPDATE savings_monthfigure SET {change} WHERE id = %s", closed_march.pk, by=by)  # noqa: S608


def test_figure_is_not_moved_into_a_closed_month(closed_march):
    other = make.MonthFigureFactory(month=dt.date(2018, 4, 1))
    assert "settled and closed" in refused("UPDATE savings_monthfigure SET month = %s WHERE id = %s", MARCH, other.pk)


def test_figure_is_not_added_to_a_closed_month(closed_march):
    with pytest.raises(DatabaseError, match="settled and closed"):
        make.MonthFigureFactory(month=MARCH)


def test_figure_is_not_removed(closed_march):
    with as_the_system("raw SQL"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM savings_monthfigure")
        assert cursor.rowcount == 0


@pytest.mark.parametrize("change", ["state = 'drawn_up'", "minute = 'Another'", "seen = '{}'", "month = '2018-05-01'"])
def test_settlement_that_is_closed_stays_as_it_is(closed_march, change):
    assert refused(f"UPDATE savings_settlement SET {change} WHERE month = %s", MARCH)  # noqa: S608


@pytest.mark.parametrize("model", [SettledShare, SettledPayment])
def test_what_was_settled_is_changed_by_no_sql(closed_march, model):
    column = "share" if model is SettledShare else "amount"
    with as_the_system("raw SQL"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {column} = {column} + 1")  # noqa: S608
        assert cursor.rowcount == 0


def test_settlement_closed_by_the_trust_that_drew_it_up_is_refused():
    by = make.finance_lead("slam")
    settlement = Settlement(
        reference="ST-2018-0900", month=MARCH, state="closed", seen={}, drawn_up_by=by.user, drawn_up_at="2018-04-01",
        drawn_up_for=trust("slam"), closed_by=make.manager("slam").user, closed_for=trust("slam"),
        closed_at="2018-04-02", minute="PB",
    )  # fmt: skip
    settlement.drawn_up_at = settlement.closed_at = dt.datetime(2018, 4, 2, tzinfo=dt.UTC)
    with as_the_system("add"), pytest.raises(DatabaseError, match="closed_by_a_second_trust"):
        settlement.save()


@pytest.mark.parametrize("left", [make.sent, make.MonthFigureFactory])
def test_month_with_a_figure_that_waits_or_was_never_sent_is_not_closed_by_sql(left):
    figure = left()
    one = make.finance_lead("slam")
    with as_the_system("add"):
        Settlement.objects.create(
            reference="ST-2018-0901", month=figure.month, seen={}, drawn_up_by=one.user, drawn_up_for=trust("slam"),
            drawn_up_at=dt.datetime(2018, 4, 2, tzinfo=dt.UTC),
        )  # fmt: skip
    other = make.finance_lead("oxleas")
    told = refused(
        "UPDATE savings_settlement SET state = 'closed', closed_by_id = %s, closed_for_id = %s, closed_at = now(),"
        " minute = 'PB' WHERE month = %s", other.user_id, other.trust_id, figure.month,
    )  # fmt: skip
    assert "not confirmed by all three trusts" in told


def test_figure_is_not_confirmed_by_two_trusts():
    figure = make.sent()
    with as_the_system("add"):
        for slug in ("oxleas", "slam"):
            Confirmation.objects.create(
                figure=figure, sending=1, trust=trust(slug), responded_by=figure.sent_by, responded_at=figure.sent_at
            )
    told = refused("UPDATE savings_monthfigure SET state = 'confirmed' WHERE id = %s", figure.pk)
    assert "not confirmed by all three" in told


def test_figure_does_not_begin_confirmed():
    with pytest.raises(DatabaseError, match="sent before"):
        make.MonthFigureFactory(state=FigureState.CONFIRMED, sending=1, sent_by=make.programme_lead().user)


@pytest.mark.parametrize("figure", [make.sent, make.confirmed])
def test_actual_that_trusts_were_asked_about_does_not_change_under_them(figure):
    row = figure()
    assert "sent as it is" in refused("UPDATE savings_monthfigure SET actual = 1 WHERE id = %s", row.pk)


def test_confirmation_is_not_given_for_another_trust():
    figure, by = make.sent(), make.manager("slam")
    with acting_as(by), pytest.raises(DatabaseError, match="row-level security"):
        Confirmation.objects.create(
            figure=figure, sending=1, trust=trust("oxleas"), responded_by=by.user, responded_at=figure.sent_at
        )


@pytest.mark.parametrize(
    "change", ["taken_back_at = now(), taken_back_by_id = responded_by_id", "query = 'Is this net?'"]
)
def test_confirmation_that_is_counted_is_changed_by_no_sql(change):
    figure = make.confirmed()
    assert refused(f"UPDATE savings_confirmation SET {change} WHERE figure_id = %s AND trust_id = %s",  # noqa: S608
                   figure.pk, trust("slam").pk)  # fmt: skip


def test_confirmation_that_is_taken_back_counts_for_no_trust():
    figure, by = make.sent(), make.manager("slam")
    with as_the_system("add"):
        for slug in make.TRUSTS:
            Confirmation.objects.create(
                figure=figure, sending=1, trust=trust(slug), responded_by=by.user, responded_at=figure.sent_at
            )
    took = "UPDATE savings_confirmation SET taken_back_at = now(), taken_back_by_id = %s WHERE trust_id = %s"

    assert refused(took, by.user_id, by.trust_id, by=by) == ""
    assert "taken back already" in refused(took, by.user_id, by.trust_id)
    told = refused("UPDATE savings_monthfigure SET state = 'confirmed' WHERE id = %s", figure.pk)
    assert "not confirmed by all" in told


def test_amount_of_a_scheme_that_was_approved_does_not_change():
    make.confirmed(actual=1000)
    scheme = make.approved(make.ReinvestmentFactory())
    assert "is decided" in refused("UPDATE savings_reinvestment SET amount = 9 WHERE id = %s", scheme.pk)


@pytest.mark.parametrize(("amount", "recurring", "starts_on", "there_is_enough"), [
    ("1000", False, None, True), ("1000.01", False, None, False), ("500", True, dt.date(2017, 3, 31), False),
    ("500", True, dt.date(2017, 4, 1), True),
])  # fmt: skip
def test_scheme_is_committed_by_no_sql_beyond_what_there_is(amount, recurring, starts_on, there_is_enough):
    make.confirmed(actual=1000)
    make.confirmed(actual=1000, saving__cash_releasing=False)
    scheme = make.ReinvestmentFactory(amount=amount, recurring=recurring, starts_on=starts_on)

    said = refused(
        "UPDATE savings_reinvestment SET state = 'approved', decided_at = '2019-03-31 12:00Z' WHERE id = %s", scheme.pk
    )

    assert said == "" if there_is_enough else "takes more than is available" in said


def test_saving_once_a_month_is_one_figure():
    figure = make.MonthFigureFactory()
    with pytest.raises(DatabaseError, match="figure_once_a_month"):
        make.MonthFigureFactory(saving=figure.saving)
    with as_the_system("read"):
        assert MonthFigure.objects.count() == 1

import datetime as dt
from decimal import Decimal

import pytest

from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.scope import acting_as, as_the_system
from partnership.records.states import WrongState
from partnership.savings.actions import actuals, savings
from partnership.savings.actions.actuals import Row
from partnership.savings.models import MonthFigure, SavingCorrection
from partnership.savings.refusals import RowsRefused
from partnership.savings.vocabulary import FigureState, State
from partnership.work.models import Notification
from tests.factories import savings as make

pytestmark = pytest.mark.django_db
MARCH, APRIL = dt.date(2018, 3, 1), dt.date(2018, 4, 1)
WHY = {"why": "wrong_value", "explanation": "The invoice came later"}


def record(by, *rows, period=MARCH):
    return actuals.record_many(period=period, rows=rows, by=by)


def test_record_many_makes_the_figure_that_is_missing(as_lead):
    saving = make.SavingFactory()

    (figure,) = record(as_lead, Row(saving.reference, forecast=Decimal("10.00"), actual=Decimal("9.50")))

    assert (figure.month, figure.forecast, figure.actual) == (MARCH, Decimal("10.00"), Decimal("9.50"))


def test_record_many_leaves_alone_what_has_not_changed(as_lead):
    figure = make.MonthFigureFactory(comment="As before")
    row = Row(figure.saving.reference, actual=figure.actual, comment="As before", version=1)

    assert record(as_lead, row) == []


def test_record_many_with_one_bad_row_saves_none_and_names_each(as_lead):
    good, bad = make.SavingFactory(), make.SavingFactory(state=State.CLOSED, title="Payroll")
    rows = [Row(good.reference, actual=Decimal("1.00")), Row(bad.reference), Row("SV-2018-9999")]

    with pytest.raises(RowsRefused) as refused:
        record(as_lead, *rows)

    assert [(error.row, error.column) for error in refused.value.errors] == [(2, "saving"), (3, "saving")]
    assert "Row 2, Payroll: " in refused.value.errors[0].sentence
    assert not MonthFigure.objects.exists()


def test_record_many_with_a_saving_twice_is_refused(as_lead):
    saving = make.SavingFactory()

    with pytest.raises(RowsRefused, match="more than once"):
        record(as_lead, Row(saving.reference), Row(saving.reference))


def test_record_many_over_a_newer_version_is_refused_with_what_is_there_now(as_lead):
    figure = make.MonthFigureFactory(actual=Decimal("15000.00"))

    with pytest.raises(RowsRefused, match="It now has actual £15,000.00"):
        record(as_lead, Row(figure.saving.reference, actual=Decimal("1.00"), version=0))


def test_record_many_takes_a_forecast_of_a_month_to_come_and_no_actual(as_lead):
    saving, may = make.SavingFactory(), dt.date(2018, 5, 1)

    record(as_lead, Row(saving.reference, forecast=Decimal("1.00")), period=may)

    with pytest.raises(RowsRefused, match="May 2018 has not begun. Enter a forecast instead"):
        record(as_lead, Row(saving.reference, actual=Decimal("1.00")), period=may)


def test_record_many_over_what_was_sent_is_refused(as_lead):
    figure = make.sent()

    with pytest.raises(RowsRefused, match="Waiting for confirmation"):
        record(as_lead, Row(figure.saving.reference, actual=Decimal("1.00")))


def test_record_many_by_someone_who_does_not_write_is_refused(db):
    by = make.manager("slam")
    with acting_as(by), pytest.raises(NotPermitted):
        record(by)


def test_send_sends_what_has_an_actual_and_no_more(as_lead):
    with_one = make.MonthFigureFactory()
    make.MonthFigureFactory(actual=None)

    sent = actuals.send(period=MARCH, by=as_lead)

    assert [figure.pk for figure in sent] == [with_one.pk]
    assert (sent[0].state, sent[0].sending, sent[0].sent_by) == (FigureState.WAITING, 1, as_lead.user)


def test_send_before_the_month_is_over_is_refused(as_lead):
    make.MonthFigureFactory(month=APRIL)

    with pytest.raises(Refusal, match="April 2018 is not over. Send its actuals for confirmation from 1 May"):
        actuals.send(period=APRIL, by=as_lead)


def test_send_of_nothing_is_refused(as_lead):
    with pytest.raises(Refusal, match="There is no actual for March 2018 to send"):
        actuals.send(period=MARCH, by=as_lead)


def test_correct_in_an_open_month_changes_the_figure_and_asks_all_three_again(db, lead):
    figure = make.confirmed(actual=Decimal("90.00"))

    with acting_as(lead):
        corrected = actuals.correct(figure=figure, actual=Decimal("80.00"), by=lead, **WHY)

        assert (corrected.pk, corrected.state, corrected.actual) == (figure.pk, FigureState.WAITING, Decimal("80.00"))
        assert len(corrected.trusts_to_confirm()) == 3
        kept = SavingCorrection.objects.get()
        assert (kept.old_value, kept.new_value) == ("£90.00", "£80.00")


def test_correct_that_changes_nothing_is_refused(db, lead):
    figure = make.confirmed()
    with acting_as(lead), pytest.raises(Refusal, match="Nothing in this correction differs"):
        actuals.correct(figure=figure, actual=figure.actual, by=lead, **WHY)


def test_correct_of_a_closed_month_is_a_new_entry_that_names_the_old(db, lead, closed_march):
    figure = closed_march

    with acting_as(lead):
        entry = actuals.correct(figure=figure, actual=Decimal("75.00"), by=lead, **WHY)

        assert (entry.corrects, entry.month, entry.actual) == (figure, APRIL, Decimal("-15.00"))
        figure.refresh_from_db()
        assert (figure.actual, figure.state) == (Decimal("90.00"), FigureState.CONFIRMED)
        assert actuals.amount_as_corrected(figure) == Decimal("75.00")


def test_correct_of_a_closed_month_lets_an_actual_come_late(db, lead):
    late = make.MonthFigureFactory(actual=None)
    make.settled(make.confirmed())

    with acting_as(lead):
        entry = actuals.correct(figure=late, actual=Decimal("40.00"), by=lead, **WHY)

        assert (entry.corrects, entry.month, entry.actual) == (late, APRIL, Decimal("40.00"))
        assert actuals.amount_as_corrected(late) == Decimal("40.00")


def test_correct_of_a_closed_month_of_what_was_not_agreed_is_refused(db, lead):
    planned = make.MonthFigureFactory(actual=None, saving__state=State.PLANNED)
    make.settled(make.confirmed())

    with acting_as(lead), pytest.raises(Refusal, match="Actuals are recorded while a saving delivers"):
        actuals.correct(figure=planned, actual=Decimal("40.00"), by=lead, **WHY)


@pytest.mark.parametrize("ended", ["stopped", "closed"])
def test_answer_of_a_query_that_came_after_the_saving_ended_asks_all_three_again(db, lead, ended):
    figure = make.confirmed()
    with acting_as(lead):
        if ended == "stopped":
            savings.stop(saving=figure.saving, why="The contract ended", by=lead)
        else:
            savings.close(saving=savings.deliver(saving=figure.saving, by=lead), by=lead)
    queried = make.queried(figure)

    with acting_as(lead):
        answered = actuals.answer(figure=queried, comment="It is net of redundancy", by=lead)

        assert (answered.state, answered.sending) == (FigureState.WAITING, figure.sending + 1)
        assert len(answered.trusts_to_confirm()) == 3


def test_correct_of_what_was_queried_keeps_the_old_value(db, lead, closed_march):
    with acting_as(lead):
        entry = actuals.correct(figure=closed_march, actual=Decimal("75.00"), by=lead, **WHY)
    queried = make.queried(entry)

    with acting_as(lead):
        corrected = actuals.correct(figure=queried, actual=Decimal("-20.00"), by=lead, **WHY)

        assert (corrected.pk, corrected.state) == (entry.pk, FigureState.WAITING)
        assert actuals.amount_as_corrected(closed_march) == Decimal("70.00")


def test_answer_of_one_month_leaves_the_notice_of_the_other(db, lead):
    february = make.queried(make.confirmed(month=dt.date(2018, 2, 1)))
    march = make.queried(make.confirmed(saving=february.saving))

    with acting_as(lead):
        actuals.answer(figure=march, comment="It is net of redundancy", by=lead)

    with as_the_system("read"):
        notices = Notification.objects.filter(kind="queried", resolved_at=None)
        assert [one.text.rpartition(", ")[2] for one in notices] == ["February 2018."]


def test_answer_without_a_query_is_refused(db, lead):
    with acting_as(lead), pytest.raises(WrongState):
        actuals.answer(figure=make.sent(), comment="It is net", by=lead)


def test_record_many_in_a_closed_month_is_refused(db, lead, closed_march):
    with acting_as(lead), pytest.raises(Refusal, match="March 2018 is settled and closed"):
        record(lead, Row(closed_march.saving.reference, actual=Decimal("1.00")))


def test_saving_counts_a_correction_only_once_it_is_confirmed(db, lead, closed_march):
    with acting_as(lead):
        actuals.correct(figure=closed_march, actual=Decimal("75.00"), by=lead, **WHY)
    with as_the_system("read"):
        assert MonthFigure.objects.confirmed().total() == Decimal("90.00")

import itertools

import pytest

from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.scope import acting_as, as_the_system
from partnership.savings.actions import actuals, confirming
from partnership.savings.actions.confirming import Response
from partnership.savings.models import Confirmation, MonthFigure
from partnership.savings.vocabulary import FigureState
from partnership.work.models import Notification
from tests.factories import savings as make
from tests.factories.savings import MARCH, TRUSTS

pytestmark = pytest.mark.django_db


def respond(by, figure, *, confirms=True, query=""):
    with acting_as(by):
        return confirming.respond(responses=[Response(figure.pk, figure.sending, confirms, query)], by=by)[0]


def now(figure) -> MonthFigure:
    with as_the_system("read"):
        return MonthFigure.objects.get(pk=figure.pk)


@pytest.mark.parametrize("order", list(itertools.permutations(TRUSTS)))
def test_say_by_all_three_trusts_confirms_in_any_order(order):
    figure = make.sent()

    states = [respond(make.manager(slug), figure).state for slug in order]

    assert states == [FigureState.WAITING, FigureState.WAITING, FigureState.CONFIRMED]


def test_say_may_come_from_the_trust_manager_or_the_finance_lead():
    figure = make.sent()
    for by in (make.manager("slam"), make.finance_lead("oxleas"), make.manager("swlstg")):
        respond(by, figure)

    assert now(figure).state == FigureState.CONFIRMED


def test_say_twice_for_a_trust_is_refused_and_names_who_was_first():
    figure = make.sent()
    first = make.manager("slam")
    respond(first, figure)

    with pytest.raises(Refusal, match=f"{first.user} has already confirmed"):
        respond(make.finance_lead("slam"), figure)


def test_say_with_a_query_stops_it_for_all_until_it_is_sent_again(lead):
    figure = make.sent()
    respond(make.manager("oxleas"), figure)

    assert respond(make.manager("slam"), figure, confirms=False, query="Which invoice?").state == FigureState.QUERIED
    with acting_as(lead):
        again = actuals.send(period=MARCH, by=lead)[0]

    assert (again.state, again.sending) == (FigureState.WAITING, 2)
    with as_the_system("read"):
        assert len(again.trusts_to_confirm()) == 3


def test_say_with_an_empty_query_is_refused():
    figure = make.sent(saving__title="Legal services")
    with pytest.raises(Refusal, match="Enter the query for Legal services"):
        respond(make.manager("slam"), figure, confirms=False, query="  ")


def test_say_of_an_older_sending_is_refused(lead):
    figure = make.sent()
    with acting_as(lead):
        actuals.correct(figure=figure, actual=figure.actual + 1, why="other", explanation="More", by=lead)

    with pytest.raises(Refusal, match="something has changed since you opened this page"):
        respond(make.manager("slam"), figure)


def test_say_nothing_is_refused():
    by = make.manager("slam")
    with acting_as(by), pytest.raises(Refusal, match="Select whether you confirm or query"):
        confirming.respond(responses=[], by=by)


def test_say_by_someone_who_writes_is_refused(lead):
    figure = make.sent()
    with pytest.raises(NotPermitted):
        respond(lead, figure)


def test_say_one_of_two_that_moved_saves_neither():
    one, other = make.sent(), make.sent()
    respond(make.manager("oxleas"), other, confirms=False, query="Why?")
    by = make.manager("slam")

    with acting_as(by), pytest.raises(Refusal, match="something has changed since you opened this page"):
        confirming.respond(responses=[Response(f.pk, f.sending, confirms=True) for f in (one, other)], by=by)

    with as_the_system("read"):
        assert not Confirmation.objects.filter(figure=one).exists()


def test_query_of_what_is_confirmed_takes_it_out_of_the_count():
    figure, by = make.confirmed(), make.manager("swlstg")

    with acting_as(by):
        confirming.query(figure=figure, query="Is this net?", by=by)

    with as_the_system("read"):
        assert MonthFigure.objects.confirmed().total() == 0


def test_query_of_a_closed_month_is_refused(closed_march):
    by = make.manager("slam")
    with acting_as(by), pytest.raises(Refusal, match="March 2018 is settled and closed"):
        confirming.query(figure=closed_march, query="Is this net?", by=by)


def take_back(by, figure) -> MonthFigure:
    with acting_as(by):
        return confirming.take_back(figure=figure, by=by)


def test_take_back_of_what_all_three_confirmed_takes_it_out_of_the_count_until_said_again():
    figure, by = make.confirmed(), make.finance_lead("slam")

    waits = take_back(by, figure)

    with as_the_system("read"):
        assert (waits.state, MonthFigure.objects.confirmed().total()) == (FigureState.WAITING, 0)
        assert [trust.slug for trust in waits.trusts_to_confirm()] == ["slam"]
        assert Notification.objects.get(kind="taken-back").recipient == figure.saving.owner
    assert respond(make.manager("slam"), waits).state == FigureState.CONFIRMED


def test_take_back_before_the_others_spoke_waits_for_all_three_again():
    figure, by = make.sent(), make.manager("slam")
    respond(by, figure)

    take_back(by, figure)

    with as_the_system("read"):
        assert len(figure.trusts_to_confirm()) == 3


def test_take_back_of_another_trusts_confirmation_or_twice_is_refused():
    figure = make.sent()
    respond(make.manager("slam"), figure)

    with pytest.raises(Refusal, match="Your trust has not confirmed"):
        take_back(make.manager("oxleas"), figure)
    take_back(make.manager("slam"), figure)
    with pytest.raises(Refusal, match="Your trust has not confirmed"):
        take_back(make.manager("slam"), figure)


def test_take_back_in_a_closed_month_is_refused(closed_march):
    with pytest.raises(Refusal, match="March 2018 is settled and closed"):
        take_back(make.manager("slam"), closed_march)

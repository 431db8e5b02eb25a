from decimal import Decimal

import pytest

from partnership.access.scope import as_the_system
from partnership.savings.models import MonthFigure, Reinvestment, Saving, Settlement
from partnership.savings.sums import potential
from partnership.savings.vocabulary import FigureState, SettlementState, State


@pytest.mark.usefixtures("demonstration")
def test_demonstration_shows_what_is_published_as_it_is_and_a_year_in_every_state():
    with as_the_system("read"):
        legal = Saving.objects.get(reference="SV-2017-0005")
        assert (legal.title, legal.state, legal.planned) == ("Legal services", State.PLANNED, Decimal("180000.00"))
        assert potential() == Decimal("180000.00")
        named = Reinvestment.objects.filter(reference__in=[f"RI-2017-{place:04}" for place in range(1, 10)])
        assert (named.count(), set(named.values_list("amount", "state"))) == (9, {(None, "live")})
        assert set(MonthFigure.objects.values_list("state", flat=True)) == set(FigureState.values)
        closed = Settlement.objects.filter(state=SettlementState.CLOSED)
        assert (closed.count(), Settlement.objects.count()) == (9, 10)
        for settlement in closed:
            assert sum(share.balance for share in settlement.shares.all()) == 0

import pytest
from django.db import ProgrammingError, connection, transaction

from forensic_hub.referrals.counts import open_referrals
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.vocabulary import State
from partnership.access.refusals import NotPermitted
from partnership.access.roles import BOARD_MEMBER, EVERY_ROLE, PROGRAMME_LEAD, TRUST_MANAGER
from partnership.access.scope import acting_as
from tests.factories.access import principal
from tests.factories.forensic import PanelFactory, ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nine_referrals(clock):
    """Six of Lambeth and one of Bexley that are new, one without a borough, and one that has been withdrawn."""
    for borough in ["lambeth"] * 6 + ["bexley", None]:
        ReferralFactory(borough=borough, priority="urgent")
    ReferralFactory(state=State.WITHDRAWN)
    clock.forward(days=3)


@pytest.mark.parametrize("role", [BOARD_MEMBER, PROGRAMME_LEAD], ids=str)
def test_counts_for_the_board_are_exact_in_the_headline_and_rounded_below(role, nine_referrals):
    somebody = principal(role)
    with acting_as(somebody):
        counts = open_referrals(somebody)

    assert (counts.open, counts.overdue) == (8, 8)
    assert counts.by_status.parts["New"] == "10"
    assert counts.by_status.parts["Bed search"] == "0"
    assert dict(counts.by_trust.parts) == {
        "Oxleas": "fewer than 5",
        "SLaM": "5",
        "SWLStG": "0",
        "Responsibility to be confirmed": "fewer than 5",
    }
    assert counts.by_trust.total == "10"


def test_counts_leave_the_board_with_no_row_before_or_after(nine_referrals):
    member = principal(BOARD_MEMBER)
    with acting_as(member):
        open_referrals(member)
        assert Referral.objects.count() == 0


@pytest.mark.parametrize("role", sorted(EVERY_ROLE - {BOARD_MEMBER, PROGRAMME_LEAD}, key=str), ids=str)
def test_counts_for_another_role_are_refused(role):
    somebody = principal(role)
    with acting_as(somebody), pytest.raises(NotPermitted):
        open_referrals(somebody)


def test_counts_asked_of_the_database_by_another_role_are_refused_there_too():
    manager = principal(TRUST_MANAGER)
    with (
        acting_as(manager),
        pytest.raises(ProgrammingError, match="no counts"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT * FROM referrals_counts('2018-04-16')")


@pytest.mark.django_db
def test_count_of_overdue_holds_a_decision_whose_panel_has_met(clock):
    ReferralFactory(state=State.AWAITING_DECISION, panel=PanelFactory())
    ReferralFactory(state=State.AWAITING_DECISION)
    clock.forward(days=1)
    somebody = principal(BOARD_MEMBER)

    with acting_as(somebody):
        assert open_referrals(somebody).overdue == 1

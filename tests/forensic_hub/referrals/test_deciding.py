"""What stands before whoever records a decision."""

import pytest

from forensic_hub.referrals.vocabulary import State
from tests.browsing import Browser
from tests.factories.forensic import RecordedAssessmentFactory, ReferralFactory, quorate_panel


@pytest.fixture
def hana(officer) -> Browser:
    return Browser(officer)


def test_decision_is_asked_for_beside_what_the_assessor_recommends(hana):
    referral = ReferralFactory(
        state=State.AWAITING_DECISION, panel=quorate_panel(), reason="The ward asks for a secure bed."
    )
    RecordedAssessmentFactory(referral=referral)
    page = f"/forensic/referrals/{referral.reference}/decision/"

    first, then = hana.get(page), hana.send(page, outcome="placement")

    for seen in (first, then):
        assert "The ward asks for a secure bed." in seen.text
        assert "Medium secure care is recommended." in seen.text
    assert then.h1 == "Setting and security level"

"""Numbers for those who never see a referral."""

from partnership.access.roles import BOARD_MEMBER, PROGRAMME_LEAD
from tests.access.factories import somebody_as
from tests.browsing import Browser
from tests.factories.forensic import ReferralFactory


def test_counts_are_exact_in_the_headline_and_hidden_where_they_are_small(db):
    ReferralFactory.create_batch(7, borough="lambeth")
    ReferralFactory.create_batch(2, borough="bexley")

    seen = Browser(somebody_as(BOARD_MEMBER)).get("/forensic/")

    assert seen.all("dd") == ["9", "0"]
    trusts = {row[0].removeprefix("Trust "): row[1].removeprefix("Open referrals ") for row in seen.rows}
    assert (trusts["SLaM"], trusts["Oxleas"], trusts["SWLStG"], trusts["Total"]) == ("5", "fewer than 5", "0", "10")
    assert "FR-" not in seen.response.content.decode()


def test_counts_reach_no_referral(db):
    referral = ReferralFactory()

    for role in (BOARD_MEMBER, PROGRAMME_LEAD):
        browser = Browser(somebody_as(role))
        assert browser.get("/forensic/referrals/").status == 403
        assert browser.get(f"/forensic/referrals/{referral.reference}/").status == 403


def test_counts_are_not_for_the_hub(officer):
    assert Browser(officer).get("/forensic/").status == 403

"""Those who are not of the hub: what they see, and what they cannot."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("name", "sees", "never"),
    [("Olu Trust", "FR-2018-0040", "FR-2018-0041"), ("Will Trust", "FR-2018-0041", "FR-2018-0042"),
     ("Tess Trust", "FR-2018-0042", "FR-2018-0040")],
)  # fmt: skip
def test_a_trust_manager_sees_the_people_of_their_own_trust(somebody, name, sees, never):
    manager = somebody(name)

    manager.open(f"/forensic/referrals/{sees}/")
    assert sees in manager.text
    manager.open(f"/forensic/referrals/{never}/")

    assert manager.h1 == "Page not found"


def test_the_board_sees_counts_and_no_person(somebody):
    ben = somebody("Ben Board")
    ben.open("/forensic/")
    assert "FR-2018" not in ben.text

    ben.open("/forensic/referrals/")

    assert "FR-2018" not in ben.text


def test_an_administrator_ends_a_role_and_whoever_had_it_is_refused_at_the_next_click(somebody):
    # Given somebody at work
    gail, ada = somebody("Gail Guardian"), somebody("Ada Admin")
    gail.open("/my-work/")
    assert gail.h1 == "My work"

    # When the administrator ends the role
    ada.open("/manage/users/?q=gail")
    ada.follow("Gail Guardian")
    with ada.page.expect_navigation():
        ada.page.get_by_role("link", name="End this role").click()
    ada.look()
    ada.press("End the role")
    assert ada.errors == ["Enter why this role ends"]
    ada.type("Why does this role end?", "Left the Partnership")
    ada.press("End the role")

    # Then the next page they ask for is not shown
    gail.open("/my-work/")
    assert gail.h1 != "My work"


def test_somebody_who_does_nothing_is_told_before_they_are_signed_out(somebody):
    hana = somebody("Hana Hub")
    hana.page.clock.install()
    hana.open("/my-work/")
    banner = hana.page.locator("[data-time-out]")

    hana.page.clock.run_for(25 * 60_000 + 1_000)
    assert "You will be signed out in 5 minutes." in banner.inner_text()
    banner.get_by_role("link", name="Stay signed in").click()

    banner.wait_for(state="hidden")

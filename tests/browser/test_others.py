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


def test_somebody_with_two_roles_chooses_one(somebody):
    dual = somebody("Dual Roles")
    dual.page.get_by_label("Trust manager, Oxleas").check()
    dual.press("Continue")
    dual.open("/forensic/referrals/")
    assert dual.h1 == "Referrals"

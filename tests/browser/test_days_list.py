"""A hub officer works the day's list, and takes part of it along."""

from __future__ import annotations

from urllib.parse import unquote


def test_an_unassigned_referral_is_taken_from_the_list(somebody):
    hana = somebody("Hana Hub", scripts=False)
    hana.open("/forensic/referrals/?view=unassigned")

    hana.press("Take FR-2018-0034")

    assert "FR-2018-0034 is yours" in hana.text
    assert "FR-2018-0034" not in hana.rows


def test_a_person_is_found_by_name_and_by_nhs_number_and_the_number_is_in_no_address(somebody):
    hana = somebody("Hana Hub")
    hana.open("/forensic/referrals/FR-2018-0040/")
    number = hana.page.get_by_text("999 ").first.inner_text()
    went_to = []
    hana.page.on("request", lambda request: went_to.append(unquote(request.url)))

    for _ in ("once", "and once more"):
        box = hana.page.get_by_role("banner").get_by_role("searchbox")
        box.fill(number)
        with hana.page.expect_navigation():
            box.press("Enter")
        hana.look()
        assert "Ashhurst" in hana.text

    assert not [address for address in went_to if "999" in address]

    box = hana.page.get_by_role("banner").get_by_role("searchbox")
    box.fill("Ashhurst")
    with hana.page.expect_navigation():
        box.press("Enter")
    hana.look()
    assert "FR-2018-0040" in hana.text

"""A hub officer works the day's list, and takes part of it along."""

from __future__ import annotations

import csv
from urllib.parse import unquote

from tests.browser.colleague import AtTheKeyboard


def test_the_days_list_is_narrowed_kept_and_downloaded(somebody):
    # Given an officer who looks at all that is open
    hana = somebody("Hana Hub", hands=AtTheKeyboard)
    hana.follow("Referrals")
    hana.follow("All open")
    everything = hana.page.locator("#results").inner_text()

    # When they ask for what is urgent and comes from prison
    hana.click(hana.page.locator("summary", has_text="Show filters"))
    hana.choose("Priority", "Urgent")
    hana.choose("Source", "Prison")
    hana.press("Apply filters")

    # Then the rows are fewer, the address holds the filters, and each can be taken off
    assert hana.page.locator("#results").inner_text() != everything
    assert "priority=urgent" in hana.page.url
    narrowed = hana.rows
    assert "FR-2018-0040" in narrowed

    # And kept under a name, they are one press away
    hana.follow("Save this filter")
    hana.type("Name", "Urgent from prison")
    hana.press("Save this filter")
    hana.follow("Referrals")
    hana.follow("Urgent from prison")
    assert hana.rows == narrowed

    # And a file of these rows is given for a reason
    hana.follow("Download CSV")
    hana.press("Download")
    assert hana.errors == ["Enter why you need this file"]
    hana.type("Why do you need this file?", "For the meeting of the morning")
    with hana.page.expect_download() as download:
        hana.click(hana.page.get_by_role("button", name="Download", exact=True))
    with open(download.value.path(), encoding="utf-8-sig") as file:
        assert [row[0] for row in csv.reader(file)][1:] == narrowed


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

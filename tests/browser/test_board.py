"""The board before its meeting and in it: from the grid to a figure, the money, a claim, a pack, a decision."""

from __future__ import annotations

import io
import zipfile

from tests.browser.colleague import AtTheKeyboard


def test_a_board_member_goes_from_what_needs_attention_to_the_figures_of_one_measure(somebody):
    # Given what the board sees first
    ben = somebody("Ben Board", hands=AtTheKeyboard)
    assert ben.h1 == "Partnership performance, March 2018"
    grid = ben.page.locator("#grid tbody")
    assert f"Of {grid.get_by_role('link').count()} measures" in ben.text

    # When a measure is opened, and a period that makes no sense is asked for
    ben.follow("Bexley: people ready for discharge", within=grid)
    assert "In March 2018 there were 48 people ready for discharge." in ben.text
    ben.choose("Date to", "April 2016")
    ben.press("Show these months")
    assert ben.errors == ["Date from must be before date to"]
    ben.choose("Date from", "April 2017")
    ben.choose("Date to", "March 2018")
    ben.press("Show these months")

    # Then chart and table show the same twelve months
    ben.click(ben.page.locator("summary", has_text="View this data as a table"))
    table = [row.split("\t")[:2] for row in ben.page.locator("#figures tbody tr").all_inner_texts()]
    drawn = ben.page.locator("[data-testid=chart-bexley-ready-for-discharge] g > g > title").all_text_contents()
    assert len(table) == 12
    assert [f"{month}: {value}" for month, value in table] == [said.split(",")[0] for said in drawn]

    # And a month without figures says which is the latest
    ben.open("/board/?month=2018-04")
    assert "No figures have been published for April 2018. The latest is March 2018." in ben.text


def test_a_board_member_adds_up_the_money_and_checks_a_claim(somebody):
    ben = somebody("Ben Board")
    ben.open("/board/savings/")

    lines = [row.split("\t")[2:] for row in ben.page.locator("#programmes tbody tr").all_inner_texts()]
    for confirmed, _, *shares in [[float(cell.strip("£").replace(",", "")) for cell in line] for line in lines]:
        assert round(sum(shares), 2) == confirmed
    assert "Potential savings" in ben.text

    ben.open("/board/claims/")
    ben.follow("26% fewer patients in out of area placements")
    assert "49 of 201" in ben.text
    assert "Cannot be calculated yet" in ben.text


def test_a_board_member_reads_the_pack_on_paper_and_follows_a_decision_without_javascript(somebody):
    ben = somebody("Ben Board", scripts=False)
    ben.open("/board/packs/")
    ben.follow("BP-2018-0001")
    assert "Version 1, issued by Priya Prog on 13 April 2018" in ben.text
    data = ben.page.request.get(ben.page.get_by_role("link", name="Download all data").get_attribute("href"))
    assert "savings.csv" in " ".join(zipfile.ZipFile(io.BytesIO(data.body())).namelist())
    ben.page.emulate_media(media="print")
    assert ben.page.get_by_role("img").first.is_visible()
    assert ben.page.get_by_role("banner").is_hidden()
    ben.page.emulate_media(media="screen")

    ben.open("/partnership/governance/")
    ben.follow("Buy legal advice together", within=ben.page.get_by_role("table", name="Waiting for ratification"))
    assert "Agreed in principle" in ben.text

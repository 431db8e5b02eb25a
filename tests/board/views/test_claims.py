import pytest

from partnership.access.roles import HUB_LEAD, HUB_OFFICER
from partnership.arithmetic import clock
from partnership.board import claims
from tests.access.factories import somebody_as
from tests.browsing import Browser
from tests.factories import measures as make

URL = "/board/claims/26-fewer-ooa/"
pytestmark = pytest.mark.django_db


def test_register_puts_published_and_calculated_side_by_side(ben):
    make.enter([48])

    seen = ben.get("/board/claims/")

    bexley = next(row for row in seen.rows if row[0].endswith("Bexley: under 50 people classed as ready for discharge"))
    assert bexley[2].endswith("under 50")
    assert bexley[4].endswith("48")
    assert bexley[5].endswith("Matches")


def test_register_never_invents_a_value(ben):
    seen = ben.get("/board/claims/")

    fewer = next(row for row in seen.rows if row[0].endswith("26% fewer patients in out of area placements"))
    assert fewer[3].endswith("24.4% Differs")
    assert "1 figure disagrees with its own published counts." in seen.text
    assert fewer[4].endswith("No data yet")
    assert fewer[5].endswith("Cannot be calculated yet")


def test_register_narrowed_to_a_result_shows_that_alone(ben):
    make.enter([48])

    seen = ben.get("/board/claims/", result="matches")

    assert len([row for row in seen.rows if row]) == 2  # its heading and one claim
    assert ben.get("/board/claims/", result="perhaps").status == 404


def test_claim_shows_both_values_with_what_they_are_of(ben):
    seen = ben.get(URL)

    assert "49 of 201" in seen.text
    assert "HSJ, 2018" in seen.text


def test_owner_says_why_and_what_was_said_before_stays(ben):
    leo = Browser(somebody_as(HUB_LEAD))

    leo.send(f"{URL}why/", text="It was rounded")
    leo.send(f"{URL}why/", text="The article counts another month")

    text = ben.get(URL).text
    assert text.index("The article counts another month") < text.index("It was rounded")
    assert "A later note replaces this one." in text


def test_nobody_but_the_owner_can_say_why(ben, tess):
    hana = Browser(somebody_as(HUB_OFFICER))

    assert [browser.get(f"{URL}why/").status for browser in (ben, tess, hana)] == [403, 403, 403]
    leo = Browser(somebody_as(HUB_LEAD))
    assert leo.get("/board/claims/38-fewer-ooa-bed-days/why/").status == 404


def test_tolerance_that_is_changed_holds_from_its_day_on(priya, lead):
    from partnership.access.scope import acting_as

    data = {"per_cent": "5", "starts_on_day": "1", "starts_on_month": "5", "starts_on_year": "2018", "source": "Board"}
    seen = priya.send("/board/claims/around/change/", data)

    assert "5.0" in seen.text
    with acting_as(lead):
        assert claims.tolerance_on(lead, clock.today()) == 2.5
        assert claims.tolerance_on(lead, clock.today().replace(month=6)) == 5


def test_tolerance_before_the_present_one_is_refused(priya):
    data = {"per_cent": "5", "starts_on_day": "1", "starts_on_month": "4", "starts_on_year": "2016", "source": "Board"}

    seen = priya.send("/board/claims/around/change/", data)

    assert "1 April 2017" in " ".join(seen.errors)


def test_file_of_the_register_has_every_claim(ben):
    lines = ben.client.get("/board/claims/download/").content.decode().splitlines()

    assert len(lines) == 31

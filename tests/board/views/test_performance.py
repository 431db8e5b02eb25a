import re

import pytest

from partnership.measures.measures import PEOPLE_SUPPORTED, READY_FOR_DISCHARGE
from tests.factories import measures as make

STEADY = [50, 52, 49, 51, 50, 48, 51, 49, 50, 52, 49, 51, 50]


@pytest.fixture
def figures(db):
    make.enter([*STEADY, 90])
    make.TargetFactory(value=20)
    make.enter([200, 210], measure=PEOPLE_SUPPORTED.slug)


def test_performance_says_in_a_sentence_what_needs_attention(ben, figures):
    seen = ben.get("/board/")

    assert seen.h1 == "Partnership performance, March 2018"
    assert (
        "Of 1 measure, 0 are improving, 1 is concerning, 0 show no significant change. "
        "1 will not meet its target without a change." in seen.text
    )


def test_performance_puts_each_measure_into_its_cell_concerning_first(ben, figures):
    seen = ben.get("/board/")

    concerning = next(row for row in seen.rows if row and row[0] == "Concerning")
    assert READY_FOR_DISCHARGE.name in concerning[1]
    assert seen.all("h2")[0] == "Concerning"


def test_performance_lists_what_has_too_few_months_apart(ben, figures):
    seen = ben.get("/board/")

    assert "Not enough data for limits" in seen.all("h2")
    assert "Not enough data for limits. 13 points are needed, there are 2." in seen.text


def test_performance_of_a_month_without_figures_says_which_is_the_latest(ben, figures):
    seen = ben.get("/board/", month="2018-04")

    assert "No figures have been published for April 2018. The latest is March 2018." in seen.text


def test_performance_narrowed_to_a_programme_shows_no_other(ben, figures):
    assert READY_FOR_DISCHARGE.name not in ben.get("/board/", programme="Forensic").text


@pytest.mark.parametrize("query", [{"month": "never"}, {"programme": "x"}, {"trust": "nobody"}, {"month": "\0"}])
def test_performance_asked_for_something_odd_still_answers(ben, figures, query):
    assert ben.get("/board/", **query).status == 200


def test_performance_asks_no_more_for_more_months(ben, figures, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        ben.get("/board/")


def test_performance_file_has_the_rows_of_the_page(ben, figures):
    lines = ben.client.get("/board/download/").content.decode().splitlines()

    row = next(line for line in lines if READY_FOR_DISCHARGE.name in line)
    assert re.search(r",90,", row)


def test_board_member_begins_on_performance(ben, db):
    assert ben.client.get("/")["Location"] == "/board/"


def test_trust_manager_begins_on_their_trust(tess, db):
    assert tess.client.get("/")["Location"] == "/partnership/trusts/"
    assert tess.client.get("/partnership/trusts/")["Location"] == "/partnership/trusts/slam/"


def test_packs_are_the_current_page_of_the_menu_and_performance_is_not(ben, db):
    seen = ben.get("/board/packs/")

    current = [attrs["href"] for tag, attrs, _ in seen.elements if tag == "a" and attrs.get("aria-current")]
    assert "/board/packs/" in current
    assert "/board/" not in current

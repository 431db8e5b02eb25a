"""B6 and T3: what the board reads, and what each trust's manager says for their board."""

import datetime as dt
from decimal import Decimal

import pytest

from partnership.access.scope import acting_as, as_the_system
from partnership.programmes.actions import decisions
from partnership.programmes.models import Decision
from tests.factories import programmes as make

GOVERNANCE = "/partnership/governance/"
DECISIONS = f"{GOVERNANCE}decisions/"
BOARD = {"said_on_day": "12", "said_on_month": "4", "said_on_year": "2018"}
DECIDED = {"title": "One hub", "text": "One hub for all", "programme": "forensic", "meeting": "Programme board",
           "decided_on_day": "3", "decided_on_month": "apr", "decided_on_year": "2018"}  # fmt: skip


@pytest.fixture
def decision(db):
    return make.DecisionFactory(title="One hub")


@pytest.fixture
def ratify_url(decision):
    return f"{DECISIONS}{decision.reference}/ratify/"


def test_governance_without_anything_says_so(ben):
    text = ben.get(GOVERNANCE).text
    for sentence in ("No decisions are waiting for ratification.", "No action is open.", "No risk is open."):
        assert sentence in text


def test_governance_shows_who_has_ratified_and_on_what_day(ben, slam, decision):
    with acting_as(slam):
        decisions.respond(decision=decision, ratified=True, said_on=dt.date(2018, 4, 12), by=slam)
    row = next(row for row in ben.get(GOVERNANCE).rows if row[0].endswith("One hub"))
    assert [cell for cell in row if "Ratified on 12 April 2018" in cell or "Not yet" in cell] == row[-3:]
    assert "Agreed in principle" in " ".join(row)


def test_governance_shows_each_trusts_equal_part_of_the_risks(ben):
    make.RiskFactory(provision=Decimal("100.00"))
    make.RiskFactory(provision=Decimal("0.01"))
    text = ben.get(GOVERNANCE).text
    for words in ("£33.34", "£33.33", "Set aside for open risks £100.01", "Oxleas bears £33.35"):
        assert words in text


def test_decision_new_asks_what_is_missing(priya):
    assert priya.send(f"{DECISIONS}new/").errors == [
        "Enter the decision", "Enter what was decided", "Select the programme", "Enter where it was decided",
        "Enter the date of the decision", "Select whether the boards have to ratify it",
    ]  # fmt: skip


def test_decision_new_waits_for_the_boards(priya, olu):
    seen = priya.send(f"{DECISIONS}new/", DECIDED, ratification="yes")
    assert "DC-2018-0001 is recorded: agreed in principle." in seen.text
    assert "Record ratification: One hub" in olu.get("/my-work/").text
    assert "It waits for the board of your trust." in olu.get("/notifications/").text


def test_ratify_asks_what_is_missing(olu, ratify_url):
    assert olu.send(ratify_url).errors == ["Select whether the board ratified it", "Enter the date of the board"]
    assert olu.send(ratify_url, BOARD, ratified="no").errors == ["Enter why the board did not ratify it"]


def test_ratify_by_one_trust_says_what_stands(olu, ratify_url, decision):
    seen = olu.send(ratify_url, BOARD, ratified="yes")
    assert f"{decision} is now “Agreed in principle”." in seen.text
    assert "Ratified on 12 April 2018" in seen.text
    assert "Record ratification" not in seen.links
    assert "One hub" not in olu.get("/my-work/").text


def test_ratify_recorded_by_mistake_is_undone_from_the_banner(olu, ratify_url):
    assert "Undo" in olu.send(ratify_url, BOARD, ratified="no", why="The wrong button").all("button")
    seen = olu.send(f"{ratify_url}undo/")
    assert "waits for the board of your trust again" in seen.text
    assert "Record ratification" in seen.links


def test_ratify_twice_is_refused(olu, ratify_url):
    olu.send(ratify_url, BOARD, ratified="yes")
    seen = olu.send(ratify_url, BOARD, ratified="yes")
    assert seen.status == 422
    assert "recorded “Ratified on 12 April 2018” for Oxleas" in seen.text


def test_ratify_opened_after_the_board_has_responded_says_so(olu, ratify_url):
    olu.send(ratify_url, BOARD, ratified="yes")
    seen = olu.follow(ratify_url)
    assert seen.path != ratify_url
    assert "recorded “Ratified on 12 April 2018” for Oxleas" in seen.text


@pytest.mark.parametrize("who", ["priya", "ben"])
def test_ratify_is_for_trust_managers_alone(request, who, ratify_url):
    assert request.getfixturevalue(who).get(ratify_url).status == 403


def test_correct_the_date_of_ones_own_board(olu, tess, ratify_url, decision):
    url = f"{DECISIONS}{decision.reference}/ratification/correct/"
    olu.send(ratify_url, BOARD, ratified="yes")
    assert tess.get(url).status == 404
    typed = BOARD | {"said_on_day": "5", "why": "wrong_value", "explanation": "The minutes say so"}
    olu.send(url, typed)
    seen = olu.get(f"{DECISIONS}{decision.reference}/history/")
    assert "Date of the board corrected" in seen.text
    assert "The minutes say so" in seen.text


def test_correct_a_decision_shows_the_old_value_struck_through(priya, decision):
    typed = DECIDED | {"meeting": "Committee in common", "text": decision.text, "programme": "all",
                       "why": "wrong_value", "explanation": "The minutes say so"}  # fmt: skip
    seen = priya.send(f"{DECISIONS}{decision.reference}/correct/", typed)
    assert "Committee in common" in seen.text
    assert "Partnership programme board" in seen.all("del")


def test_withdraw_says_why(priya, decision):
    url = f"{DECISIONS}{decision.reference}/withdraw/"
    assert priya.send(url).errors == ["Enter why the decision is withdrawn"]
    assert "It is withdrawn: Overtaken" in priya.send(url, why="Overtaken").text


def test_decision_list_has_a_view_of_what_waits_and_a_file(ben, decision):
    make.DecisionFactory(title="Needs no board", needs_ratification=False)
    seen = ben.get(DECISIONS, view="waiting")
    assert "One hub" in seen.links
    assert "Needs no board" not in seen.links
    text = ben.client.get(f"{DECISIONS}download/").content.decode("utf-8-sig")
    assert "oxleas,slam,swlstg" in text.splitlines()[0]
    assert "Not needed" in text


def test_decision_is_found_by_its_words(priya, decision):
    with as_the_system("a test looks"):
        assert Decision.objects.count() == 1
    assert "One hub" in priya.send("/search/", q="hub").text

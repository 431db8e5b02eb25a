"""The pages of a programme: the six, one of them, its measures, its risks, and its highlight reports."""

import datetime as dt
from decimal import Decimal

import pytest

from partnership.measures.models import Value
from partnership.programmes.models import Report
from tests.factories import programmes as make
from tests.factories.base import aside

ALL = "/partnership/programmes/"
FORENSIC = f"{ALL}forensic/"
REPORTS = f"{FORENSIC}reports/"
SAID = {"overall": "on_track", "done": "The hub opened", "coming": "The team is complete"}


@pytest.mark.parametrize("who", ["priya", "olu", "ben"])
def test_programmes_are_the_six(request, who):
    seen = request.getfixturevalue(who).get(ALL)
    assert (seen.status, len(seen.rows[1:])) == (200, 6)
    assert "Complex Care" in seen.links


def test_programmes_say_whose_actions_they_count(priya, olu):
    assert "Open actions" in priya.get(ALL).rows[0]
    assert {"Open actions of Oxleas", "Overdue actions of Oxleas"} <= set(olu.get(ALL).rows[0])


def test_programme_that_never_was_is_not_there(priya):
    assert priya.get(f"{ALL}nothing/").status == 404


@pytest.mark.parametrize("tab", ["", "milestones/", "actions/", "risks/", "measures/", "reports/"])
def test_programme_has_a_page_for_each_tab(priya, tab):
    seen = priya.get(f"{FORENSIC}{tab}")
    assert seen.status == 200
    assert len(seen.all("h1")) == 1


def test_programme_shows_what_is_late_first(priya):
    make.MilestoneFactory(title="Overdue one", baseline_on=dt.date(2018, 4, 10))
    make.ActionFactory(title="Due later", baseline_on=dt.date(2018, 5, 10))
    rows = [row[0] for row in priya.get(FORENSIC).rows if "one" in row[0] or "later" in row[0]]
    assert [title.removeprefix("What ") for title in rows] == ["Overdue one", "Due later"]


def test_measures_of_a_programme_have_a_sentence_and_a_chart(ben):
    with aside():
        Value.objects.create(measure="lambeth-people-supported", month=dt.date(2018, 3, 1), value=Decimal(260),
                             numerator=Decimal(260), recorded_at=dt.datetime(2018, 4, 3, tzinfo=dt.UTC))  # fmt: skip
    response = ben.client.get(f"{ALL}complex-care/measures/").content.decode()
    assert "In March 2018 there were 260 people supported." in response
    assert 'data-testid="chart-lambeth-people-supported"' in response


def test_risk_new_and_review_show_each_trusts_part(priya, lead):
    typed = {"title": "Rain", "likelihood": "4", "impact": "5", "mitigation": "A roof", "provision": "£100,000.01",
             "owner": lead.user.pk}  # fmt: skip
    seen = priya.send(f"{FORENSIC}risks/new/", typed)
    assert "Its score is 20." in seen.text
    assert "£33,333.34" in seen.text
    seen = priya.send(f"{seen.path}review/", typed | {"likelihood": "1", "found": "A roof was built"})
    assert "Its score is 5" in seen.text
    assert "A roof was built" in seen.text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"provision": "much"}, "Financial provision must be an amount of money, like 180000 or 180,000.50"),
        ({"provision": "-1"}, "Financial provision must be 0 or more"),
        ({"likelihood": "6"}, "Select the likelihood"),
        ({"impact": "0"}, "Select the impact"),
        ({"owner": "999999"}, "Select the owner"),
        ({"title": "x" * 151}, "What might happen must be 150 characters or less"),
    ],
)
def test_risk_new_with_bad_input_is_a_sentence(priya, lead, typed, error):
    right = {"title": "Rain", "likelihood": "4", "impact": "5", "mitigation": "A roof", "provision": "0",
             "owner": lead.user.pk}  # fmt: skip
    assert priya.send(f"{FORENSIC}risks/new/", right | typed).errors == [error]


def test_risk_closed_and_reopened_keeps_why(priya):
    url = f"{FORENSIC}risks/{make.RiskFactory().reference}/"
    assert "The risk is closed." in priya.send(f"{url}close/", why="It is over").text
    assert priya.send(f"{url}close/", why="Again").status == 422
    priya.send(f"{url}reopen/", why="It is back")
    text = priya.get(url).text
    assert "It is over" in text
    assert "It is back" in text


# Highlight reports


def test_report_new_is_prefilled_with_the_milestones_of_the_month(priya):
    make.MilestoneFactory(title="Doors open", state="complete", done_on=dt.date(2018, 3, 9))
    make.MilestoneFactory(title="Roof done", baseline_on=dt.date(2018, 4, 20))
    content = priya.client.get(f"{REPORTS}new/?period=2018-03").content.decode()
    assert "Doors open, 9 March 2018" in content
    assert "Roof done, due 20 April 2018" in content


def test_report_new_asks_what_is_missing(priya):
    assert priya.send(f"{REPORTS}new/").errors == [
        "Select the overall progress", "Enter what was done this month", "Enter what comes next month",
    ]  # fmt: skip
    at_risk = SAID | {"overall": "at_risk"}
    assert priya.send(f"{REPORTS}new/", at_risk).errors == ["Select the risk that puts the programme at risk"]


def test_report_is_read_over_issued_and_kept(priya, ben):
    risk = make.RiskFactory(title="Rain")
    typed = SAID | {"overall": "at_risk", "risks": [risk.reference]}
    assert priya.send(f"{REPORTS}new/", typed).h1 == "Check the report before it is issued"
    with aside():
        assert not Report.objects.exists()

    seen = priya.send(f"{REPORTS}new/", typed, confirmed="yes")

    assert "HL-2018-0001 is issued." in seen.text
    assert "Score 12 of 25" in ben.get(seen.path).text
    assert "Issue again" not in ben.get(seen.path).links
    assert "At risk" in ben.get(ALL).text


def test_report_of_a_month_that_has_one_leads_to_it(priya):
    report = make.ReportFactory()
    assert f"{report.reference} is the report of this month" in priya.get(f"{REPORTS}new/?period=2018-03").links
    seen = priya.send(f"{REPORTS}new/", SAID, confirmed="yes")
    assert seen.status == 422
    assert f"{report.reference} is the report of March 2018. Open it to issue it again." in seen.text
    with aside():
        assert Report.objects.count() == 1


def test_report_with_nothing_to_come_says_so(ben):
    report = make.ReportFactory(coming="")
    assert "Next month Nothing planned." in ben.get(f"{REPORTS}{report.reference}/").text


def test_report_issued_again_says_why_and_leads_on(priya, ben):
    first = make.ReportFactory()
    url = f"{REPORTS}{first.reference}/"
    assert priya.send(f"{url}again/", SAID).errors == ["Enter why the report is issued again"]
    priya.send(f"{url}again/", SAID, why="A name was wrong", confirmed="yes")
    seen = ben.get(url)
    assert "This report was issued again" in seen.text
    assert "A name was wrong" in seen.text


def test_report_due_waits_in_my_work_until_it_is_issued(priya):
    what = "Write the highlight report: Forensic New Models of Care, March 2018"
    my_work = priya.get("/my-work/").text
    assert what in my_work
    assert "forensic 2018-03" not in my_work
    make.ReportFactory()
    assert what not in priya.get("/my-work/").text


def test_period_that_makes_no_sense_is_the_usual_one(priya):
    for period in ("2018-13", "nothing", "9999-01", "2018-05"):
        assert "March 2018" in priya.get(f"{REPORTS}new/", period=period).text

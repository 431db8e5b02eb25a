"""The panel: its list, its attendance, what it decides one question a page, and how that is corrected."""

import datetime as dt

import pytest

from forensic_hub.referrals.models import Decision
from forensic_hub.referrals.vocabulary import State
from partnership.access.scope import as_the_system
from partnership.records.models import Read
from tests.browsing import Browser
from tests.factories.access import trust_manager
from tests.factories.forensic import (
    DecisionMakerFactory,
    PanelFactory,
    RecordedAssessmentFactory,
    ReferralFactory,
    quorate_panel,
)

TODAYS = "/forensic/panels/2018-04-16/"


def now(referral):
    with as_the_system("a test looks"):
        referral.refresh_from_db()
        return referral


def on_the_list_of(panel, **given):
    return RecordedAssessmentFactory(
        referral=ReferralFactory(state=State.AWAITING_DECISION, panel=panel, **given)
    ).referral


def decide(browser, at, referral, *, outcome, setting="", reason="The three trusts agree."):
    """Answers each question and stops at the check page."""
    seen = browser.send(at(referral, "referral-decision"), outcome=outcome)
    if seen.h1.startswith("Setting"):
        seen = browser.send(seen.path, setting=setting, times="0")
    return browser.send(seen.path, reason=reason, times="0")


def test_panel_list_shows_what_is_coming_and_what_was(hana):
    PanelFactory(meets_on=dt.date(2018, 4, 19))
    quorate_panel(meets_on=dt.date(2018, 4, 12))

    assert "19 April 2018" in hana.get("/forensic/panels/").links
    assert "12 April 2018" not in hana.get("/forensic/panels/").links
    assert "12 April 2018" in hana.get("/forensic/panels/", view="past").links


def test_panel_list_without_panels_says_so(hana):
    assert "No panel is arranged." in hana.get("/forensic/panels/").text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({}, "Enter the date of the panel"),
        ({"meets_on_day": "15", "meets_on_month": "4", "meets_on_year": "2018"},
         "Date of the panel must be today or in the future"),
        ({"meets_on_day": "19", "meets_on_month": "4", "meets_on_year": "2018"},
         "There is already a panel on 19 April 2018."),
    ],
)  # fmt: skip
def test_panel_on_a_day_that_cannot_be_says_why(hana, typed, error):
    PanelFactory(meets_on=dt.date(2018, 4, 19))

    assert error in hana.send("/forensic/panels/new/", typed).text


def test_panel_is_arranged(hana):
    seen = hana.send("/forensic/panels/new/", meets_on_day="26", meets_on_month="april", meets_on_year="2018")

    assert seen.h1 == "Panel on 26 April 2018"


def test_panel_lists_each_referral_with_its_recommendation_and_logs_the_read(hana, officer):
    received = dt.datetime(2018, 4, 6, 9, tzinfo=dt.UTC)
    referral = on_the_list_of(PanelFactory(), received_at=received)

    seen = hana.get(TODAYS)

    (row,) = [row for row in seen.rows if str(referral) in row[0]]
    assert row[2:] == [
        "Summary Medium secure care is recommended.",
        "Recommendation Medium secure ward",
        "Days waiting 10",
    ]
    with as_the_system("a test reads the log"):
        assert Read.objects.filter(user=officer.user, references=[referral.reference]).exists()


def test_panel_shows_a_trust_manager_their_own_trusts_referrals_alone(db):
    panel = PanelFactory()
    mine, other = on_the_list_of(panel, borough="lambeth"), on_the_list_of(panel, borough="bexley")

    seen = Browser(trust_manager("slam")).get(TODAYS)

    assert str(mine) in seen.text
    assert str(other) not in seen.text
    assert "Record attendance" not in seen.links


def test_panel_without_referrals_says_what_may_still_come(hana):
    PanelFactory()
    PanelFactory(meets_on=dt.date(2018, 4, 26))
    ReferralFactory(state=State.ASSESSMENT_DUE, priority="urgent")
    ReferralFactory(state=State.ASSESSMENT_BOOKED, priority="urgent")
    ReferralFactory(state=State.ASSESSMENT_DUE, priority="routine")

    seen = hana.get(TODAYS)

    assert "There are no referrals for this panel. 2 assessments are due before the next one." in seen.text


def test_panel_of_a_day_without_one_is_not_found(hana):
    assert hana.get("/forensic/panels/2018-04-17/").status == 404
    assert hana.get("/forensic/panels/never/").status == 404
    assert hana.get("/forensic/panels/2018-02-30/").status == 404
    assert hana.get("/forensic/panels/20180416/").status == 404


def test_attendance_makes_a_panel_quorate(hana):
    PanelFactory()
    makers = {slug: DecisionMakerFactory(of=slug) for slug in ("oxleas", "slam", "swlstg")}

    assert "record at least 1 decision maker from Oxleas, SLaM and SWLStG first." in hana.get(TODAYS).text
    seen = hana.send(f"{TODAYS}attendance/", {f"trust_{maker.trust_id}": [str(maker.pk)] for maker in makers.values()})

    assert "This panel is quorate" in seen.text


def test_panel_to_come_says_when_attendance_can_be_recorded(hana, at):
    referral = on_the_list_of(PanelFactory(meets_on=dt.date(2018, 4, 19)))

    seen = hana.get("/forensic/panels/2018-04-19/")
    sent_back = hana.send("/forensic/panels/2018-04-19/attendance/")

    assert "The panel meets on 19 April 2018. Record attendance on that day or later." in seen.text
    assert "quorate" not in seen.text
    assert "Record attendance" not in seen.links
    assert hana.get("/forensic/panels/2018-04-19/attendance/").status == 302
    assert "The panel meets on 19 April 2018." in sent_back.text
    record = hana.get(at(referral, "referral-overview"))
    assert "Record decision" not in record.links
    assert record.all("a", "nhsuk-button--small") == ["Stay signed in"]
    assert "Record its decision on that day or later." in record.text
    assert "Not met yet" in hana.get("/forensic/panels/").text


def test_decision_maker_is_added(hana):
    PanelFactory()
    page = f"{TODAYS}decision-makers/new/"
    slam = DecisionMakerFactory(of="slam").trust

    assert "Select the trust they decide for" in hana.send(page, name="Dr C Example").errors
    assert "Dr C Example" in hana.send(page, name="Dr C Example", trust=str(slam.pk)).text


def test_decision_maker_who_no_longer_decides_is_taken_off_the_list(hana):
    PanelFactory()
    stays, leaves = DecisionMakerFactory(of="slam"), DecisionMakerFactory(of="slam")
    page = hana.get(f"{TODAYS}attendance/").links["Someone no longer decides"]

    assert hana.send(page).errors == ["Select who no longer decides"]
    seen = hana.send(page, maker=str(leaves.pk))

    assert f"{leaves} no longer decides for SLaM." in seen.text
    assert [str(stays)] == [label for label in seen.all("label") if label.startswith("Dr")]


def test_decision_of_a_panel_that_is_not_quorate_can_only_be_a_deferral(hana, at):
    referral = on_the_list_of(PanelFactory())

    seen = hana.get(at(referral, "referral-decision"))

    assert "This panel is not quorate. You can record a deferral only." in seen.text
    assert "Agree placement" not in seen.text
    assert hana.send(at(referral, "referral-decision"), outcome="placement").errors == ["Select what the panel decided"]


def test_decision_of_a_panel_that_has_not_met_says_when(hana, at):
    referral = on_the_list_of(PanelFactory(meets_on=dt.date(2018, 4, 19)))

    seen = hana.get(at(referral, "referral-decision"))

    assert seen.status == 302
    assert "The panel meets on 19 April 2018." in hana.get(at(referral, "referral-panel")).text


def test_decision_asks_one_question_a_page_and_is_read_over(hana, at):
    referral = on_the_list_of(quorate_panel())

    nothing = hana.send(at(referral, "referral-decision"))
    check = decide(hana, at, referral, outcome="placement", setting="low")

    assert nothing.errors == ["Select what the panel decided"]
    assert check.h1 == "Check your answers before saving"
    assert "Agree placement" in check.text
    assert "Low secure ward" in check.text
    assert now(referral).state == State.AWAITING_DECISION


def test_decision_confirmed_is_locked_and_leads_to_the_letter(hana, at):
    referral = on_the_list_of(quorate_panel())
    check = decide(hana, at, referral, outcome="placement", setting="low")

    done = hana.send(check.path)

    assert "Decision recorded" in done.h1
    assert now(referral).state == State.BED_SEARCH
    assert "Letter to the referrer" in done.links
    letter = hana.get(at(referral, "decision-letter"))
    assert "The panel agreed a placement: low secure ward." in letter.text
    assert "Dear Dr A Example" in letter.text


def test_decision_of_a_community_package_asks_for_no_setting(hana, at):
    referral = on_the_list_of(quorate_panel())

    hana.send(decide(hana, at, referral, outcome="community").path)

    with as_the_system("a test looks"):
        assert Decision.objects.get().setting == "community"


def test_deferral_goes_on_the_next_list(hana, at):
    referral = on_the_list_of(PanelFactory())
    PanelFactory(meets_on=dt.date(2018, 4, 26))

    done = hana.send(decide(hana, at, referral, outcome="defer").path)

    assert "It is on the list of the panel on 26 April 2018." in done.text


def test_decision_recorded_by_two_people_is_made_once(hana, leo, at):
    referral = on_the_list_of(quorate_panel())
    hers = decide(hana, at, referral, outcome="placement", setting="low")
    his = decide(leo, at, referral, outcome="not_accepted")

    hana.send(hers.path)
    refused = leo.send(his.path)

    assert "Hana Hub" in refused.text
    assert refused.status == 422
    assert now(referral).state == State.BED_SEARCH


def test_decision_is_corrected_by_the_lead_alone(hana, leo, at):
    referral = on_the_list_of(quorate_panel())
    hana.send(decide(hana, at, referral, outcome="placement", setting="low").path)
    page = at(referral, "decision-correct")
    corrected = {"outcome": "not_accepted", "reason": "Minuted wrongly."}
    opened = {"decision": leo.get(page).value("decision")}

    assert hana.get(page).status == 403
    assert "Select why you are correcting this" in leo.send(page, corrected | opened).errors
    seen = leo.send(page, corrected | opened, why="wrong_value", explanation="The minutes say otherwise.")

    assert "Agree placement, low secure ward" in seen.all("del")
    assert "Corrected on 16 April 2018: The minutes say otherwise." in seen.text
    assert now(referral).state == State.NOT_ACCEPTED


def test_referral_is_moved_to_another_panel(hana, at):
    referral = on_the_list_of(PanelFactory(meets_on=dt.date(2018, 4, 19)))
    later = PanelFactory(meets_on=dt.date(2018, 4, 26))

    seen = hana.send(at(referral, "referral-put-on"), panel=str(later.pk))

    assert f"{referral} is on the list of the panel on 26 April 2018." in seen.text


def test_referral_without_another_panel_to_come_is_offered_no_move_and_told_why(hana, at):
    referral = on_the_list_of(PanelFactory())

    seen = hana.get(at(referral, "referral-put-on"))

    assert seen.status == 302
    told = hana.get(at(referral, "referral-panel"))
    assert "There is no other panel to come. Add a panel date first." in told.text
    assert "Move it to another panel" not in told.links


def test_decision_on_a_referral_that_is_on_no_list_says_why_not(hana, at):
    referral = ReferralFactory(state=State.AWAITING_DECISION, panel=None)

    seen = hana.send(at(referral, "referral-decision"), outcome="defer")

    assert f"{referral} is on no panel’s list yet. Add a panel date first." in seen.text

import datetime as dt

import pytest

from forensic_hub.referrals.actions import decisions, panels, referrals
from forensic_hub.referrals.models import Decision
from forensic_hub.referrals.vocabulary import State
from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.scope import acting_as
from partnership.records.corrections import NothingToCorrect
from partnership.records.states import NotReady, WrongState
from tests.factories import forensic as make
from tests.factories.access import trust

TODAY, NEXT_WEEK = dt.date(2018, 4, 16), dt.date(2018, 4, 23)


@pytest.fixture
def panel(db):
    return make.quorate_panel()


@pytest.fixture
def awaiting(panel):
    return make.ReferralFactory(state=State.AWAITING_DECISION, panel=panel)


def record(by, referral, panel, outcome="placement", setting="medium", **given) -> Decision:
    return decisions.record(
        referral=referral, panel=panel, outcome=outcome, setting=setting, reason="Agreed.", by=by, **given
    )


def correct(by, decision, outcome="placement", setting="low", **given) -> Decision:
    usual = {"reason": "Agreed.", "why": "wrong_value", "explanation": "It was low secure."}
    return decisions.correct(decision=decision, outcome=outcome, setting=setting, by=by, **{**usual, **given})


@pytest.mark.parametrize(
    ("outcome", "setting", "state"),
    [("placement", "medium", State.BED_SEARCH), ("placement", "supported_housing", State.BED_SEARCH),
     ("community", "", State.BED_SEARCH), ("not_accepted", "", State.NOT_ACCEPTED)],
)  # fmt: skip
def test_record_moves_the_referral_where_the_panel_sent_it(outcome, setting, state, awaiting, panel, as_officer):
    decision = record(as_officer, awaiting, panel, outcome, setting)
    awaiting.refresh_from_db()
    assert (awaiting.state, awaiting.decision, awaiting.panel) == (state, decision, None)


def test_record_not_accepted_closes_it(awaiting, panel, as_officer):
    record(as_officer, awaiting, panel, "not_accepted")
    awaiting.refresh_from_db()
    assert (awaiting.is_open, awaiting.closures.get().how) == (False, "panel")


def test_record_a_deferral_goes_to_the_next_panel(awaiting, panel, as_officer):
    later = panels.arrange(meets_on=NEXT_WEEK, by=as_officer)
    record(as_officer, awaiting, panel, "defer")
    awaiting.refresh_from_db()
    assert (awaiting.state, awaiting.panel) == (State.AWAITING_DECISION, later)


def test_record_a_deferral_with_no_panel_to_come_waits_for_one(awaiting, panel, as_officer):
    record(as_officer, awaiting, panel, "defer")
    awaiting.refresh_from_db()
    assert awaiting.panel is None
    later = panels.arrange(meets_on=NEXT_WEEK, by=as_officer)
    awaiting.refresh_from_db()
    assert awaiting.panel == later


@pytest.mark.parametrize("missing", make.TRUSTS)
def test_record_without_one_of_the_trusts_is_a_deferral_only(missing, as_officer):
    panel = make.PanelFactory()
    for slug in set(make.TRUSTS) - {missing}:
        make.AttendanceFactory(panel=panel, of=slug)
    referral = make.ReferralFactory(state=State.AWAITING_DECISION, panel=panel)
    name = trust(missing).short_name
    for outcome, setting in (("placement", "medium"), ("community", ""), ("not_accepted", "")):
        with pytest.raises(Refusal, match=f"deferral only.* decision maker from {name}"):
            record(as_officer, referral, panel, outcome, setting)
    assert record(as_officer, referral, panel, "defer")


def test_record_with_nobody_present_names_each_trust(as_officer):
    panel = make.PanelFactory()
    assert [missing.slug for missing in panels.trusts_missing(panel)] == ["oxleas", "slam", "swlstg"]


def test_record_before_the_panel_meets_is_refused(as_officer):
    panel = make.quorate_panel(meets_on=NEXT_WEEK)
    referral = make.ReferralFactory(state=State.AWAITING_DECISION, panel=panel)
    with pytest.raises(NotReady, match="The panel meets on 23 April 2018. Record its decision on that day or later"):
        record(as_officer, referral, panel)


def test_record_for_a_referral_of_another_agenda_is_refused(awaiting, as_officer):
    with pytest.raises(Refusal, match="not on the agenda of the panel on"):
        record(as_officer, awaiting, make.quorate_panel(meets_on=dt.date(2018, 4, 12)))


def test_record_after_another_decision_says_who_decided(awaiting, panel, officer, lead):
    with acting_as(lead):
        record(lead, awaiting, panel)
    with acting_as(officer), pytest.raises(WrongState, match="Bed search.*Leo Lead changed it"):
        record(officer, awaiting, panel)


def test_record_after_a_deferral_by_the_same_panel_says_who_deferred(awaiting, panel, officer, lead):
    with acting_as(lead):
        record(lead, awaiting, panel, "defer")
    with acting_as(officer), pytest.raises(Refusal, match="Leo Lead recorded “Defer” for this panel on 16"):
        record(officer, awaiting, panel)


def test_correct_keeps_the_old_decision_and_the_referral_follows(awaiting, panel, officer, lead):
    with acting_as(officer):
        first = record(officer, awaiting, panel)
    with acting_as(lead):
        second = correct(lead, first, "not_accepted", "")
        awaiting.refresh_from_db()
        assert (awaiting.state, awaiting.decision, awaiting.is_open) == (State.NOT_ACCEPTED, second, False)
        assert second.corrects == first
        third = correct(lead, second)
        awaiting.refresh_from_db()
        assert (awaiting.state, awaiting.is_open) == (State.BED_SEARCH, True)
        assert not awaiting.closures.filter(reopened_at=None).exists()
        assert [decision.outcome for decision in awaiting.decisions.order_by("pk")] == [
            "placement", "not_accepted", "placement",
        ]  # fmt: skip
        old, new = awaiting.corrections.order_by("pk").values_list("old_value", "new_value").first()
        assert (old, new) == ("Agree placement, medium secure ward. Agreed.", "Not accepted. Agreed.")
        assert third.setting == "low"


def test_correct_to_a_deferral_puts_it_on_the_next_agenda(awaiting, panel, officer, lead):
    with acting_as(officer):
        first = record(officer, awaiting, panel)
        later = panels.arrange(meets_on=NEXT_WEEK, by=officer)
    with acting_as(lead):
        correct(lead, first, "defer", "")
        awaiting.refresh_from_db()
        assert (awaiting.state, awaiting.panel) == (State.AWAITING_DECISION, later)


def test_correct_by_an_officer_is_refused(awaiting, panel, as_officer):
    first = record(as_officer, awaiting, panel)
    with pytest.raises(NotPermitted):
        correct(as_officer, first)


def test_correct_of_a_corrected_decision_says_who_did(awaiting, panel, officer, lead):
    with acting_as(officer):
        first = record(officer, awaiting, panel)
    with acting_as(lead):
        correct(lead, first)
        with pytest.raises(Refusal, match="Leo Lead corrected this decision"):
            correct(lead, first, setting="step_down")


def test_correct_to_the_same_is_refused(awaiting, panel, as_lead):
    first = record(as_lead, awaiting, panel)
    with pytest.raises(NothingToCorrect):
        correct(as_lead, first, setting="medium")


def test_correct_of_a_deferral_by_a_panel_that_was_not_quorate_is_refused(as_lead):
    panel = make.PanelFactory()
    referral = make.ReferralFactory(state=State.AWAITING_DECISION, panel=panel)
    first = record(as_lead, referral, panel, "defer")
    with pytest.raises(Refusal, match="This panel is not quorate"):
        correct(as_lead, first)


def test_correct_of_what_an_earlier_panel_decided_is_refused(panel, as_lead):
    earlier = make.PanelFactory(meets_on=dt.date(2018, 4, 12))
    referral = make.ReferralFactory(state=State.AWAITING_DECISION, panel=earlier)
    deferred = record(as_lead, referral, earlier, "defer")
    agreed = record(as_lead, referral, panel)
    with pytest.raises(Refusal, match="The panel on 16 April 2018 has decided since: “Agree placement"):
        correct(as_lead, deferred, "defer", "", reason="For another reason.")
    referral.refresh_from_db()
    assert (referral.state, referral.decision) == (State.BED_SEARCH, agreed)


def test_correct_after_the_referral_was_reopened_is_refused(awaiting, panel, as_lead):
    first = record(as_lead, awaiting, panel, "not_accepted")
    referrals.reopen(referral=awaiting, why="New information.", by=as_lead)
    with pytest.raises((NotReady, WrongState)):
        correct(as_lead, first)


def test_arrange_twice_and_in_the_past_is_refused(as_officer):
    panels.arrange(meets_on=TODAY, by=as_officer)
    with pytest.raises(Refusal, match="already a panel on"):
        panels.arrange(meets_on=TODAY, by=as_officer)
    with pytest.raises(Refusal, match="must be today or in the future"):
        panels.arrange(meets_on=dt.date(2018, 4, 15), by=as_officer)


def test_put_on_moves_it_to_another_agenda(awaiting, as_officer):
    later = panels.arrange(meets_on=NEXT_WEEK, by=as_officer)
    assert panels.put_on(referral=awaiting, panel=later, by=as_officer).panel == later


def test_attendance_is_recorded_as_a_whole_until_the_panel_decides(awaiting, panel, as_officer):
    makers = [attendance.decision_maker for attendance in panel.attendances.all()]
    panels.record_attendance(panel=panel, present=makers[:2], by=as_officer)
    assert len(panels.trusts_missing(panel)) == 1
    panels.record_attendance(panel=panel, present=makers, by=as_officer)
    assert panels.trusts_missing(panel) == []
    record(as_officer, awaiting, panel)
    with pytest.raises(Refusal, match="was present when this panel decided"):
        panels.record_attendance(panel=panel, present=makers[:2], by=as_officer)


def test_attendance_before_the_panels_day_is_refused(as_officer):
    panel, maker = make.PanelFactory(meets_on=dt.date(2018, 4, 17)), make.DecisionMakerFactory()

    with pytest.raises(Refusal, match="The panel meets on 17 April 2018. Record attendance on that day"):
        panels.record_attendance(panel=panel, present=[maker], by=as_officer)

    assert not panel.attendances.exists()


def test_put_on_of_what_awaits_no_decision_is_refused(as_officer):
    with pytest.raises(WrongState):
        panels.put_on(referral=make.ReferralFactory(), panel=make.PanelFactory(), by=as_officer)


def test_next_panel_is_the_first_that_has_not_decided(panel, awaiting, as_officer):
    later = panels.arrange(meets_on=NEXT_WEEK, by=as_officer)
    assert panels.next_panel() == panel
    record(as_officer, awaiting, panel)
    assert panels.next_panel() == later

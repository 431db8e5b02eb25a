"""Milestones and actions: promised, told of, moved with a reason, counted when they slip."""

import datetime as dt

import pytest
from django.db import InternalError, transaction

from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.scope import acting_as, as_the_system
from partnership.programmes.actions import commitments
from partnership.programmes.models import Milestone, ProgrammeAction
from partnership.programmes.vocabulary import Progress
from partnership.records.models.record import ChangedSinceOpened
from partnership.records.undo import TooLateToUndo
from partnership.work.models import Notification
from tests.factories import programmes as make

LATER, EARLIER, PAST = dt.date(2018, 5, 31), dt.date(2018, 4, 20), dt.date(2018, 4, 1)
SAID = {"progress": "on_track", "what_happened": "Two people were appointed"}


def add(by, **given):
    usual = {"model": ProgrammeAction, "programme": make.programme(), "title": "Agree the pathway",
             "due_on": dt.date(2018, 4, 30), "owner": by.user}  # fmt: skip
    with acting_as(by):
        return commitments.add(by=by, **usual | given)


def update(commitment, by, **given):
    with acting_as(by):
        return commitments.update(commitment=commitment, by=by, **SAID | given)


def test_add_keeps_the_first_date_as_the_baseline(lead):
    action = add(lead)
    assert (action.reference, action.baseline_on, action.due_on, action.slips) == (
        "AC-2018-0001", dt.date(2018, 4, 30), dt.date(2018, 4, 30), 0,
    )  # fmt: skip


def test_add_for_another_trust_by_a_manager_is_refused(oxleas):
    for whose in (None, make.trust("slam")):
        with pytest.raises(Refusal, match="You can only add what belongs to your own trust"):
            add(oxleas, trust=whose)
    assert add(oxleas, trust=make.trust("oxleas")).trust.slug == "oxleas"


def test_add_of_a_milestone_by_a_manager_is_refused(oxleas):
    with pytest.raises(NotPermitted):
        add(oxleas, model=Milestone, trust=make.trust("oxleas"))


def test_add_tells_the_owner_unless_they_added_it_themselves(lead, slam):
    add(lead)
    given = add(lead, owner=slam.user, trust=make.trust("slam"))
    with as_the_system("a test looks"):
        (told,) = Notification.objects.all()
    assert (told.recipient, told.about) == (slam.user, given.reference)


@pytest.mark.parametrize("model", [make.ActionFactory, make.MilestoneFactory])
def test_update_moved_later_counts_a_slip_and_keeps_the_baseline(lead, model):
    moved = update(model(), lead, due_on=LATER, why_moved="The ward is not ready")
    moved = update(moved, lead, due_on=EARLIER)
    moved = update(moved, lead, due_on=LATER, why_moved="It is not ready after all")

    assert (moved.slips, moved.baseline_on, moved.due_on, moved.days_slipped) == (2, dt.date(2018, 4, 30), LATER, 31)


def test_update_moved_later_without_a_reason_is_refused(lead):
    with pytest.raises(Refusal, match="Enter the reason the due date has moved"):
        update(make.ActionFactory(), lead, due_on=LATER)


def test_update_moved_into_the_past_is_refused(lead):
    with pytest.raises(Refusal, match="New due date must be today or in the future"):
        update(make.ActionFactory(), lead, due_on=PAST)


def test_update_with_the_same_date_is_no_move(lead):
    moved = update(make.ActionFactory(), lead, due_on=dt.date(2018, 4, 30))
    with as_the_system("a test looks"):
        assert (moved.slips, moved.updates.get().due_on) == (0, None)


def test_update_to_complete_is_done_today_unless_a_day_is_given(lead):
    assert update(make.ActionFactory(), lead, progress="complete").done_on == dt.date(2018, 4, 16)
    assert update(make.ActionFactory(), lead, progress="complete", done_on=PAST).done_on == PAST


def test_update_to_complete_with_a_new_due_date_or_a_day_to_come_is_refused(lead):
    with pytest.raises(Refusal, match="Leave the new due date empty"):
        update(make.ActionFactory(), lead, progress="complete", due_on=LATER, why_moved="?")
    with pytest.raises(Refusal, match="Date completed must be today or in the past"):
        update(make.ActionFactory(), lead, progress="complete", done_on=LATER)


def test_update_of_what_is_complete_opens_it_again(lead):
    again = update(make.ActionFactory(state=Progress.COMPLETE), lead, progress="at_risk")
    assert (again.state, again.done_on) == ("at_risk", None)


def test_update_on_an_older_version_is_refused(lead):
    action = make.ActionFactory()
    update(action, lead)
    with pytest.raises(ChangedSinceOpened):
        update(action, lead, version=action.version)


def test_update_of_another_trusts_action_finds_nothing(oxleas):
    for whose in (make.trust("slam"), None):
        with pytest.raises(ProgrammeAction.DoesNotExist):
            update(make.ActionFactory(trust=whose), oxleas)
    with pytest.raises(Milestone.DoesNotExist):
        update(make.MilestoneFactory(trust=make.trust("slam")), oxleas)


def test_late_is_worked_out_from_the_day(lead, clock):
    action = make.ActionFactory(due_on=dt.date(2018, 4, 16), state=Progress.ON_TRACK)
    assert action.status == "On track"
    clock.forward(days=1)
    assert action.status == "Overdue"
    with as_the_system("a test looks"):
        assert list(ProgrammeAction.objects.overdue()) == [action]
    assert update(action, lead, progress="complete").status == "Complete"


def test_action_is_not_given_to_a_manager_of_another_trust(lead, slam):
    with pytest.raises(Refusal, match="does not work for Oxleas"):
        add(lead, owner=slam.user, trust=make.trust("oxleas"))
    action = make.ActionFactory(owner=lead.user, trust=None)
    with acting_as(lead), pytest.raises(Refusal, match="does not work for The Partnership"):
        commitments.change(commitment=action, title="-", detail="", owner=slam.user, by=lead)


def test_change_of_hands_tells_the_new_owner(lead, slam):
    action = make.ActionFactory(owner=lead.user, trust=make.trust("slam"))
    with acting_as(lead):
        changed = commitments.change(commitment=action, title="Better said", detail="", owner=slam.user, by=lead)
    with as_the_system("a test looks"):
        assert Notification.objects.get().recipient == slam.user
    assert (changed.title, changed.owner) == ("Better said", slam.user)


@pytest.mark.parametrize("column", ["baseline_on = '2018-06-01'", "trust_id = NULL", "programme_id = 2"])
def test_database_keeps_what_was_promised(db, column):
    make.ActionFactory(trust=make.trust("slam"))
    with as_the_system("a test"), pytest.raises(InternalError), transaction.atomic():
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE programmes_programmeaction SET {column}")  # noqa: S608 - the test's own


def undo(commitment, by):
    with acting_as(by):
        return commitments.undo(commitment=commitment, by=by)


@pytest.mark.parametrize("moved_to", [LATER, EARLIER])
def test_undo_of_an_update_leaves_no_slip_and_the_date_as_it_was(lead, moved_to):
    action = add(lead)
    update(action, lead, progress="at_risk", due_on=moved_to, why_moved="The wrong month")

    stands = undo(action, lead)

    with as_the_system("a test looks"):
        assert not stands.updates.in_force().exists()
    assert (stands.state, stands.due_on, stands.slips) == (Progress.NOT_STARTED, action.due_on, 0)


def test_undo_takes_back_the_last_update_and_then_the_one_before(lead):
    action = add(lead)
    update(action, lead, progress="complete", done_on=PAST)
    update(action, lead, progress="on_track")

    assert undo(action, lead).done_on == PAST
    assert undo(action, lead).state == Progress.NOT_STARTED


def test_undo_by_somebody_else_too_late_or_of_nothing_is_refused(clock, lead):
    action, other = add(lead), make.programme_lead()
    with pytest.raises(TooLateToUndo):
        undo(action, lead)
    update(action, lead)
    with pytest.raises(TooLateToUndo):
        undo(action, other)
    clock.forward(minutes=11)
    with pytest.raises(TooLateToUndo):
        undo(action, lead)


def test_database_counts_slips_whoever_moves_the_date(db):
    action = make.ActionFactory()
    with as_the_system("a test"):
        ProgrammeAction.objects.update(due_on=LATER, slips=0)
        action.refresh_from_db()
    assert action.slips == 1

"""The demonstration's referrals: the records that are shown to everybody, and the years before."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.db.models import Count, F, Q

from forensic_hub.referrals.history import timeline
from forensic_hub.referrals.models import Assessment, Closure, Decision, Note, Referral
from forensic_hub.referrals.states import REFERRALS
from forensic_hub.referrals.vocabulary import CLOSED, State
from partnership.access.models import User
from partnership.access.scope import as_the_system
from partnership.people.models import Person
from partnership.records.models.sequence import next_reference
from partnership.work.models import Draft, Notification

NOW = dt.datetime(2018, 4, 16, 8, tzinfo=dt.UTC)


@pytest.fixture
def everything(demonstration):
    with as_the_system("a test looks"):
        yield


def referral(reference: str) -> Referral:
    return Referral.objects.select_related("person__home_borough", "panel").get(reference=reference)


# The fixed records


def test_demo_has_an_overdue_triage_in_bexley(everything):
    found = referral("FR-2018-0040")

    assert (found.state, found.person.home_borough.slug, found.is_overdue) == (State.NEW, "bexley", True)


def test_demo_waits_for_information_since_10_april_in_sutton(everything):
    found = referral("FR-2018-0041")

    assert (found.state, found.person.home_borough.slug) == (State.WAITING, "sutton")
    assert found.paused_since == dt.date(2018, 4, 10)


def test_demo_has_a_decision_to_come_on_19_april_in_lambeth(everything):
    found = referral("FR-2018-0042")

    assert (found.state, found.person.home_borough.slug) == (State.AWAITING_DECISION, "lambeth")
    assert found.panel.meets_on == dt.date(2018, 4, 19)


def test_demo_leaves_0043_to_whoever_logs_next(everything):
    with transaction.atomic():
        assert next_reference("FR") == "FR-2018-0043"
        transaction.set_rollback(True)


def test_demo_people_have_no_number_that_was_ever_issued(everything):
    assert not Person.objects.exclude(nhs_number=None).exclude(nhs_number__startswith="999").exists()


# What lies on people's desks


def test_demo_hana_has_two_drafts_and_something_to_read(everything):
    hana = User.objects.get(email="hana.hub@example.nhs.uk")

    told = Notification.objects.filter(recipient=hana)

    assert sorted(Draft.objects.filter(owner=hana).values_list("title", "step")) == [
        ("Log a referral: D", "person"),
        ("Log a referral: OF", "documents"),
    ]
    assert told.unread().exists()
    assert told.exclude(read_at=None).exists()
    assert not told.filter(made_at__gt=F("read_at")).exists()


def test_demo_each_trusts_manager_has_been_in_touch_about_their_own(everything):
    contacts = Note.objects.filter(written_by__email__contains=".trust@")

    assert contacts.values("written_by").distinct().count() == 3
    assert not contacts.exclude(referral__responsible_trust=F("written_by__grants__trust")).exists()


# The years before


def test_demo_every_closed_referral_ended_after_it_began(everything):
    closed = Referral.objects.closed()

    assert not closed.filter(state__in=set(State) - set(CLOSED)).exists()
    assert not closed.filter(Q(closed_at__lte=F("logged_at")) | Q(closed_at__gte=NOW)).exists()
    assert not closed.filter(Q(accepted_at__lte=F("logged_at")) | Q(accepted_at__gte=F("closed_at"))).exists()
    assert not closed.filter(owner=None, reference__lt="FR-2018").exists()


def test_demo_every_closed_referral_says_why_or_was_placed(everything):
    closed = Referral.objects.closed().annotate(reasons=Count("closures", filter=Q(closures__reopened_at=None)))

    assert not closed.filter(state=State.PLACED).exclude(reasons=0).exists()
    assert not closed.exclude(state=State.PLACED).exclude(reasons=1).exists()
    assert Closure.objects.exclude(closed_at=F("referral__closed_at")).filter(reopened_at=None).count() == 0


def test_demo_every_decision_was_made_at_its_panel_after_the_assessment(everything):
    decisions = Decision.objects.filter(panel__meets_on__lt=dt.date(2018, 1, 25))

    assert decisions.count() > 200
    assert not decisions.exclude(recorded_at__date=F("panel__meets_on")).exists()
    for decision in decisions.prefetch_related("referral__assessments"):
        assert all(one.took_place_on < decision.panel.meets_on for one in decision.referral.assessments.all())


def test_demo_every_assessment_was_booked_before_it_took_place(everything):
    past = Assessment.objects.filter(referral__reference__lt="FR-2018")

    assert not past.exclude(booked_at__lt=F("planned_at")).exists()
    assert not past.exclude(recorded_at__gt=F("planned_at")).exists()


def test_demo_history_ends_in_the_row_as_it_stands(everything):
    events = Referral.pgh_event_model.objects
    for found in Referral.objects.order_by("pk")[::40]:
        last = events.filter(pgh_obj=found).order_by("-pgh_id")[0]

        assert (last.state, last.closed_at, last.owner_id) == (found.state, found.closed_at, found.owner_id)
        assert last.version == found.version == events.filter(pgh_obj=found).count()


def test_demo_history_makes_only_moves_of_the_state_table(everything):
    moves = {(source, row.target) for row in REFERRALS.transitions for source in row.sources} | {
        (State.BED_SEARCH, State.PLACED)
    }
    for found in Referral.objects.order_by("pk")[::40]:
        states = found.pgh_event_model.objects.filter(pgh_obj=found).order_by("pgh_id").values_list("state", flat=True)
        made = {(before, after) for before, after in zip(states, states[1:], strict=False) if before != after}

        assert made <= moves


def test_demo_history_of_an_earlier_year_reads_as_it_happened(everything):
    placed = Referral.objects.filter(state=State.PLACED, reference__lt="FR-2018").order_by("reference")[0]

    told = [happening.title for happening in timeline(placed)][::-1]

    assert told == [
        "Referral logged",
        "Owner changed",
        "Phone call added",
        "Accepted for assessment",
        "Assessment booked",
        "Assessment recorded",
        "Agreed by the panel",
        "Letter added",
        "Status changed",
    ]

"""The day's list: what stands on it, in which order, for whom."""

import datetime as dt

import pytest

from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.vocabulary import State
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock
from partnership.arithmetic.words import short_day
from partnership.records.models import Read
from tests.browsing import Browser
from tests.factories.access import hub_lead, hub_officer, trust_manager
from tests.factories.forensic import InformationRequestFactory, PanelFactory, ReferralFactory

LIST = "/forensic/referrals/"
LONG_AGO = dt.datetime(2018, 3, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def hana(officer) -> Browser:
    return Browser(officer)


def references(seen) -> list[str]:
    return [row[0].removeprefix("Reference ") for row in seen.rows if "FR-" in row[0]]


def column(seen, place: int) -> list[str]:
    return [row[place] for row in seen.rows if "FR-" in row[0]]


def test_list_of_all_open_shows_what_a_row_tells(hana, officer):
    referral = ReferralFactory(
        owner=officer.user, received_at=LONG_AGO, source="prison", organisation_name="HMP Example"
    )
    person = referral.person

    (row,) = [row for row in hana.get(LIST, view="open").rows if referral.reference in row[0]]

    assert row == [
        f"Reference {referral.reference}",
        f"Person {person.last_name.upper()}, {person.first_name} born {short_day(person.date_of_birth)}",
        "Priority Routine",
        "From HMP Example",
        "Borough Lambeth",
        "Status New",
        "Clock Triage 39 days overdue",
        "Owner Hana Hub",
    ]


def test_list_opens_with_ones_own(hana, officer):
    mine, _ = ReferralFactory(owner=officer.user), ReferralFactory()

    assert references(hana.get(LIST)) == [mine.reference]


def test_list_without_own_referrals_says_how_many_are_unassigned(hana):
    ReferralFactory.create_batch(3)

    seen = hana.get(LIST, view="mine")

    assert "You have no open referrals. There are 3 unassigned referrals." in seen.text
    assert seen.links["See unassigned referrals"] == f"{LIST}?view=unassigned"
    assert "Unassigned (3)" in seen.text


def test_list_is_sorted_by_the_oldest_overdue_first(hana):
    later = ReferralFactory(received_at=clock.now() - dt.timedelta(days=3))
    overdue = ReferralFactory(received_at=LONG_AGO)
    paused = InformationRequestFactory(referral__received_at=LONG_AGO, sent_at=LONG_AGO + dt.timedelta(days=1)).referral
    with as_the_system("the clock follows the request"):
        Referral.objects.filter(pk=paused.pk).update(paused_since=dt.date(2018, 3, 2), due_on=None)

    assert references(hana.get(LIST, view="open")) == [overdue.reference, later.reference, paused.reference]


def test_list_shows_a_paused_clock_and_a_panel(hana):
    request = InformationRequestFactory()
    with as_the_system("the clock follows the request"):
        Referral.objects.filter(pk=request.referral_id).update(paused_since=clock.today(), due_on=None)
    ReferralFactory(state=State.AWAITING_DECISION, panel=PanelFactory(meets_on=dt.date(2018, 4, 19)))

    assert column(hana.get(LIST, view="waiting"), 6) == ["Clock Clock paused"]
    assert column(hana.get(LIST, view="awaiting-decision"), 6) == ["Clock Panel on 19 April 2018"]


def test_list_shows_how_many_days_are_left_of_a_transfer_from_prison(hana, officer):
    from tests.factories.forensic import legal_status

    ReferralFactory(
        legal_status=legal_status("s47"), day_zero_on=dt.date(2018, 4, 10), day_zero_why="Referred that day",
        day_zero_by=officer.user, day_zero_at=clock.now(),
    )  # fmt: skip

    (said,) = column(hana.get(LIST, view="open"), 6)

    assert said.endswith("Transfer: first assessment due in 8 days")


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ({"priority": "urgent"}, "urgent"),
        ({"status": "bed_search"}, "in_search"),
        ({"borough": "bexley"}, "bexley"),
        ({"borough": "outside"}, "outside"),
        ({"trust": "oxleas"}, "bexley"),
        ({"trust": "null"}, "outside"),
        ({"source": "court"}, "from_court"),
        ({"security": "low"}, "low"),
        ({"received_to_day": "2", "received_to_month": "3", "received_to_year": "2018"}, "old"),
    ],
)
def test_list_filtered_shows_those_alone(hana, query, finds):
    made = {
        "urgent": ReferralFactory(priority="urgent"),
        "in_search": ReferralFactory(state=State.BED_SEARCH),
        "bexley": ReferralFactory(borough="bexley"),
        "outside": ReferralFactory(borough=""),
        "from_court": ReferralFactory(source="court"),
        "low": ReferralFactory(security_asked="low"),
        "old": ReferralFactory(received_at=LONG_AGO),
    }

    assert references(hana.get(LIST, view="open", **query)) == [made[finds].reference]


def test_list_filtered_by_owner_shows_theirs_and_the_unassigned(hana, officer):
    theirs, nobodys = ReferralFactory(owner=officer.user), ReferralFactory()

    assert references(hana.get(LIST, view="open", owner=officer.user.pk)) == [theirs.reference]
    assert references(hana.get(LIST, view="open", owner="null")) == [nobodys.reference]


def test_list_filtered_to_nothing_says_so_and_how_to_clear(hana):
    ReferralFactory()

    seen = hana.get(LIST, view="open", priority="urgent")

    assert "No referrals match these filters." in seen.text
    assert seen.links["Clear filters"].startswith("?view=open")


def test_list_with_a_date_that_is_none_says_so_and_shows_all(hana):
    referral = ReferralFactory()

    seen = hana.get(LIST, view="open", received_from_day="31", received_from_month="2", received_from_year="2018")

    assert "Received from must be a real date" in seen.text
    assert references(seen) == [referral.reference]


@pytest.mark.parametrize("value", ["\x00", "9" * 50, "<script>", "\u202e", "1' OR '1'='1"])
@pytest.mark.parametrize("name", ["priority", "owner", "borough", "trust", "received_from_day", "page", "sort", "view"])
def test_list_with_a_hostile_address_never_breaks(hana, name, value):
    assert hana.get(LIST, **{name: value}).status in (200, 404)


def test_list_for_a_trust_manager_shows_their_trusts_people_and_no_others(db):
    ours, theirs = ReferralFactory(borough="lambeth"), ReferralFactory(borough="bexley")

    seen = Browser(trust_manager("slam")).get(LIST)

    assert references(seen) == [ours.reference]
    assert theirs.reference not in seen.response.content.decode()
    assert "Mine" not in seen.links
    assert "Log a referral" not in seen.links


def test_list_for_a_trust_manager_without_any_says_whose_it_shows(db):
    ReferralFactory(borough="bexley")

    assert "You can only see referrals for SLaM. There are none today." in Browser(trust_manager("slam")).get(LIST).text


def test_list_writes_the_read_log_of_what_it_showed(hana, officer):
    referral = ReferralFactory(owner=officer.user)

    hana.get(LIST)

    with as_the_system("the guardian looks"):
        read = Read.objects.get(user=officer.user)
    assert (read.references, read.how) == ([referral.reference], Read.How.LIST)


def test_list_costs_the_same_number_of_queries_for_1_row_and_for_25(hana, officer, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ReferralFactory(owner=officer.user)
    hana.get(LIST, view="open")
    with CaptureQueriesContext(connection) as one:
        hana.get(LIST, view="open")
    ReferralFactory.create_batch(24, owner=officer.user)
    with CaptureQueriesContext(connection) as many:
        hana.get(LIST, view="open")

    assert len(many) == len(one)


def test_unassigned_referral_offers_to_be_taken(hana):
    referral = ReferralFactory()

    content = hana.get(LIST, view="unassigned").response.content.decode()

    assert f'formaction="{LIST}{referral.reference}/take/"' in content


def test_assign_by_the_lead_gives_each_that_was_ticked(db):
    chosen, other, to = (
        ReferralFactory.create_batch(2),
        ReferralFactory(),
        hub_officer(first_name="Omar", last_name="Officer"),
    )

    seen = Browser(hub_lead()).send(
        f"{LIST}assign/?view=unassigned", items=[referral.reference for referral in chosen], to=to.user.pk
    )

    assert "2 referrals were assigned to Omar Officer." in seen.text
    assert references(seen) == [other.reference]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Select at least 1 item to assign"),
        ({"items": ["FR-1999-0001"]}, "Something that you selected is no longer in this list"),
        ({"to": "999999999999999999999"}, "Select who to assign to"),
        ({"to": "\x00"}, "Select who to assign to"),
    ],
)
def test_assign_refused_says_why_on_the_list(db, sent, sentence):
    referral = ReferralFactory()

    seen = Browser(hub_lead()).send(f"{LIST}assign/?view=open", sent)

    assert seen.status == 422
    assert any(error.startswith(sentence) for error in seen.errors)
    assert references(seen) == [referral.reference]


def test_assign_is_not_for_an_officer(hana):
    referral = ReferralFactory()

    assert hana.post(f"{LIST}assign/", items=[referral.reference]).status_code == 403
    assert "select" not in [
        name for name, attrs, _ in hana.get(LIST, view="open").elements if attrs.get("name") == "to"
    ]


def test_download_asks_why_and_holds_every_row_of_the_list(hana, officer):
    urgent, _ = ReferralFactory(priority="urgent"), ReferralFactory()
    address = f"{LIST}download/?view=open&priority=urgent"
    asked = hana.get(f"{address}")

    answer = hana.post(address, why="For the Monday meeting")

    assert "The file will hold 1 referral." in asked.text
    assert answer["Content-Type"].startswith("text/csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("reference,person,priority,from,borough,status,clock,owner,received,due")
    assert [line.split(",")[0] for line in lines[1:]] == [urgent.reference]
    with as_the_system("the guardian looks"):
        read = Read.objects.get(user=officer.user, how=Read.How.EXPORT)
    assert (read.references, read.why) == ([urgent.reference], "For the Monday meeting")


def test_download_without_a_reason_is_refused(hana):
    ReferralFactory()

    seen = hana.send(f"{LIST}download/?view=open")

    assert seen.errors == ["Enter why you need this file"]


def test_list_with_a_date_that_is_none_says_so_above_and_in_the_title(hana):
    seen = hana.get(LIST, view="open", received_from_day="31", received_from_month="2", received_from_year="2018")

    assert seen.title.startswith("Error: Referrals")
    assert seen.errors == ["Received from must be a real date"]

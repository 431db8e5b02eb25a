"""Who reads a passport through a share, on every path, and when that ends."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, InternalError, transaction

from partnership.access.policy import Action, permitted
from partnership.access.refusals import Refusal
from partnership.access.scope import acting_as
from partnership.arithmetic import clock
from tests.browsing import Browser
from tests.factories import workforce as make
from tests.factories.access import trust
from tests.factories.base import aside
from workforce.passports.models import Item, Passport
from workforce.passports.policy import PASSPORT
from workforce.sharing import actions
from workforce.sharing.models import Share
from workforce.staff.models import StaffMember

TODAY = dt.date(2018, 4, 16)
YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)
VIEW, LIST, EDIT = (PASSPORT[action] for action in (Action.VIEW, Action.LIST, Action.EDIT))


@pytest.fixture
def nadia(db):
    """A member of staff of Oxleas."""
    return make.staff_member("oxleas")


@pytest.fixture
def passport(nadia):
    passport = make.passport("oxleas", first_name="Nadia", last_name="Nurse", user=nadia.user)
    make.ItemFactory(passport=passport)
    return passport


@pytest.fixture
def hetty(db):
    """HR adviser of SLaM."""
    return make.adviser("slam")


def share(passport, **given) -> Share:
    values = {"with_trust": trust("slam"), "purpose": "Secondment", "starts_on": TODAY, "ends_on": TOMORROW} | given
    with aside():
        return Share.objects.create(
            staff_member=passport.staff_member, given_by=passport.staff_member.user, given_at=clock.now(), **values
        )


def reached(who, needs=VIEW) -> tuple[bool, bool, bool]:
    """By the filter, by the database for the passport, and by the database for what was recorded in it."""
    with acting_as(who):
        return permitted(who, needs, Passport).exists(), Passport.objects.exists(), Item.objects.exists()


OPEN = [
    pytest.param({}, True, id="live"),
    pytest.param({"starts_on": YESTERDAY, "ends_on": TODAY}, True, id="its last day"),
    pytest.param({"starts_on": TOMORROW}, False, id="not yet open"),
    pytest.param({"starts_on": YESTERDAY, "ends_on": YESTERDAY}, False, id="over"),
    pytest.param({"ended_at": dt.datetime(2018, 4, 16, 7, tzinfo=dt.UTC)}, False, id="stopped"),
    pytest.param({"with_trust": "swlstg"}, False, id="with another trust"),
]


@pytest.mark.parametrize(("given", "is_open"), OPEN)
def test_passport_is_read_by_filter_and_database_while_a_share_is_live(passport, hetty, given, is_open):
    if slug := given.get("with_trust"):
        given = given | {"with_trust": trust(slug)}
    share(passport, **given)

    assert reached(hetty) == (is_open,) * 3


def test_passport_without_a_share_is_not_read_by_another_trust(passport, hetty):
    assert reached(hetty) == (False, False, False)


def test_passport_handed_over_is_read_by_its_new_trust_alone(passport, hetty):
    share(passport, with_trust=trust("swlstg"))
    with aside():
        StaffMember.objects.filter(pk=passport.staff_member_id).update(trust=trust("slam"))

    assert reached(hetty) == (True, True, True)
    assert reached(make.adviser("oxleas")) == (False, False, False)


@pytest.mark.parametrize("needs", [LIST, EDIT], ids=str)
def test_shared_passport_is_neither_listed_nor_changed(passport, hetty, needs):
    share(passport)

    assert reached(hetty, needs)[0] is False


def test_shared_passport_cannot_be_changed_in_the_database_either(passport, hetty):
    share(passport)

    with acting_as(hetty):
        assert Item.objects.update(revoked_at=clock.now(), revoked_by=hetty.user, why_revoked="Not ours") == 0
        assert passport.needs.all().delete()[0] == 0
        assert passport.needs.exists()


def test_shared_passport_is_opened_without_buttons_and_closed_once_stopped(passport, nadia, hetty):
    given = share(passport)
    browser, url = Browser(hetty), f"/workforce/passports/{passport}/"

    opened = browser.get(url)
    with acting_as(nadia):
        actions.stop(share=given, by=nadia)

    assert opened.status == 200
    assert not any("/record/" in link for link in opened.links.values())
    assert browser.get(url).status == 404
    assert browser.get("/workforce/shared/").status == 200


def test_shared_list_names_whose_passport_is_open(passport, hetty):
    share(passport)

    page = Browser(hetty).get("/workforce/shared/")

    assert page.links["NURSE, Nadia"] == f"/workforce/passports/{passport}/"
    assert [cell.split(" ")[-1] for cell in page.rows[1][1:]] == ["Oxleas", "4", "Secondment", "2018"]


FORM = {
    "purpose": "Secondment", "understood": "on", "starts_on_day": 16, "starts_on_month": 4, "starts_on_year": 2018,
    "ends_on_day": 30, "ends_on_month": 9, "ends_on_year": 2018,
}  # fmt: skip


def test_share_is_given_and_stopped_on_the_persons_own_pages(passport, nadia, hetty):
    browser = Browser(nadia)

    browser.send("/workforce/my-passport/shares/new/", FORM | {"with_trust": trust("slam").pk})
    mine = browser.get("/workforce/my-passport/shares/").text

    assert reached(hetty) == (True, True, True)
    assert "Secondment" in mine
    with aside():
        given = Share.objects.get()
    browser.send(f"/workforce/my-passport/shares/{given.pk}/stop/", {})
    assert reached(hetty) == (False, False, False)


def test_share_without_the_tick_is_refused(passport, nadia):
    data = {name: value for name, value in FORM.items() if name != "understood"} | {"with_trust": trust("slam").pk}

    answer = Browser(nadia).send("/workforce/my-passport/shares/new/", data)

    assert "Tick to show you understand which details the other trust will see" in answer.text


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"with_trust": "oxleas"}, "employs you"),
        ({"starts_on": YESTERDAY}, "The first day must be today or in the future"),
        ({"starts_on": TOMORROW, "ends_on": TODAY}, "The last day must be the same as or after the first day"),
    ],
)
def test_share_that_makes_no_sense_is_refused(passport, nadia, given, sentence):
    values = {"with_trust": "slam", "purpose": "Secondment", "starts_on": TODAY, "ends_on": TOMORROW} | given

    with acting_as(nadia), pytest.raises(Refusal, match=sentence):
        actions.give(**values | {"with_trust": trust(values["with_trust"])}, by=nadia)


def test_share_of_someone_without_a_passport_is_refused(nadia):
    with acting_as(nadia), pytest.raises(Refusal, match="do not have a passport"):
        actions.give(with_trust=trust("slam"), purpose="Any", starts_on=TODAY, ends_on=TODAY, by=nadia)


def test_share_twice_with_a_trust_on_the_same_days_is_refused_by_the_database(passport):
    share(passport)

    with pytest.raises(IntegrityError, match="share_once_at_a_time"), transaction.atomic():
        share(passport, starts_on=TOMORROW, ends_on=TOMORROW)


def test_share_given_for_someone_else_is_refused_by_the_database(passport):
    other = make.staff_member("oxleas")

    with pytest.raises(InternalError, match="Only the person"), transaction.atomic(), acting_as(other):
        Share.objects.create(
            staff_member=passport.staff_member, given_by=other.user, with_trust=trust("slam"), purpose="Forged",
            starts_on=TODAY, ends_on=TODAY, given_at=clock.now(),
        )  # fmt: skip


def test_share_stopped_twice_is_refused(passport, nadia):
    given = share(passport, ended_at=clock.now())

    with acting_as(nadia), pytest.raises(Refusal, match="already stopped"):
        actions.stop(share=given, by=nadia)

"""R1, R2, R3, R6, R7 and U1 as their users see them."""

import datetime as dt

import pytest

from partnership.access.scope import as_the_system
from partnership.organisations.models import Borough
from tests.browsing import Browser
from tests.factories import workforce as make
from workforce.passports.models import Passport
from workforce.staff.models import RoleProfile, Subject

PASSPORTS, EXPIRING = "/workforce/passports/", "/workforce/expiring/"


def day(name, date):
    return {f"{name}_day": date.day, f"{name}_month": date.month, f"{name}_year": date.year}


TODAY = day("done_on", dt.date(2018, 4, 16))


@pytest.fixture
def url(passport) -> str:
    return f"{PASSPORTS}{passport}/"


def test_passport_says_what_is_missing_first(at_slam, url):
    seen = at_slam.get(url)

    assert "Not ready" in seen.text
    assert "is missing" in seen.text
    assert "6 of 6 current" not in seen.text


def test_passport_of_another_trust_is_not_found(at_oxleas, url):
    assert at_oxleas.get(url).status == 404
    assert "STAFF, Sam" not in at_oxleas.get(PASSPORTS).text
    assert at_oxleas.get(f"{url}checks/identity/record/").status == 404


def test_list_finds_by_name_and_staff_number(at_slam, passport):
    make.passport("slam", first_name="Other", last_name="Person")
    with as_the_system("a test looks"):
        number = passport.employment.staff_number

    for typed in ("sta sam", number, str(passport), "sam@slam"):
        assert [row[1] for row in at_slam.get(PASSPORTS, q=typed).rows[1:]] == [str(passport)]


@pytest.mark.parametrize("typed", ["zzz", "%", "_", "9" * 40])
def test_list_searched_for_nothing_there_says_so(at_slam, passport, typed):
    assert "No passports match these filters." in at_slam.get(PASSPORTS, q=typed).text


def test_passport_created_has_everything_missing(at_slam):
    profile, base = RoleProfile.objects.get(slug="registered-nurse"), Borough.objects.get(slug="lambeth")
    typed = {
        "first_name": "Zoe", "last_name": "Zephyr", "staff_number": "0099 0106", "band": "5",
        "email": "zoe@slam.nhs.uk",
        "profile": profile.pk, "base": base.pk, **day("starts_on", dt.date(2018, 4, 16)),
    }  # fmt: skip

    seen = at_slam.send(f"{PASSPORTS}new/", typed)

    assert "ZEPHYR, Zoe" in " ".join(seen.all("div"))
    assert "Not ready: 19 of 19 not met" in seen.text
    with as_the_system("a test looks"):
        made = Passport.objects.get(staff_member__last_name="Zephyr")
    again = at_slam.send(f"{PASSPORTS}new/", typed | {"email": ""})
    assert f"Staff number is already used by {made}" in again.text


def test_passport_with_an_email_address_of_another_trust_names_no_one(at_slam):
    make.passport("oxleas", email="taken@oxleas.nhs.uk", last_name="Hidden")
    profile, base = RoleProfile.objects.get(slug="administrator"), Borough.objects.get(slug="lambeth")
    typed = {
        "first_name": "Zoe", "last_name": "Zephyr", "staff_number": "00990106", "email": "Taken@oxleas.nhs.uk",
        "band": "4", "profile": profile.pk, "base": base.pk, **day("starts_on", dt.date(2018, 4, 16)),
    }  # fmt: skip

    seen = at_slam.send(f"{PASSPORTS}new/", typed)

    assert "This email address is already used in another passport." in seen.text
    assert "Hidden" not in seen.text
    assert seen.value("first_name") == "Zoe"


@pytest.mark.parametrize(
    ("kind", "typed", "errors"),
    [
        ("identity", {"documents": ["Passport"]}, "Select at least 2 documents"),
        ("identity", {}, "Select how the documents were checked"),
        ("right-to-work", {"basis": "Visa"}, "Enter the expiry date of the right to work"),
        ("registration", {"register": "NMC", "number": "1"}, "Registration number must look like a number of the NMC"),
        ("registration", {}, "Enter the registration number"),
        ("references", {"received": ""}, "Enter the number of references received"),
        ("references", {"years": "2"}, "Years covered must be 3 or more"),
        ("criminal-record", {"number": "12345"}, "Certificate number must be 12 numbers"),
        ("work-health", {}, "Enter the date of clearance"),
    ],
)  # fmt: skip
def test_check_says_what_is_wrong(at_slam, url, kind, typed, errors):
    seen = at_slam.send(f"{url}checks/{kind}/record/", typed)

    assert seen.status == 422
    assert errors in seen.errors


def test_check_recorded_says_whether_the_passport_is_ready(at_slam, url):
    typed = {"documents": ["Passport", "Utility bill"], "how": "In person", "seen_by": "HR", **TODAY}

    seen = at_slam.send(f"{url}checks/identity/record/", typed)

    assert "Identity recorded. The passport is not ready." in seen.text
    assert "Documents seen: Passport, Utility bill" in at_slam.get(f"{url}items/").text
    assert "Identity recorded" in at_slam.get(f"{url}history/").text


def test_check_of_an_unknown_kind_is_not_found(at_slam, url):
    assert at_slam.get(f"{url}checks/training/record/").status == 404


def test_training_offered_by_its_link_is_chosen(at_slam, url):
    fire = Subject.objects.get(slug="fire-safety")
    typed = {"subject": fire.pk, "level": "1", "provider": "Trust", **TODAY}

    assert "Training recorded." in at_slam.send(f"{url}training/record/", typed).text


def test_item_revoked_stays_to_be_seen_with_its_reason(at_slam, passport, url):
    item = make.ItemFactory(passport=passport)

    seen = at_slam.send(f"{url}items/{item.pk}/revoke/", {"why": "Recorded twice"})

    assert "Revoked. The passport is not ready." in seen.text
    assert "Recorded twice" in at_slam.get(f"{url}items/").text
    assert "Recorded twice" in at_slam.get(f"{url}history/").text
    assert at_slam.get(f"{url}items/{item.pk}/revoke/").status == 404


def test_expiring_has_each_item_under_its_days(at_slam, passport):
    make.ready(passport, dt.date(2018, 4, 15))
    make.ready(make.passport("slam", first_name="Later", last_name="Later"), dt.date(2018, 4, 16))

    assert "1 day ago" in at_slam.get(EXPIRING).text
    assert "Later" not in at_slam.get(EXPIRING).text
    assert "Today" in at_slam.get(EXPIRING, view="30").text
    assert "No checks expire in this time." in at_slam.get(EXPIRING, view="60").text


def test_reminders_say_how_many_went_and_who_was_left_out(at_slam, passport):
    make.ready(passport, dt.date(2018, 4, 15))
    nameless = make.ready(make.passport("slam", email=""), dt.date(2018, 4, 15))
    with as_the_system("a test looks"):
        needs = [need.pk for one in (passport, nameless) for need in one.needs.all()[:1]]

    seen = at_slam.send(f"{EXPIRING}remind/?view=expired", {"needs": needs})

    assert f"Reminders sent for 1 item. No email address: {nameless}." in seen.text


def test_reminders_to_no_one_are_refused(at_slam, passport):
    make.ready(passport, dt.date(2018, 4, 15))

    assert at_slam.send(f"{EXPIRING}remind/?view=expired", {}).errors == ["Select at least 1 person"]


def test_member_of_staff_sees_their_own_passport_and_no_other(passport):
    me = make.staff_member("slam")
    mine = make.passport("slam", user=me.user, first_name="Nadia", last_name="Nurse")
    seen = Browser(me).get("/workforce/my-passport/")

    assert "Not ready" in seen.text
    assert str(mine) in seen.text
    assert Browser(me).get(f"{PASSPORTS}{mine}/").status == 200
    assert Browser(me).get(f"{PASSPORTS}{passport}/").status == 404
    assert Browser(me).get(PASSPORTS).status == 403


def test_member_of_staff_without_a_passport_is_told_whom_to_ask(db):
    assert "Ask your HR team" in Browser(make.staff_member("slam")).get("/workforce/my-passport/").text


def test_member_of_staff_begins_with_their_passport(db):
    assert Browser(make.staff_member("slam")).follow("/").path == "/workforce/my-passport/"


def test_member_of_staff_sees_in_which_role_someone_has_looked(at_slam, at_oxleas):
    me = make.staff_member("slam")
    mine = make.passport("slam", user=me.user, first_name="Nadia", last_name="Nurse")
    viewed = "/workforce/my-passport/viewed/"
    assert "No one has looked at your passport." in Browser(me).get(viewed).text

    at_slam.get(f"{PASSPORTS}{mine}/")
    at_oxleas.get(f"{PASSPORTS}{mine}/")

    (row,) = Browser(me).get(viewed).rows[1:]
    assert row[1:] == ["Role HR adviser", "Trust SLaM", "How Opened"]


def test_member_of_staff_sees_no_one_who_looked_at_another(at_slam, passport):
    at_slam.get(f"{PASSPORTS}{passport}/")
    me = make.staff_member("slam")
    make.passport("slam", user=me.user)

    assert "No one has looked at your passport." in Browser(me).get("/workforce/my-passport/viewed/").text


def test_other_role_says_what_is_still_needed_on_the_start_date(at_slam, passport, url):
    make.ready(passport, dt.date(2018, 4, 30))
    nurse = RoleProfile.objects.get(slug="registered-nurse")
    asked = {"profile": nurse.pk, **day("starts_on", dt.date(2018, 4, 20))}

    soon = at_slam.get(f"{url}other-role/", **asked)
    later = at_slam.get(f"{url}other-role/", **asked | day("starts_on", dt.date(2018, 5, 1)))

    assert "9 of 19 still needed: Registered nurse from 20 April 2018" in soon.text
    assert "Criminal record, enhanced Last day it counts 30 April 2018 On the start date Different level" in soon.text
    assert "19 of 19 still needed" in later.text


def test_other_role_asked_for_with_nonsense_says_what_is_wrong(at_slam, url):
    seen = at_slam.get(f"{url}other-role/", profile="x", **day("starts_on", dt.date(2018, 4, 20)))

    assert "still needed" not in seen.text
    assert seen.status == 200


def test_hr_begins_with_what_expires(at_slam):
    assert at_slam.follow("/").path == EXPIRING

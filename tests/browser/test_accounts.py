"""The pages of signing in, and an administrator who gives somebody a role."""

from __future__ import annotations

from tests.browser.colleague import AtTheKeyboard


def test_somebody_with_two_roles_chooses_one_and_changes_it(somebody):
    dual = somebody("Dual Roles")
    dual.page.get_by_label("Trust manager, Oxleas").check()
    dual.press("Continue")
    dual.open("/forensic/referrals/")
    assert dual.h1 == "Referrals"

    dual.open_menu("account")
    dual.follow("Change role", dual.page.locator("header"))

    assert dual.page.get_by_label("Trust manager, Oxleas").is_checked()


def test_pages_of_ones_own_account_and_a_refused_sign_in(somebody):
    hana = somebody("Hana Hub")
    for address in ("/account/password/", "/account/second-factor/set-up/", "/account/reset-password/"):
        hana.open(address)

    hana.open_menu("account")
    hana.press("Sign out")
    hana.open("/account/sign-in/")
    hana.type("Email address", "hana.hub@example.nhs.uk")
    hana.press("Sign in")

    assert hana.errors == ["Enter your password"]


def test_an_administrator_adds_a_person_by_keyboard(somebody):
    ada = somebody("Ada Admin", hands=AtTheKeyboard)
    ada.open("/manage/users/")
    ada.do("Add a person")
    ada.type("Work email", "nora.new@slam.nhs.uk")
    ada.type("First name", "Nora")
    ada.type("Last name", "New")
    ada.check(ada.page.get_by_label("Hub officer"))
    ada.check(ada.page.get_by_label("Trust manager"))
    ada.press("Save and continue")
    assert ada.errors == ["Select the trust", "Enter the end date"]

    ada.choose("Trust (optional)", "SLaM")
    ada.date("End date", 31, 3, 2019)
    ada.press("Save and continue")
    ada.press("Confirm and save")
    assert "Nora New has been added." in ada.text

    ada.follow("History")
    assert "Ada Admin" in ada.text

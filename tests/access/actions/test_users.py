"""Adding people and closing their way in."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from partnership.access.actions import users
from partnership.access.models import Grant, SignInEvent, User
from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.roles import ADMINISTRATOR, HUB_OFFICER, PROGRAMME_LEAD, TRUST_MANAGER
from partnership.organisations.models import Organisation
from tests.access.factories import UserFactory, somebody_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return somebody_as(ADMINISTRATOR)


def add(by, **given) -> User:
    usual = {
        "email": "Nora.New@slam.nhs.uk", "first_name": "Nora", "last_name": "New", "roles": [HUB_OFFICER],
        "trust": None, "starts_on": dt.date(2018, 4, 16), "ends_on": dt.date(2019, 4, 15),
    }  # fmt: skip
    return users.add(by=by, **{**usual, **given})


def test_person_added_has_their_roles_and_no_password(administrator):
    slam = Organisation.objects.get(ods_code="RV5")

    user = add(administrator, roles=[TRUST_MANAGER, PROGRAMME_LEAD], trust=slam)

    assert user.email == "nora.new@slam.nhs.uk"
    assert sorted(map(str, user.grants.all())) == ["Programme lead", "Trust manager, SLaM"]
    assert not user.has_usable_password()


@pytest.mark.parametrize("email", ["n@slam.nhs.uk", "n@nhs.net", "n@NHS.UK", "n@oxleas.NHS.uk"])
def test_person_with_a_work_address_is_added(administrator, email):
    assert add(administrator, email=email).email == email.lower()


@pytest.mark.parametrize("email", ["n@gmail.com", "n@evilnhs.uk", "n@nhs.uk.example.com", "nhs.net", "n@nhs.net@x.com"])
def test_person_with_another_address_is_refused(administrator, email):
    with pytest.raises(Refusal, match="ends in nhs.net or nhs.uk"):
        add(administrator, email=email)


def test_person_who_is_known_already_is_refused_whatever_the_capitals(administrator):
    UserFactory(email="nora.new@slam.nhs.uk")

    with pytest.raises(Refusal, match="with this email address is in the list already"):
        add(administrator)
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email="NORA.NEW@slam.nhs.uk")


def test_person_with_a_role_that_is_refused_is_not_added_at_all(administrator):
    with pytest.raises(Refusal, match="or earlier. A role lasts 12 months at most"), transaction.atomic():
        add(administrator, ends_on=dt.date(2030, 1, 1))

    assert not User.objects.filter(email="nora.new@slam.nhs.uk").exists()


@pytest.mark.parametrize("role", [HUB_OFFICER, TRUST_MANAGER])
def test_person_is_added_and_deactivated_by_an_administrator_alone(role):
    other = somebody_as(role)

    with pytest.raises(NotPermitted):
        add(other)
    with pytest.raises(NotPermitted):
        users.deactivate(user=UserFactory(), why="Because", by=other)


def test_person_deactivated_works_in_no_role_and_reactivated_in_the_same(administrator):
    somebody = somebody_as(HUB_OFFICER)
    holds = Grant.objects.active().filter(user=somebody.user)

    gone = users.deactivate(user=somebody.user, why="On long leave", by=administrator)
    assert not holds.exists()
    assert (gone.deactivated_by, gone.why_deactivated) == (administrator.user, "On long leave")

    users.reactivate(user=gone, by=administrator)
    assert holds.exists()


def test_person_is_not_deactivated_by_themselves(administrator):
    somebody_as(ADMINISTRATOR)

    with pytest.raises(Refusal, match="You cannot change your own account here"):
        users.deactivate(user=administrator.user, why="Because", by=administrator)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=administrator.user_id).update(
            is_active=False, deactivated_at=administrator.grant.granted_at, deactivated_by=administrator.user,
            why_deactivated="x",
        )  # fmt: skip


def test_last_administrator_is_not_deactivated():
    last, passing = somebody_as(ADMINISTRATOR), somebody_as(ADMINISTRATOR)
    Grant.objects.filter(pk=passing.grant.pk).update(ended_at=passing.grant.granted_at, why_ended="Over")

    with pytest.raises(Refusal, match="last person who can add people"):
        users.deactivate(user=last.user, why="Left", by=passing)


def test_person_is_deactivated_once_and_reactivated_once(administrator):
    user = UserFactory()

    with pytest.raises(Refusal, match="can sign in already"):
        users.reactivate(user=user, by=administrator)
    users.deactivate(user=user, why="Left", by=administrator)
    with pytest.raises(Refusal, match="is deactivated already"):
        users.deactivate(user=user, why="Left", by=administrator)


def test_second_factor_that_was_lost_is_forgotten_and_that_is_kept(administrator):
    user = UserFactory()
    Authenticator.objects.create(user=user, type="totp", data={})

    users.forget_second_factor(user=user, by=administrator)

    assert not user.authenticator_set.exists()
    assert SignInEvent.objects.get(what="forgotten").by == administrator.user


def test_second_factor_of_oneself_is_not_forgotten(administrator):
    with pytest.raises(Refusal, match="You cannot change your own account here"):
        users.forget_second_factor(user=administrator.user, by=administrator)

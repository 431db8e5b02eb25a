"""Giving and ending roles: what is refused, and that the database refuses it too."""

import datetime as dt

import pytest
from django.db import IntegrityError, InternalError, transaction

from partnership.access.actions import grants
from partnership.access.models import Grant
from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.roles import (
    ADMINISTRATOR,
    HR_ADVISER,
    HR_LEAD,
    HUB_LEAD,
    HUB_OFFICER,
    SPEAK_UP_GUARDIAN,
    TRUST_MANAGER,
)
from partnership.access.scope import acting_as
from partnership.organisations.models import Organisation
from tests.access.factories import GrantFactory, UserFactory, somebody_as

pytestmark = pytest.mark.django_db
TODAY, A_YEAR_ON = dt.date(2018, 4, 16), dt.date(2019, 4, 15)


@pytest.fixture
def administrator():
    return somebody_as(ADMINISTRATOR)


def oxleas() -> Organisation:
    return Organisation.objects.get(ods_code="RPG")


def give(by, user, role=HUB_OFFICER, trust=None, starts_on=TODAY, ends_on=A_YEAR_ON) -> Grant:
    return grants.give(user=user, role=role, trust=trust, starts_on=starts_on, ends_on=ends_on, by=by)


def test_role_given_holds_from_its_first_day_and_says_who_gave_it(administrator):
    user = UserFactory()

    given = give(administrator, user, TRUST_MANAGER, oxleas())

    assert given.is_active
    assert (given.granted_by, str(given)) == (administrator.user, "Trust manager, Oxleas")


def test_role_to_begin_later_does_not_hold_yet(administrator):
    given = give(administrator, UserFactory(), starts_on=dt.date(2018, 5, 1), ends_on=dt.date(2018, 5, 31))

    assert not Grant.objects.active().filter(pk=given.pk).exists()


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [
        ({"role": TRUST_MANAGER}, "Select the trust"),
        ({"role": HUB_OFFICER, "in_oxleas": True}, "not a role in one trust"),
        ({"starts_on": dt.date(2018, 4, 15)}, "Start date must be today or in the future"),
        ({"ends_on": dt.date(2018, 4, 15)}, "End date must be the same as or after the start date, 16 April 2018"),
        ({"ends_on": dt.date(2019, 4, 16)}, "End date must be 15 April 2019 or earlier"),
        ({"role": HUB_LEAD}, "is Hub lead already, from 1 April 2018 to 31 March 2019"),
    ],
)
def test_role_that_may_not_be_given_is_refused_in_a_sentence(administrator, refused, sentence):
    user = somebody_as(HUB_LEAD).user
    if refused.pop("in_oxleas", False):
        refused["trust"] = oxleas()

    with pytest.raises(Refusal, match=sentence):
        give(administrator, user, **refused)


def test_role_that_begins_on_29_february_lasts_twelve_months():
    assert grants.latest_end(dt.date(2020, 2, 29)) == dt.date(2021, 2, 28)


def test_role_held_before_can_be_given_again_after_it_ended(administrator):
    held = somebody_as(HUB_OFFICER).grant
    grants.end(grant=held, why="Changed team", by=administrator)

    assert give(administrator, held.user).is_active


@pytest.mark.parametrize("other", [HR_ADVISER, HR_LEAD, ADMINISTRATOR])
def test_guardian_is_never_hr_or_administrator(administrator, other):
    guardian = somebody_as(SPEAK_UP_GUARDIAN).user
    trust = oxleas() if other.of_a_trust else None

    with pytest.raises(Refusal, match="cannot also work in HR"):
        give(administrator, guardian, other, trust)
    with pytest.raises(IntegrityError, match="guardian"), transaction.atomic():
        GrantFactory(user=guardian, role=other.code)


def test_guardian_in_another_trust_too_is_no_clash(administrator):
    guardian = somebody_as(SPEAK_UP_GUARDIAN).user

    assert give(administrator, guardian, SPEAK_UP_GUARDIAN, Organisation.objects.get(ods_code="RV5")).is_active


def test_role_is_never_given_to_oneself(administrator):
    with pytest.raises(Refusal, match="You cannot give or end your own roles"):
        give(administrator, administrator.user)
    with pytest.raises(IntegrityError, match="oneself"), transaction.atomic():
        GrantFactory(user=administrator.user, role=HUB_LEAD.code, granted_by=administrator.user)


def test_role_is_never_ended_by_oneself(administrator):
    somebody_as(ADMINISTRATOR)

    with pytest.raises(Refusal, match="You cannot give or end your own roles"):
        grants.end(grant=administrator.grant, why="No longer needed", by=administrator)
    with pytest.raises(IntegrityError, match="oneself"), transaction.atomic():
        Grant.objects.filter(pk=administrator.grant.pk).update(
            ended_at=dt.datetime(2018, 4, 16, tzinfo=dt.UTC), ended_by=administrator.user, why_ended="x"
        )


@pytest.mark.parametrize("role", [HUB_LEAD, TRUST_MANAGER, HR_LEAD])
def test_role_is_given_and_ended_by_an_administrator_alone(role):
    other = somebody_as(role)
    held = somebody_as(HUB_OFFICER).grant

    with pytest.raises(NotPermitted):
        give(other, UserFactory())
    with pytest.raises(NotPermitted):
        grants.end(grant=held, why="Because", by=other)


def test_role_is_not_given_to_somebody_deactivated(administrator):
    gone = UserFactory(is_active=False, deactivated_at=administrator.grant.granted_at, why_deactivated="Left")

    with pytest.raises(Refusal, match="has been deactivated. Reactivate them first"):
        give(administrator, gone)


def test_role_that_has_ended_is_not_ended_again(administrator):
    held = somebody_as(HUB_OFFICER).grant
    grants.end(grant=held, why="Changed team", by=administrator)

    with pytest.raises(Refusal, match="ended already, on 16 April 2018"):
        grants.end(grant=held, why="Changed team", by=administrator)


def test_last_administrator_is_not_ended():
    """By somebody whose own role as administrator has just run out under them."""
    last, passing = somebody_as(ADMINISTRATOR), somebody_as(ADMINISTRATOR)
    Grant.objects.filter(pk=passing.grant.pk).update(ended_at=passing.grant.granted_at, why_ended="Over")

    with pytest.raises(Refusal, match="last person who can add people"):
        grants.end(grant=last.grant, why="No longer needed", by=passing)


def test_role_is_only_ever_ended(administrator):
    held = somebody_as(HUB_OFFICER).grant

    for change in ({"role": HUB_LEAD.code}, {"ends_on": dt.date(2030, 1, 1)}, {"user": administrator.user}):
        with pytest.raises(InternalError), transaction.atomic():
            Grant.objects.filter(pk=held.pk).update(**change)
    with pytest.raises(InternalError), transaction.atomic():
        held.delete()


def test_role_that_has_ended_is_never_taken_up_again(administrator):
    held = grants.end(grant=somebody_as(HUB_OFFICER).grant, why="Changed team", by=administrator)

    with pytest.raises(InternalError), transaction.atomic():
        Grant.objects.filter(pk=held.pk).update(ended_at=None, ended_by=None, why_ended="")


def test_history_of_a_role_says_who_and_in_which_role(administrator):
    with acting_as(administrator):
        given = give(administrator, UserFactory())

    context = given.events.get().pgh_context.metadata
    assert (context["user"], context["role"]) == (administrator.user_id, "administrator")

"""The way in for the very first person."""

import io

import pytest
from django.core.management import CommandError, call_command

from partnership.access.models import Grant
from partnership.access.roles import ADMINISTRATOR
from tests.access.factories import UserFactory, somebody_as

pytestmark = pytest.mark.django_db


def add(email: str = "Ada.First@oxleas.nhs.uk") -> None:
    call_command("add_administrator", email, "Ada", "First", stdout=io.StringIO())


def test_first_administrator_can_work_at_once():
    add()

    grant = Grant.objects.active().get(user__email="ada.first@oxleas.nhs.uk")
    assert (grant.role_held, grant.granted_by) == (ADMINISTRATOR, None)


def test_first_administrator_may_be_somebody_who_is_known():
    user = UserFactory(email="ada.first@oxleas.nhs.uk")

    add()

    assert Grant.objects.active().get().user == user


def test_first_administrator_is_refused_beside_another():
    somebody_as(ADMINISTRATOR)

    with pytest.raises(CommandError, match="is an administrator already"):
        add()


def test_first_administrator_needs_a_work_address():
    with pytest.raises(CommandError, match="nhs.net or nhs.uk"):
        add("ada@gmail.com")

"""The demonstration: the same people, places and records each time, whatever the scale."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import transaction

from forensic_hub.referrals import demo as hub_demo
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.vocabulary import CLOSED
from partnership.access import demo as access_demo
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock as the_clock
from partnership.organisations import demo as places_demo
from partnership.work.management.commands.load_demo import Command
from tests import demonstration

NOW = dt.datetime(2018, 4, 16, 8, tzinfo=dt.UTC)
SHOWN = ("reference", "state", "due_on", "received_at", "owner__email", "person__reference", "person__last_name")
Picture = list[tuple[Any, ...]]
"""What stands in the database of the referrals."""


@dataclass(frozen=True)
class Pictures:
    """``once`` with all other apps' records, the others without."""

    once: Picture
    again: Picture
    doubled: Picture


def of_the_hub(command: Command) -> list[ModuleType]:
    """The people who sign in, and the hub: another app's records would only take their time."""
    return [places_demo, access_demo, hub_demo]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker) -> Pictures:
    with django_db_blocker.unblock(), the_clock.override(NOW):
        demonstration.make()
        with demonstration.looking():
            once = picture()
        return Pictures(once=once, again=picture_of_a_load(), doubled=picture_of_a_load(scale=2))


def picture_of_a_load(**options: Any) -> Picture:
    with patch.object(Command, "modules", of_the_hub), transaction.atomic():
        call_command("load_demo", verbosity=0, **options)
        seen = picture()
        transaction.set_rollback(True)
    return seen


def picture() -> Picture:
    with as_the_system("a test looks"):
        return list(Referral.objects.order_by("reference").values_list(*SHOWN))


def open_ones(seen: Picture) -> Picture:
    return [row for row in seen if row[1] not in CLOSED]


def test_demo_loaded_twice_is_the_same(demo):
    assert demo.again == demo.once


def test_demo_at_another_scale_has_the_same_work_to_do(demo):
    assert open_ones(demo.doubled) == open_ones(demo.once)


def test_demo_at_twice_the_scale_has_twice_the_past(demo):
    past = [row for row in demo.once if row[0] < "FR-2018"]
    past_doubled = [row for row in demo.doubled if row[0] < "FR-2018"]

    assert len(past_doubled) == 2 * len(past)


def test_demo_at_scale_1_is_about_400_referrals(demo):
    assert len(demo.once) == 400

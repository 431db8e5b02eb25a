"""One reminder a week for each person and item; who was left out is said."""

import datetime as dt

from partnership.access.scope import acting_as, as_the_system
from partnership.arithmetic import clock
from tests.factories import workforce as make
from workforce.passports.actions.reminders import remind
from workforce.passports.models import Reminder

SOON = dt.date(2018, 4, 30)


def needs_of(passport) -> list[int]:
    with as_the_system("a test looks"):
        return [need.pk for need in passport.needs.order_by("pk")[:2]]


def sent(by, needs) -> tuple[int, int, int]:
    with acting_as(by):
        outcome = remind(needs=needs, by=by)
    return len(outcome.sent), len(outcome.no_address), len(outcome.too_soon)


def test_reminder_goes_once_in_a_week(hetty, passport, clock):
    needs = needs_of(make.ready(passport, SOON))

    assert sent(hetty, needs) == (2, 0, 0)
    assert sent(hetty, needs) == (0, 0, 2)
    clock.forward(days=7, minutes=1)
    assert sent(hetty, needs) == (2, 0, 0)


def test_person_without_an_address_is_named_and_not_written_to(hetty):
    needs = needs_of(make.ready(make.passport("slam", email=""), SOON))

    assert sent(hetty, needs) == (0, 2, 0)
    with as_the_system("a test looks"):
        assert not Reminder.objects.exists()


def test_need_of_another_trust_is_left_out(hetty):
    assert sent(hetty, needs_of(make.ready(make.passport("oxleas"), SOON))) == (0, 0, 0)
    assert clock.today() < SOON

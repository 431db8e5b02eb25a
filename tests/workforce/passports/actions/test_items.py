"""Recording and revoking: what is worked out afterwards, and what is refused."""

import datetime as dt

import pytest
from django.db import ProgrammingError, transaction
from django.db.utils import InternalError

from partnership.access.refusals import Refusal
from partnership.access.scope import acting_as
from partnership.arithmetic import clock
from tests.factories import workforce as make
from workforce.passports.actions import items
from workforce.passports.models import ExpiryRule, Item, Passport
from workforce.staff.models import Subject
from workforce.staff.vocabulary import CriminalRecordLevel, Kind

ENHANCED = CriminalRecordLevel.ENHANCED.rank


def need(passport, **which):
    return passport.needs.get(**which)


def is_ready(passport: Passport) -> bool:
    return not passport.needs.unmet(clock.today()).exists()


def subject(slug: str) -> Subject:
    return Subject.objects.get(slug=slug)


def test_check_recorded_counts_by_the_rule_of_its_day(passport, as_hetty):
    items.record(passport=passport, kind=Kind.CRIMINAL_RECORD, level=ENHANCED, done_on=dt.date(2018, 3, 2), by=as_hetty)

    assert need(passport, kind=Kind.CRIMINAL_RECORD).expires_on == dt.date(2021, 3, 2)


def test_rule_of_the_trust_goes_before_the_partnerships(passport, as_hetty):
    fire = subject("fire-safety")
    ExpiryRule.objects.create(
        kind=Kind.TRAINING, subject=fire, trust_id=as_hetty.trust_id, months=12, valid_from=dt.date(2017, 1, 1),
        source="Agreed by the trust",
    )  # fmt: skip

    items.record_training(
        passport=passport, subject=fire, level=1, done_on=dt.date(2018, 1, 10), provider="Trust", by=as_hetty
    )

    assert need(passport, subject=fire).expires_on == dt.date(2019, 1, 10)


def test_training_keeps_the_rule_of_the_day_it_was_completed(passport, as_hetty):
    """From 1 May 2018 fire safety counts for 12 months; what was done in 2017 still counts for 24."""
    fire = subject("fire-safety")
    ExpiryRule.objects.create(
        kind=Kind.TRAINING, subject=fire, trust_id=as_hetty.trust_id, months=12, valid_from=dt.date(2018, 5, 1),
        source="Agreed by the trust",
    )  # fmt: skip

    items.record_training(
        passport=passport, subject=fire, level=1, done_on=dt.date(2017, 9, 1), provider="Trust", by=as_hetty
    )

    assert need(passport, subject=fire).expires_on == dt.date(2019, 9, 1)


def test_passport_is_ready_once_the_last_need_is_met(hetty, passport):
    make.ready(passport)
    with acting_as(hetty):
        gone = passport.items.get(kind=Kind.IDENTITY)
        assert is_ready(passport)

        items.revoke(item=gone, why="Seen by the wrong person", by=hetty)
        assert not is_ready(passport)

        items.record(passport=passport, kind=Kind.IDENTITY, done_on=dt.date(2018, 4, 16), by=hetty)
        assert is_ready(passport)


@pytest.mark.parametrize("days", [1, 400])
def test_check_of_a_day_to_come_is_refused(passport, as_hetty, days):
    with pytest.raises(Refusal, match="Date must be today or in the past"):
        items.record(
            passport=passport, kind=Kind.IDENTITY, done_on=clock.today() + dt.timedelta(days=days), by=as_hetty
        )


def test_level_that_a_subject_does_not_have_is_refused(passport, as_hetty):
    with pytest.raises(Refusal, match="Fire safety has no level 2"):
        items.record_training(
            passport=passport, subject=subject("fire-safety"), level=2, done_on=clock.today(), provider="T", by=as_hetty
        )


def test_item_is_revoked_once(hetty, passport):
    item = make.ItemFactory(passport=passport)
    with acting_as(hetty):
        items.revoke(item=item, why="Recorded twice", by=hetty)

        with pytest.raises(Refusal, match="already been revoked"):
            items.revoke(item=item, why="Again", by=hetty)


def test_item_of_another_trust_can_not_be_revoked(hetty, passport):
    item = make.ItemFactory(passport=passport, issuer=make.trust("oxleas"))

    with acting_as(hetty), pytest.raises(Refusal, match="Only it can revoke it"):
        items.revoke(item=item, why="We doubt it", by=hetty)


def test_passport_of_another_trust_is_not_found(passport):
    other = make.adviser("oxleas")
    with acting_as(other), pytest.raises(Passport.DoesNotExist):
        items.record(passport=passport, kind=Kind.IDENTITY, done_on=clock.today(), by=other)


@pytest.mark.parametrize("changes", [{"done_on": dt.date(2017, 1, 1)}, {"level": 3}, {"number": "001234567890"}])
def test_database_lets_no_item_be_changed(hetty, passport, changes):
    item = make.ItemFactory(passport=passport)
    with acting_as(hetty), pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(**changes)

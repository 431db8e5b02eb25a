"""Making a person's record, and correcting it. Nothing is overwritten without its old value and a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from partnership.access.policy import Action, Permission
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.organisations.models import Borough
from partnership.organisations.postcodes import NO_PLACE, kept_part
from partnership.people import lookup
from partnership.people.models import Person, PersonCorrection
from partnership.people.models.person import EthnicGroup, HomeArea
from partnership.people.policy import PERSON
from partnership.records.correcting import corrected, differing, set_values
from partnership.records.models.sequence import next_reference
from partnership.records.states import lock

TEST_NUMBERS = "999"


@dataclass(frozen=True, kw_only=True)
class Details:
    """What is asked about a person. Of ``home_postcode`` no more than the sector is kept, whole or not."""

    first_name: str
    last_name: str
    date_of_birth: dt.date
    sex: str
    home_area: str
    home_borough: Borough | None = None
    home_postcode: str = ""
    nhs_number: str | None = None
    gender: str = ""
    ethnic_group: str = EthnicGroup.NOT_STATED
    gp_practice: str = ""


@transaction.atomic
def make(*, by: Principal, details: Details) -> Person:
    """A new person in the pathway that ``by`` works in.

    Refuses an NHS number that a person of the pathway has, also when both are made at the same moment, and one outside
    the reserved range where all people are made up.
    """
    PERSON[Action.NEW].demand(by)
    kept = _kept(vars(details))
    _refuse_number(kept["nhs_number"], by)
    pathway = str(by.pathway)
    person = Person(reference=next_reference("PX"), pathway=pathway, made_at=clock.now(), **kept)
    _save(person, by)
    return person


@transaction.atomic
def correct(
    *, person: Person, by: Principal, version: int | None, changes: Mapping[str, Any], why: str, explanation: str
) -> Person:
    """Corrects what is recorded, keeping each old value with the reason (one of ``Correction.Why``) and an explanation.

    ``changes`` names fields of ``Details``; a change of home brings ``home_area`` and ``home_borough`` together, and
    the responsible trust follows. Refuses an older ``version`` (ChangedSinceOpened), a number in use, and a correction
    that changes nothing (NothingToCorrect).
    """
    locked = lock(person, PERSON[Action.EDIT], by, version)
    kept = _kept(changes)
    different = differing(locked, kept, kept)
    _refuse_number(different.get("nhs_number"), by)
    before = set_values(locked, different)
    _save(locked, by)
    _keep_old_values(locked, before, by, why, explanation)
    locked.refresh_from_db()
    return locked


def follow_trust(person: Person, records: QuerySet, permission: Permission, by: Principal) -> Iterator[Any]:
    """Gives the records about this person that another trust answers for, each locked, with the person's trust set.

    The app saves each. One that turns out meanwhile to be about another person is left out.
    """
    for record in records.exclude(responsible_trust=person.responsible_trust).order_by("pk"):
        locked = lock(record, permission, by)
        if locked.person_id == person.pk:
            locked.responsible_trust = person.responsible_trust
            yield locked


def _kept(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that hold what was asked: of a postcode its sector, and with the borough the trust responsible."""
    kept = {name: value for name, value in asked.items() if name != "home_postcode"}
    if "nhs_number" in asked:
        kept["nhs_number"] = asked["nhs_number"] or None
    if "home_postcode" in asked:
        kept["home_sector"] = _sector_of(asked["home_postcode"])
    if "home_area" in asked:
        borough = asked.get("home_borough") if asked["home_area"] == HomeArea.BOROUGH else None
        kept |= {"home_borough": borough, "responsible_trust": borough.trust if borough else None}
    if asked.get("home_area") == HomeArea.NO_FIXED_ADDRESS:
        kept["home_sector"] = ""
    return kept


def _sector_of(postcode: str) -> str:
    part = kept_part(postcode) if postcode else ""
    return "" if part.startswith(NO_PLACE) else part


def _refuse_number(number: str | None, by: Principal) -> None:
    if number and settings.DEMONSTRATION and not number.startswith(TEST_NUMBERS):
        raise Refusal("Enter an NHS number that begins with 999. This portal holds made-up people only.")
    if number and (holder := lookup.find(by, nhs_number=number).first()):
        raise _number_in_use(holder)


def _number_in_use(holder: Person | None) -> Refusal:
    """Names who has the number only to those who may see them."""
    if holder is None:
        return Refusal("This NHS number cannot be used here. Check the NHS number, or contact the hub.")
    return Refusal(f"NHS number is already used by {holder}. Use that record, or check the NHS number.")


def _save(person: Person, by: Principal) -> None:
    """The number may have been taken since it was looked for, or be held out of sight."""
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        if "person_nhs_number_once_a_pathway" not in str(error):
            raise
        raise _number_in_use(lookup.find(by, nhs_number=person.nhs_number).first()) from error


def _keep_old_values(person: Person, before: dict[str, str], by: Principal, why: str, explanation: str) -> None:
    given = {"person": person, "why": why, "explanation": explanation, "corrected_by": by.actor}
    for name, values in corrected(before, person):
        PersonCorrection.objects.create(**given, field=name, **values)

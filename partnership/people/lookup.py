"""A person is found before one is made. Nothing here joins two records: it shows what looks alike, and says why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.people.models import Person
from partnership.people.models.expressions import NameKey, Soundex
from partnership.people.policy import PERSON

MOST_SHOWN = 20
AFTER_EVERY_NAME = chr(0x10FFFF)
A_PERSON = 0x5058
"""What is locked by ``one_at_a_time``, among whatever else may be locked by a number."""


@dataclass(frozen=True)
class Likeness:
    """Somebody who may be the same person, and why: the reasons are sentences without a full stop."""

    person: Person
    reasons: tuple[str, ...]


def visible(principal: Principal) -> QuerySet[Person]:
    """The people whom this person's role may look for."""
    return permitted(principal, PERSON[Action.LIST], Person).select_related("home_borough", "responsible_trust")


def find(
    principal: Principal,
    *,
    nhs_number: str | None = None,
    last_name: str | None = None,
    date_of_birth: dt.date | None = None,
) -> QuerySet[Person]:
    """By NHS number, or by last name and date of birth together. A name alone finds nobody: nobody is browsed for."""
    people = visible(principal)
    if nhs_number:
        return people.filter(nhs_number=nhs_number)
    if last_name and date_of_birth:
        return people.filter(date_of_birth=date_of_birth, name_key=NameKey(Value(last_name)))
    return people.none()


def one_at_a_time(born_on: dt.date) -> None:
    """Inside a transaction: whoever is about to make somebody born on this day waits for whoever makes one now.

    What they look up afterwards holds the other's. People who look alike were born on the same day, but for those with
    one NHS number, whom the database keeps apart.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [A_PERSON, born_on.toordinal()])


def by_name(principal: Principal, words: str) -> QuerySet[Person]:
    """For search: whose last name begins so, or whose first name and last name begin as the two words typed do.

    Signs alone find nobody: every name begins with none of them.

    Compares the stored key as text in C order, which PostgreSQL may do by index under row-level security, unlike LIKE.
    """
    people = visible(principal)
    names = [name for name in words.split() if any(map(str.isalnum, name))]
    if not names:
        return people.none()
    words, first, last = " ".join(names), " ".join(names[:-1]), names[-1]
    if not first:
        return people.filter(_begins(words))
    first_begins = Q(first_key__gte=NameKey(Value(first)), first_key__lt=_end(first))
    return people.alias(first_key=NameKey("first_name")).filter(_begins(words) | (_begins(last) & first_begins))


def meant(principal: Principal, text: str, nhs_number: str = "", reference: str = "") -> QuerySet[Person]:
    """For search: whom an NHS number or a reference names, or else whose name begins with the text."""
    if nhs_number:
        return find(principal, nhs_number=nhs_number)
    if reference:
        return visible(principal).filter(reference=reference)
    return by_name(principal, text)


def _begins(name: str) -> Q:
    return Q(name_key__gte=NameKey(Value(name)), name_key__lt=_end(name))


def _end(name: str) -> Concat:
    return Concat(NameKey(Value(name)), Value(AFTER_EVERY_NAME))


def likely_duplicates(
    principal: Principal,
    *,
    nhs_number: str | None,
    last_name: str,
    date_of_birth: dt.date,
    other_than: Person | None = None,
) -> list[Likeness]:
    """People who may be this one: the same NHS number, the same last name and date of birth, or one that sounds alike.

    Only people whom the role may see; never one of another pathway or, for a trust manager, of another trust.
    """
    same_number = Q(nhs_number=nhs_number) if nhs_number else Q(pk=None)
    born_then = Q(date_of_birth=date_of_birth)
    people = (
        visible(principal)
        .filter(same_number | born_then)
        .alias(typed_key=NameKey(Value(last_name)), typed_sound=Soundex(NameKey(Value(last_name))))
        .annotate(sound=Soundex("name_key"), same_name=Q(name_key=F("typed_key")))
        .filter(same_number | born_then & (Q(same_name=True) | Q(sound=F("typed_sound"))))
    )
    if other_than:
        people = people.exclude(pk=other_than.pk)
    return [Likeness(person, tuple(_reasons(person, nhs_number, date_of_birth))) for person in people[:MOST_SHOWN]]


def _reasons(person: Person, nhs_number: str | None, date_of_birth: dt.date) -> Iterator[str]:
    if nhs_number and person.nhs_number == nhs_number:
        yield "Same NHS number"
    if person.date_of_birth == date_of_birth and person.same_name:  # type: ignore[attr-defined]
        yield "Same last name and date of birth"
    elif person.date_of_birth == date_of_birth:
        yield "Last name sounds alike and same date of birth"

"""How a passport meets what its role asks for, worked out again after each change and stored for the lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from partnership.arithmetic import clock
from partnership.organisations.models import Organisation
from workforce.passports import readiness
from workforce.passports.models import ExpiryRule, Item, Need, Passport
from workforce.passports.readiness import Asked, Held, Met
from workforce.staff.models import ProfileRequirement, RoleProfile, Subject
from workforce.staff.vocabulary import Kind

Of = tuple[str, int | None]
"""A kind, and the key of the subject of training."""


def work_out(passport: Passport) -> Passport:
    """Stores how the passport meets each thing that its role asks for today. Call on the locked passport."""
    found = in_role(passport, passport.employment.profile, clock.today())
    kept = [_keep(passport, asked, met).pk for asked, met in found]
    passport.needs.exclude(pk__in=kept).delete()
    return passport


def _keep(passport: Passport, asked: ProfileRequirement, met: Met) -> Need:
    item = met.by.item if met.by else None
    now = {"level": asked.level, "met_by": item, "expires_on": item.expires_on if item else None}
    need, _ = Need.objects.update_or_create(passport=passport, kind=asked.kind, subject=asked.subject, defaults=now)
    return need


def in_role(passport: Passport, profile: RoleProfile, day: dt.date) -> list[tuple[ProfileRequirement, Met]]:
    """How the passport would meet another role from this day on, by what is held today."""
    asked = {_of(one): one for one in profile.requirements.on(day).select_related("subject")}
    found = readiness.met([Asked(_name(of), one.level) for of, one in asked.items()], held_in(passport))
    return list(zip(asked.values(), found, strict=True))


def held_in(passport: Passport) -> list[Held]:
    items = passport.items.filter(revoked_at=None)
    return [Held(_name(_of(item)), item.level, item.done_on, item.expires_on, item) for item in items]


def last_day(kind: str, subject: Subject | None, level: int, done_on: dt.date, trust: Organisation) -> dt.date | None:
    """The last day that something done on this day counts, by the rule that held then; None is never.

    A rule of the trust goes before the Partnership's.
    """
    rules = ExpiryRule.objects.on(done_on).filter(kind=kind, subject=subject, level=level)
    return readiness.expiry(done_on, _months(rules.filter(trust=trust), rules.filter(trust=None)))


def _months(*places: Iterable[ExpiryRule]) -> int | None:
    return next((rule.months for rules in places for rule in rules), None)


def _of(one: ProfileRequirement | Item) -> Of:
    return one.kind, one.subject_id if one.kind == Kind.TRAINING else None


def _name(of: Of) -> str:
    return " ".join(str(part) for part in of if part is not None)

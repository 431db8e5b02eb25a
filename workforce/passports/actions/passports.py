"""Making a passport."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.organisations.models import Borough
from partnership.records.models.sequence import next_numbered
from workforce.passports.actions.needs import work_out
from workforce.passports.models import Passport
from workforce.passports.policy import PASSPORT
from workforce.staff.models import Employment, RoleProfile, StaffMember


@transaction.atomic
def create(
    *,
    first_name: str,
    last_name: str,
    staff_number: str,
    email: str,
    profile: RoleProfile,
    band: str,
    base: Borough,
    starts_on: dt.date,
    by: Principal,
) -> Passport:
    """A member of staff of the trust of ``by``, their employment and their passport.

    Refuses a staff number that the trust has already, naming its passport, and an email address that any trust has,
    naming nobody (the database's constraint).
    """
    PASSPORT[Action.NEW].demand(by)
    used = Passport.objects.filter(employment__trust=by.employer, employment__staff_number=staff_number).first()
    if used:
        raise Refusal(f"Staff number is already used by {used}")
    person = StaffMember.objects.create(
        trust=by.employer, first_name=first_name, last_name=last_name, email=email.lower()
    )
    employment = Employment.objects.create(
        staff_member=person, trust=by.employer, staff_number=staff_number, profile=profile, band=band, base=base,
        starts_on=starts_on,
    )  # fmt: skip
    return work_out(Passport.objects.create(reference=next_numbered("EP"), staff_member=person, employment=employment))

"""Members of staff with a passport."""

from __future__ import annotations

import datetime as dt

from factory import LazyAttribute, Sequence, SubFactory

from partnership.access.principal import Principal
from partnership.access.roles import HR_ADVISER, STAFF_MEMBER
from partnership.arithmetic import clock
from partnership.organisations.models import Borough
from partnership.records.models.sequence import next_numbered
from tests.access.factories import somebody_as
from tests.factories.access import UserFactory, trust
from tests.factories.base import Factory, aside
from workforce.passports.actions.needs import work_out
from workforce.passports.models import Item, Passport
from workforce.staff.models import Employment, RoleProfile, StaffMember
from workforce.staff.vocabulary import Kind


class StaffMemberFactory(Factory):
    class Meta:
        model = StaffMember

    trust = LazyAttribute(lambda _: trust("slam"))
    first_name = "Ines"
    last_name = Sequence(lambda number: f"Quillmere{number}")
    email = Sequence(lambda number: f"ines.quillmere{number}@slam.nhs.uk")


class EmploymentFactory(Factory):
    class Meta:
        model = Employment

    staff_member = SubFactory(StaffMemberFactory)
    trust = LazyAttribute(lambda one: one.staff_member.trust)
    staff_number = Sequence(lambda number: f"{number:08d}")
    profile = LazyAttribute(lambda _: RoleProfile.objects.get(slug="administrator"))
    band = "4"
    base = LazyAttribute(lambda _: Borough.objects.get(slug="lambeth"))
    starts_on = dt.date(2016, 1, 4)


class PassportFactory(Factory):
    """With nothing in it: everything that the role asks for is missing."""

    class Meta:
        model = Passport

    reference = LazyAttribute(lambda _: next_numbered("EP"))
    staff_member = SubFactory(StaffMemberFactory)
    employment = LazyAttribute(lambda one: EmploymentFactory(staff_member=one.staff_member))

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        passport = super()._create(model_class, *args, **kwargs)
        with aside():
            return work_out(passport)


class ItemFactory(Factory):
    class Meta:
        model = Item

    kind = Kind.IDENTITY
    done_on = dt.date(2018, 1, 8)
    issuer = LazyAttribute(lambda one: one.passport.staff_member.trust)
    recorded_by = SubFactory(UserFactory)
    recorded_at = LazyAttribute(lambda _: clock.now())


def adviser(slug: str = "slam") -> Principal:
    return somebody_as(HR_ADVISER, trust=trust(slug))


def staff_member(slug: str = "slam") -> Principal:
    return somebody_as(STAFF_MEMBER, trust=trust(slug))


def passport(slug: str = "slam", **person) -> Passport:
    """Of a member of staff of this trust, with nothing recorded in it."""
    return PassportFactory(staff_member=StaffMemberFactory(trust=trust(slug), **person))


def ready(passport: Passport, expires_on: dt.date | None = None) -> Passport:
    """With everything recorded that the role asks for, each until the same day."""
    with aside():
        needs = list(passport.needs.select_related("subject"))
    for need in needs:
        ItemFactory(passport=passport, kind=need.kind, subject=need.subject, level=need.level, expires_on=expires_on)
    with aside():
        return work_out(passport)

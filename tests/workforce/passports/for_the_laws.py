"""Passports in the world of the laws: one for each member of staff, with an item that has expired."""

from __future__ import annotations

import datetime as dt

from partnership.arithmetic import clock
from partnership.organisations.models import Borough
from partnership.records.models.sequence import next_numbered
from tests.laws.building import Builder
from tests.laws.declaring import Data, ForTheLaws, Given, More, Named, Tried
from tests.laws.forms import day, sends, today
from tests.laws.world import World
from workforce.staff.models import RoleProfile, Subject

ADVISER = "hr_adviser slam"
A_WEEK_AGO = dt.datetime(2018, 4, 9, 7, tzinfo=dt.UTC)


def a_passport(builder: Builder, given: Given) -> Given:
    job = next(one for one in builder.made["staff.Employment"] if one.staff_member == given["staff_member"])
    return {"reference": next_numbered("EP"), "employment": job, "version": 1}


def an_item(builder: Builder, given: Given) -> Given:
    yesterday = clock.today() - dt.timedelta(days=1)
    return {
        "kind": "work-health", "subject": None, "level": 1, "issuer": given["passport"].staff_member.trust,
        "done_on": yesterday, "expires_on": yesterday, "facts": [["Seen by", builder.canaries.word()]],
        "recorded_by": builder.writer, "revoked_at": None, "revoked_by": None, "why_revoked": "",
    }  # fmt: skip


def a_need(builder: Builder, given: Given) -> Given:
    item = next(one for one in builder.made["passports.Item"] if one.passport == given["passport"])
    return {"kind": item.kind, "subject": None, "level": 1, "met_by": item, "expires_on": item.expires_on}


def of_each_trust(tried: Tried) -> list:
    """The asker's own passport first, then one of their trust, then the others'."""
    who = tried.asker.principal

    def distance(passport) -> tuple[bool, bool]:
        person = passport.staff_member
        return person.user_id is None or person.user_id != who.user_id, person.trust_id != who.trust_id

    found = sorted(tried.world.of("passports.Passport"), key=distance)
    return [found[0], found[1], found[-1]]


def passports(tried: Tried) -> list[Named]:
    return [({"reference": passport.reference}, passport) for passport in of_each_trust(tried)]


def checks(tried: Tried) -> list[Named]:
    return [({"reference": passport.reference, "kind": "identity"}, passport) for passport in of_each_trust(tried)]


def items(tried: Tried) -> list[Named]:
    found = {item.passport_id: item for item in tried.world.of("passports.Item")}
    return [({"reference": one.reference, "pk": found[one.pk].pk}, found[one.pk]) for one in of_each_trust(tried)]


def a_new_person(world: World, row: object) -> Data:
    return {
        "first_name": "Zeta", "last_name": "Zed", "staff_number": "77777777", "email": "zeta@slam.nhs.uk", "band": "5",
        "profile": RoleProfile.objects.order_by("pk")[0].pk, "base": Borough.objects.order_by("pk")[0].pk,
        **day("starts_on", today()),
    }  # fmt: skip


IDENTITY = {"documents": ["Passport", "Utility bill"], "how": "In person", "seen_by": "HR"}


def a_course(world: World, row: object) -> Data:
    fire = Subject.objects.get(slug="fire-safety")
    return {"subject": fire.pk, "level": "1", "provider": "Trust", **day("done_on", today())}


def those_of_slam(world: World, row: object) -> Data:
    slam = world.asker(ADVISER).principal.trust_id
    return {"needs": [one.pk for one in world.of("passports.Need") if one.passport.staff_member.trust_id == slam]}


def more(of: More) -> None:
    """Of each trust one more member of staff, with everything behind them."""
    builder = of.builder
    for trust in builder.world.trusts:
        person = builder.fill("staff.StaffMember", {"trust": trust})
        builder.made["staff.Employment"].append(builder.fill("staff.Employment", {"staff_member": person}))
        passport = builder.fill("passports.Passport", {"staff_member": person})
        builder.made["passports.Item"].append(builder.fill("passports.Item", {"passport": passport}))
        builder.fill("passports.Need", {"passport": passport})


ONE = r"workforce/passports/<str:reference>/"
FOR_THE_LAWS = ForTheLaws(
    columns={
        "passports.Passport": a_passport,
        "passports.Item": an_item,
        "passports.Need": a_need,
        "passports.Reminder": lambda builder, given: {"sent_by": builder.writer, "sent_at": A_WEEK_AGO},
    },
    more=more,
    codes={
        "passports.Item.done_on", "passports.Item.expires_on", "passports.Item.why_revoked",
        "passports.Need.expires_on",
    },
    addresses={
        f"{ONE}items/<int:pk>/": items,
        f"{ONE}checks/<slug:kind>/": checks,
        ONE: passports,
    },
    forms={
        "passports:passport-new": sends(a_new_person, who=ADVISER),
        "passports:passport-download": sends({"why": "For a report"}, who=ADVISER, answers=True),
        "passports:check-record": sends(lambda world, row: IDENTITY | day("done_on", today()), who=ADVISER),
        "passports:training-record": sends(a_course, who=ADVISER),
        "passports:item-revoke": sends({"why": "Issued in error"}, who=ADVISER),
        "passports:expiring-remind": sends(those_of_slam, who=ADVISER),
    },
    shared={"passports.ExpiryRule"},
    exceptions={
        "sql_is_written_by_django": {"workforce/passports/looked.py": "calls the function that looks at the read log"},
    },
)  # fmt: skip

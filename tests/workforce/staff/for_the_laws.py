"""Staff in the world of the laws: of each trust one who signs in and one who does not."""

from __future__ import annotations

from collections.abc import Iterator

from tests.laws.building import Builder
from tests.laws.declaring import ForTheLaws, Given


def staff_members(builder: Builder) -> Iterator[Given]:
    for trust in builder.world.trusts:
        yield {"trust": trust, "user": builder.world.asker(f"staff_member {trust.slug}").principal.user}
        yield {"trust": trust}


def an_employment(builder: Builder, given: Given) -> Given:
    person = given["staff_member"]
    return {"trust": person.trust, "staff_number": f"{person.pk:08d}", "version": 1}


FOR_THE_LAWS = ForTheLaws(
    rows={"staff.StaffMember": staff_members},
    columns={"staff.Employment": an_employment, "staff.StaffMember": lambda builder, given: {"version": 1}},
    codes={"staff.Employment.staff_number"},
    guards_rows={"staff.view", "staff.new", "staff.edit"},
    shared={"staff.ProfileRequirement", "staff.RoleProfile", "staff.Subject"},
)

"""The demonstration's staff: two known passports, and the stored needs agree with the pure module on every one."""

import pytest

from partnership.access.scope import as_the_system
from partnership.arithmetic import clock
from workforce.passports import readiness
from workforce.passports.actions.needs import held_in
from workforce.passports.models import Need, Passport
from workforce.passports.readiness import Asked
from workforce.staff.vocabulary import Kind

pytestmark = pytest.mark.usefixtures("demonstration")


@pytest.fixture(autouse=True)
def seeing_everything():
    with as_the_system("a test looks at the demonstration"):
        yield


def unmet(reference: str) -> list[str]:
    return [need.why_not for need in Need.objects.unmet(clock.today()).filter(passport__reference=reference)]


def test_demo_has_the_two_passports_that_people_are_told_of():
    assert unmet("EP-000123") == []
    assert unmet("EP-000200") == ["Criminal record, enhanced, expired"]


def test_demo_has_about_1500_staff_of_three_trusts():
    assert Passport.objects.count() == 1502
    assert Passport.objects.values("staff_member__trust").distinct().count() == 3


def test_stored_needs_agree_with_the_pure_module_on_every_passport():
    today = clock.today()
    not_ready = set(Need.objects.unmet(today).values_list("passport_id", flat=True))
    for passport in Passport.objects.order_by("pk")[::25]:
        asked = [Asked(_name(need.kind, need.subject_id), need.level) for need in passport.needs.all()]
        found = readiness.met(asked, held_in(passport))
        assert readiness.is_ready(found, today) is (passport.pk not in not_ready), passport


def _name(kind: str, subject: int | None) -> str:
    return f"{kind} {subject}" if kind == Kind.TRAINING else kind

"""Who is on duty today."""

from forensic_hub.referrals.models import Duty
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock
from tests.browsing import Browser
from tests.factories.access import hub_officer, trust_manager
from tests.factories.forensic import DutyFactory


def on_duty() -> set[int]:
    with as_the_system("a test looks"):
        return set(Duty.objects.filter(day=clock.today()).values_list("officer", flat=True))


def test_duty_is_just_those_who_were_ticked(officer):
    stays, goes, comes = hub_officer().user, hub_officer().user, hub_officer().user
    DutyFactory(officer=stays, last_given_at=clock.now())
    DutyFactory(officer=goes)

    seen = Browser(officer).send("/forensic/on-duty/", officers=[stays.pk, comes.pk])

    assert "Who is on duty today was saved." in seen.text
    assert on_duty() == {stays.pk, comes.pk}


def test_duty_of_somebody_outside_the_hub_is_refused(officer):
    stranger = trust_manager("slam").user

    seen = Browser(officer).send("/forensic/on-duty/", officers=[stranger.pk])

    assert seen.status == 422
    assert on_duty() == set()

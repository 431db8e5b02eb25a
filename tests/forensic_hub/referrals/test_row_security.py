"""A trust's manager sees their own people's referrals and all that belongs to them, and nothing of anybody else's.

Every query here is as raw as a careless view could write it: the database alone keeps the rows apart.
"""

import pytest
from django.apps import apps
from django.db import ProgrammingError, transaction

from forensic_hub.referrals import models
from forensic_hub.referrals.models import Note, Referral
from partnership.access.policy import TABLES
from partnership.access.roles import EVERY_ROLE, HUB_LEAD, HUB_OFFICER, TRUST_MANAGER, Pathway
from partnership.access.row_security import declared
from partnership.access.scope import acting_as, as_the_system
from partnership.people.models import Person
from tests.factories import forensic as make
from tests.factories.access import principal, trust, trust_manager

pytestmark = pytest.mark.django_db

FOLLOWING = ("InformationRequest", "RequestedItem", "Chase", "Assessment", "Decision", "Closure", "Note", "Document",
             "ReferralCorrection")  # fmt: skip
OF_THE_HUB = ("Upload", "Duty", "TargetRule", "DecisionMaker", "Attendance")


def everything_about(borough: str) -> Referral:
    referral = make.ReferralFactory(borough=borough)
    request = make.InformationRequestFactory(referral=referral)
    make.RequestedItemFactory(request=request)
    make.ChaseFactory(request=request)
    for factory in (make.RecordedAssessmentFactory, make.DecisionFactory, make.ClosureFactory, make.NoteFactory,
                    make.DocumentFactory, make.ReferralCorrectionFactory):  # fmt: skip
        factory(referral=referral)
    return referral


@pytest.fixture
def two_referrals():
    """One of Lambeth, so South London and Maudsley's, and one of Bexley, so Oxleas's."""
    make.UploadFactory()
    make.DutyFactory()
    return everything_about("lambeth"), everything_about("bexley")


def tables() -> list[str]:
    """Every scoped table of the hub, its history tables with it."""
    declared()
    return sorted(label for label in TABLES if label.startswith("referrals."))


def of_a_referral(label: str) -> bool:
    name = label.split(".")[1].removesuffix("Event")
    return name in (*FOLLOWING, "Referral")


def referral_of(row) -> int:
    """The referral that a row belongs to, or a history event of one."""
    if isinstance(row, (Referral, Referral.pgh_event_model)):
        return getattr(row, "pgh_obj_id", row.pk)
    return row.referral_id if hasattr(row, "referral_id") else row.request.referral_id


@pytest.mark.parametrize("slug", ["slam", "oxleas", "swlstg"])
def test_trust_manager_reads_the_rows_of_their_own_trust_and_no_other(slug, two_referrals):
    lambeth, bexley = two_referrals
    own = {"slam": {lambeth.pk}, "oxleas": {bexley.pk}, "swlstg": set()}[slug]
    with acting_as(trust_manager(slug)):
        for label in filter(of_a_referral, tables()):
            rows = list(apps.get_model(label)._base_manager.all())
            assert {referral_of(row) for row in rows} == own, label


def test_trust_manager_reads_nothing_of_the_hubs_own_making(two_referrals):
    with acting_as(trust_manager("slam")):
        for name in OF_THE_HUB:
            readable = name in ("DecisionMaker", "Attendance")
            assert getattr(models, name).objects.exists() is readable, name


@pytest.mark.parametrize("role", [HUB_OFFICER, HUB_LEAD], ids=str)
def test_hub_reads_every_row(role, two_referrals):
    with acting_as(principal(role)):
        for label in filter(of_a_referral, tables()):
            rows = list(apps.get_model(label)._base_manager.all())
            assert {referral_of(row) for row in rows} == {referral.pk for referral in two_referrals}, label


@pytest.mark.parametrize("role", sorted(EVERY_ROLE - {HUB_OFFICER, HUB_LEAD, TRUST_MANAGER}, key=str), ids=str)
def test_any_other_role_reads_no_row_at_all(role, two_referrals):
    with acting_as(principal(role)):
        counts = {label: apps.get_model(label)._base_manager.count() for label in tables()}
    assert set(counts.values()) == {0}, counts


def test_person_of_another_pathway_is_not_the_hubs_to_refer(officer):
    stranger = make.PersonFactory(pathway=Pathway.CAMHS)
    with acting_as(officer):
        assert not Person.objects.filter(pk=stranger.pk).exists()


def test_referral_that_changes_trust_takes_everything_with_it(two_referrals):
    lambeth, _ = two_referrals
    with as_the_system("the borough was put right"):
        Referral.objects.filter(pk=lambeth.pk).update(responsible_trust=trust("swlstg"))
    for slug, sees in (("slam", False), ("swlstg", True)):
        with acting_as(trust_manager(slug)):
            for label in filter(of_a_referral, tables()):
                rows = list(apps.get_model(label)._base_manager.all())
                assert (lambeth.pk in {referral_of(row) for row in rows}) is sees, (slug, label)


def test_trust_manager_changes_no_referral(two_referrals):
    with acting_as(trust_manager("slam")):
        assert Referral.objects.update(place_name="Elsewhere") == 0


def test_trust_manager_adds_a_note_to_their_own_trusts_referral_alone(two_referrals):
    lambeth, bexley = two_referrals
    manager = trust_manager("slam")
    note = {"kind": "note", "text": "A note", "written_by": manager.user, "happened_on": "2018-04-16"}
    with acting_as(manager):
        Note.objects.create(referral=lambeth, written_at="2018-04-16T09:00Z", **note)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Note.objects.create(referral=bexley, written_at="2018-04-16T09:00Z", **note)

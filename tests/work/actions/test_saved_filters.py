import pytest
from django.db import IntegrityError

from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.access.roles import TRUST_MANAGER
from partnership.access.scope import acting_as
from partnership.organisations.models import Organisation
from partnership.work.actions import saved_filters
from partnership.work.models import SavedFilter
from tests.access.factories import GrantFactory
from tests.people.conftest import principal_of

LIST = "forensic_hub:referral-list"


def save(by, name="Overdue", *, shared=False, opens=False) -> SavedFilter:
    given = {"list_name": LIST, "query": "priority=urgent", "words": [["priority", "urgent", "Urgent"]]}
    return saved_filters.save(by=by, name=name, shared=shared, opens=opens, **given)


def names(by) -> list[str]:
    return [saved.name for saved in SavedFilter.objects.usable_by(by)]


def test_saved_filter_is_its_owners_unless_it_is_shared_with_the_team(officer, colleague, lead):
    with acting_as(officer):
        save(officer, "Mine")
        save(officer, "Ours", shared=True)
        assert names(officer) == ["Mine", "Ours"]

    with acting_as(colleague):
        assert names(colleague) == ["Ours"]
    with acting_as(lead):
        assert names(lead) == []


def test_saved_filter_shared_in_one_trust_is_not_shared_with_another(db):
    slam, oxleas = principal_of(TRUST_MANAGER, "slam"), principal_of(TRUST_MANAGER, "oxleas")
    with acting_as(slam):
        save(slam, shared=True)

    with acting_as(oxleas):
        assert names(oxleas) == []


def test_saved_filter_with_a_name_in_use_is_refused_however_it_is_written(officer):
    with acting_as(officer):
        save(officer, "Overdue")
        with pytest.raises(Refusal, match="You already have a filter called ‘OVERDUE’"):
            save(officer, "OVERDUE")


def test_saved_filter_of_the_same_name_in_another_trust_is_kept_and_each_opens_its_list(db):
    slam = principal_of(TRUST_MANAGER, "slam")
    grant = GrantFactory(user=slam.user, role=TRUST_MANAGER.code, trust=Organisation.objects.get(slug="oxleas"))
    oxleas = Principal(slam.user, grant)

    for by in (slam, oxleas):
        with acting_as(by):
            save(by, "Overdue", opens=True)
            assert names(by) == ["Overdue"]


def test_saved_filter_of_the_same_name_in_a_role_without_trust_is_refused_by_the_database(officer):
    with acting_as(officer):
        saved = save(officer)
        saved.pk, saved.name = None, "overdue"
        with pytest.raises(IntegrityError, match="saved_filter_named_once"):
            saved.save()


def test_list_opens_with_one_filter_at_most(officer):
    with acting_as(officer):
        first, second = save(officer, "First", opens=True), save(officer, "Second", opens=True)
        first.refresh_from_db()

    assert (first.opens, second.opens) == (False, True)


def test_saved_filter_of_somebody_else_is_neither_changed_nor_deleted(officer, colleague):
    with acting_as(officer):
        saved = save(officer, shared=True)

    with acting_as(colleague):
        with pytest.raises(SavedFilter.DoesNotExist):
            saved_filters.change(by=colleague, saved=saved, name="Theirs", shared=False, opens=False)
        with pytest.raises(SavedFilter.DoesNotExist):
            saved_filters.delete(by=colleague, saved=saved)

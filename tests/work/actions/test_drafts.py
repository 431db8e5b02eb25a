import dataclasses

import pytest

from partnership.access.models import Grant
from partnership.access.refusals import Refusal
from partnership.access.roles import HUB_LEAD
from partnership.access.scope import acting_as
from partnership.work.actions import drafts
from partnership.work.models import Draft


def begin(officer) -> Draft:
    return drafts.begin(by=officer, kind="referral", title="Referral", step="person")


def test_draft_begun_stands_among_its_owners_and_nobody_elses(officer, colleague):
    with acting_as(officer):
        begin(officer)
        assert Draft.objects.of(officer).count() == 1
    with acting_as(colleague):
        assert Draft.objects.count() == 0


def test_draft_is_out_of_reach_in_another_role_of_the_same_person(officer):
    with acting_as(officer):
        draft = begin(officer)
    as_lead = dataclasses.replace(officer, grant=Grant(user=officer.user, role=HUB_LEAD.code))

    with acting_as(as_lead):
        assert not Draft.objects.of(as_lead)
        with pytest.raises(Draft.DoesNotExist):
            drafts.save_page(draft=draft, by=as_lead, step="person", typed={})


def test_page_saved_keeps_what_was_typed_and_how_often_it_was_saved(officer):
    with acting_as(officer):
        draft = begin(officer)
        drafts.save_page(draft=draft, by=officer, step="person", typed={"needs": ["a", "b"]}, times=0)
        draft.refresh_from_db()

    assert draft.typed_on("person") == {"needs": ["a", "b"]}
    assert draft.times_saved("person") == 1


def test_page_saved_in_another_tab_meanwhile_is_refused_and_another_page_is_not(officer):
    with acting_as(officer):
        draft = begin(officer)
        drafts.save_page(draft=draft, by=officer, step="person", typed={}, times=0)
        drafts.save_page(draft=draft, by=officer, step="need", typed={}, times=0)
        with pytest.raises(Refusal, match="saved somewhere else since"):
            drafts.save_page(draft=draft, by=officer, step="person", typed={}, times=0)


def test_draft_finished_keeps_no_answers_and_says_what_it_became(officer):
    with acting_as(officer):
        draft = begin(officer)
        drafts.save_page(draft=draft, by=officer, step="person", typed={"last_name": ["Smith"]}, times=0)
        finished = drafts.finish(draft=draft, by=officer, reference="FR-2018-0043")

        assert (finished.answers, finished.became) == ({}, "FR-2018-0043")
        assert not Draft.objects.of(officer)
        with pytest.raises(Refusal, match="FR-2018-0043"):
            drafts.finish(draft=draft, by=officer, reference="FR-2018-0044")


def test_draft_is_thrown_away_by_its_owner_alone(officer, colleague):
    with acting_as(officer):
        draft = begin(officer)
    with acting_as(colleague), pytest.raises(Draft.DoesNotExist):
        drafts.delete(draft=draft, by=colleague)
    with acting_as(officer):
        drafts.delete(draft=draft, by=officer)
        assert not Draft.objects.exists()

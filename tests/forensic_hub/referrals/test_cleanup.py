"""Files that belong to nothing go; whatever a draft, an upload or a document holds stays."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction

from forensic_hub.referrals.actions import documents
from forensic_hub.referrals.models import Upload
from partnership.access.scope import acting_as, as_the_system
from partnership.work.actions import drafts
from tests.factories.forensic import DocumentFactory, ReferralFactory, UploadFactory

PDF = b"%PDF-1.4 made up"
IN_A_HUNDRED_YEARS = dt.datetime(2118, 1, 1, tzinfo=dt.UTC)
"""By the storage's own clock the files of a test are new."""


@pytest.fixture
def later(clock):
    return lambda: clock.move_to(IN_A_HUNDRED_YEARS)


def uploads() -> list[str]:
    with as_the_system("a test looks"):
        return [str(upload.file.name) for upload in Upload.objects.all()]


def test_clean_up_deletes_uploads_of_no_draft_with_their_files(officer, clock, django_capture_on_commit_callbacks):
    abandoned, waiting, fresh = UploadFactory(), UploadFactory(), None
    with acting_as(officer):
        draft = drafts.begin(by=officer, kind="referral-new", title="Begun", step="documents")
        file = {"key": str(waiting.key), "name": "letter.pdf"}
        drafts.save_page(draft=draft, by=officer, step="documents", typed={}, files=[file])
    clock.forward(days=1, hours=1)
    fresh = UploadFactory()

    with django_capture_on_commit_callbacks(execute=True):
        call_command("clean_up", verbosity=0)

    assert sorted(uploads()) == sorted([waiting.file.name, fresh.file.name])
    assert not default_storage.exists(abandoned.file.name)
    assert default_storage.exists(waiting.file.name)


def test_clean_up_deletes_a_file_whose_saving_was_undone_and_keeps_those_of_documents(officer, later):
    referral, kept = ReferralFactory(), DocumentFactory()
    with acting_as(officer), pytest.raises(ZeroDivisionError), transaction.atomic():
        left = documents.add(referral=referral, file=ContentFile(PDF, "letter.pdf"), paper="", by=officer)
        raise ZeroDivisionError
    assert default_storage.exists(left.file.name)

    call_command("clean_up", verbosity=0)
    young = default_storage.exists(left.file.name)
    later()
    call_command("clean_up", verbosity=0)

    assert young
    assert not default_storage.exists(left.file.name)
    assert default_storage.exists(kept.file.name)

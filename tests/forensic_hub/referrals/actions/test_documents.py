import io
import zipfile

import pytest
from django.core.files.base import ContentFile

from forensic_hub.referrals.actions import documents
from forensic_hub.referrals.models import Upload
from partnership.access.refusals import Refusal
from tests.factories import forensic as make

PDF = b"%PDF-1.4 made up"


def docx(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name in ("[Content_Types].xml", "word/document.xml", *names):
            package.writestr(name, "<x/>")
    return packed.getvalue()


def test_add_keeps_the_name_apart_from_where_it_lies(as_officer):
    document = documents.add(
        referral=make.ReferralFactory(), file=ContentFile(PDF, "../../Robin Example.pdf"), paper="", by=as_officer
    )
    assert document.name == "Robin Example.pdf"
    assert "Robin" not in document.file.name
    assert document.size == len(PDF)


def test_add_of_a_document_of_the_checklist_ticks_it(as_officer):
    document = documents.add(
        referral=make.ReferralFactory(), file=ContentFile(docx(), "plan.docx"), paper="care_plan", by=as_officer
    )
    document.referral.refresh_from_db()
    assert document.referral.papers == ["care_plan"]
    assert document.content_type.endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [(b"", "is empty"), (b"MZ executable", "must be a PDF or DOCX"), (b"<html>", "must be a PDF or DOCX"),
     (b"PK\x03\x04 broken", "must be a PDF or DOCX"), (docx("word/vbaProject.bin"), "must be a PDF or DOCX"),
     (PDF + b" " * 10_000_000, "smaller than 10MB")],
    ids=["empty", "a programme", "a page", "a broken archive", "macros", "too big"],
)  # fmt: skip
def test_store_upload_of_anything_else_is_refused(content, refusal, as_officer):
    with pytest.raises(Refusal, match=refusal):
        documents.store_upload(file=ContentFile(content, "letter.pdf"), paper="", by=as_officer)
    assert not Upload.objects.exists()


def test_discard_upload_drops_ones_own_upload_and_no_other(as_officer):
    own = documents.store_upload(file=ContentFile(PDF, "letter.pdf"), paper="", by=as_officer)
    anothers = make.UploadFactory()
    for key in (own.key, anothers.key):
        documents.discard_upload(key=key, by=as_officer)
    assert list(Upload.objects.all()) == [anothers]


def test_remove_keeps_the_file_and_the_reason_and_is_done_once(as_officer):
    document = documents.remove(document=make.DocumentFactory(), why="Another person's.", by=as_officer)
    assert document.file.read() == PDF
    assert document.why_removed == "Another person's."
    with pytest.raises(Refusal, match="Hana Hub removed this document on 16 April 2018"):
        documents.remove(document=document, why="Again", by=as_officer)


def test_tick_sets_the_checklist_as_a_whole(as_officer):
    referral = documents.tick(referral=make.ReferralFactory(), papers=["care_plan"], by=as_officer)
    assert documents.tick(referral=referral, papers=[], by=as_officer).papers == []

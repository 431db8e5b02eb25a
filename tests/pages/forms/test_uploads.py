import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partnership.pages.forms import PortalForm, UploadField

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">%s</Types>'
MACROS = TYPES % b'<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
SPELT_OUT = MACROS.replace(b"vbaProject", b"VBA&#80;roject")
OF_A_DTD = b"""<!DOCTYPE Types [<!ENTITY macros "application/vnd.ms-office.vba&#80;roject">]>""" + TYPES % b""


class LetterForm(PortalForm):
    letter = UploadField(label="Referral letter")


def package(*names: str, declared: bytes = TYPES % b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, declared if name == "[Content_Types].xml" else "x")
    return buffer.getvalue()


def document(declared: bytes) -> bytes:
    return package("[Content_Types].xml", "word/document.xml", declared=declared)


DOCX = package("[Content_Types].xml", "word/document.xml")


def sent(name: str, content: bytes) -> LetterForm:
    return LetterForm({}, {"letter": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(("name", "content"), [("a.pdf", PDF), ("LETTER.PDF", b"\n\n" + PDF), ("b.docx", DOCX)])
def test_upload_of_a_kind_that_is_taken_is_whole_and_at_its_beginning(name, content):
    form = sent(name, content)

    assert form.is_valid()
    assert form.cleaned_data["letter"].read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", PDF),
        ("a", PDF),
        ("a.pdf", b"<script>alert(1)</script>"),
        ("a.pdf", DOCX),
        ("a.docx", PDF),
        ("a.docx", b"PK\x03\x04 and no more"),
        ("a.docx", package("xl/workbook.xml", "[Content_Types].xml")),
        ("macros.docx", package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("renamed.docx", package("[Content_Types].xml", "word/document.xml", "word/VBAPROJECT.BIN")),
        ("declared.docx", package("[Content_Types].xml", "word/document.xml", "word/x.bin", declared=MACROS)),
        ("utf-16.docx", document(MACROS.decode().encode("utf-16"))),
        ("spelt out.docx", document(SPELT_OUT)),
        ("dtd.docx", document(OF_A_DTD)),
        ("dtd in utf-16.docx", document(OF_A_DTD.decode().encode("utf-16"))),
        ("late.docx", document(b" " * 1_000_000 + TYPES % b"")),
        ("no xml.docx", document(b"x")),
        ("other code.docx", document(b'<?xml version="1.0" encoding="x-none"?>' + TYPES % b"")),
        ("damaged.docx", DOCX.replace(b"x", b"y")),
        ("a.pdf.html", PDF),
        ("a.docx", DOCX[:-10]),
    ],
)
def test_upload_of_another_kind_is_refused_whatever_it_is_called(name, content):
    assert sent(name, content).errors["letter"] == ["The selected file must be a PDF or DOCX"]


def test_upload_of_nothing_is_asked_for():
    assert LetterForm({}, {}).errors["letter"] == ["Select a PDF or DOCX file"]


def test_upload_of_an_empty_file_says_so():
    assert sent("a.pdf", b"").errors["letter"] == ["The selected file is empty"]


def test_upload_of_ten_megabytes_is_too_big():
    file = SimpleUploadedFile("a.pdf", PDF)
    file.size = 10_000_000

    assert LetterForm({}, {"letter": file}).errors["letter"] == ["The selected file must be smaller than 10MB"]


def test_upload_with_an_endless_name_says_how_long_it_may_be():
    form = sent("a" * 240 + ".pdf", PDF)

    assert form.errors["letter"] == ["The name of the selected file must be 200 characters or less"]


@pytest.mark.parametrize("value", ["a.pdf", b"%PDF-", 5, ["x"]])
def test_upload_that_is_no_file_is_refused_with_a_sentence(value):
    form = LetterForm({}, {"letter": value})

    assert form.errors["letter"] == ["The selected file could not be uploaded – try again"]


def test_upload_with_one_type_names_it_alone():
    form = type("F", (PortalForm,), {"file": UploadField(types=("PDF",), max_megabytes=2)})({}, {})

    assert form.errors["file"] == ["Select a PDF file"]

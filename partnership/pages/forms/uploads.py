"""A file that was sent: what it is called counts for little, what is in it for more."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePath
from typing import IO

from defusedxml.ElementTree import ParseError, fromstring
from django import forms
from django.core.exceptions import ValidationError

from partnership.pages.forms.field_defaults import HasFieldDefaults

MEGABYTE = 1_000_000
DECLARATIONS = "[Content_Types].xml"
MACROS = ("vbaproject", "vbadata", "macroenabled")
NOT_READABLE = (
    zipfile.BadZipFile, zlib.error, LookupError, NotImplementedError, RuntimeError, ValueError, OverflowError, OSError,
    EOFError, struct.error, ParseError,
)  # fmt: skip


def is_pdf(file: IO[bytes]) -> bool:
    """Whether a PDF's header stands in the first 1,024 bytes (ISO 32000, annex H)."""
    file.seek(0)
    return b"%PDF-" in file.read(1024)


def is_docx(file: IO[bytes]) -> bool:
    """Whether it is a Word document without macros. Only what its parts are called and declared as is read.

    A part with macros may have any name, but is declared as what it is (ECMA-376, part 2; MS-OFFMACRO2). Declarations
    of more than a megabyte, or with a DTD, are no Word document's: part 2 forbids the DTD.
    """
    try:
        with zipfile.ZipFile(file) as package:
            parts = {name.lower() for name in package.namelist()}
            declared = _declared(package.open(DECLARATIONS).read(MEGABYTE + 1))
    except NOT_READABLE:
        return False
    return "word/document.xml" in parts and not any(sign in name for sign in MACROS for name in parts | declared)


def _declared(declarations: bytes) -> set[str]:
    """What the parts are declared as, in lower case; ValueError for declarations that are not to be read."""
    if len(declarations) > MEGABYTE:
        raise ValueError(DECLARATIONS)
    types = fromstring(declarations, forbid_dtd=True)
    return {value.lower() for declaration in types.iter() for value in declaration.attrib.values()}


def is_xlsx(file: IO[bytes]) -> bool:
    """Whether it may be a workbook, one with a password included. Its parts are for a reader with limits to judge."""
    return _begins_with(file, ZIP, OLE)


def is_csv(file: IO[bytes]) -> bool:
    """Whether it may be text: nothing that begins like another kind of file."""
    return not _begins_with(
        file, ZIP, OLE, b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"\x7fELF", b"MZ\x90"
    )


def _begins_with(file: IO[bytes], *beginnings: bytes) -> bool:
    file.seek(0)
    return file.read(16).startswith(beginnings)


ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # OLE: an encrypted workbook, or one of before 2007

KINDS: dict[str, Callable[[IO[bytes]], bool]] = {"PDF": is_pdf, "DOCX": is_docx, "CSV": is_csv, "XLSX": is_xlsx}


class UploadField(HasFieldDefaults, forms.FileField):
    """``types`` are the kinds taken, of KINDS: both the ending and the content have to be of one of them."""

    house_messages = {
        "required": "Select a {types} file",
        "missing": "Select a {types} file",
        "invalid": "The selected file could not be uploaded – try again",
        "contradiction": "The selected file could not be uploaded – try again",
        "empty": "The selected file is empty",
        "max_length": "The name of the selected file must be %(max)d characters or less",
        "type": "The selected file must be a {types}",
        "too_big": "The selected file must be smaller than {megabytes}MB",
    }

    def __init__(self, *, types: tuple[str, ...] = ("PDF", "DOCX"), max_megabytes: int = 10, **kwargs):
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)
        self.types, self.max_megabytes = types, max_megabytes
        accept = ",".join(f".{kind.lower()}" for kind in types)
        self.widget.attrs.setdefault("accept", accept)

    def to_python(self, data):
        file = super().to_python(data)
        if file is None:
            return None
        if file.size >= self.max_megabytes * MEGABYTE:
            raise ValidationError(self.error_messages["too_big"], code="too_big")
        kind = PurePath(file.name).suffix.lstrip(".").upper()
        if kind not in self.types or not KINDS[kind](file):
            raise ValidationError(self.error_messages["type"], code="type")
        file.seek(0)
        return file

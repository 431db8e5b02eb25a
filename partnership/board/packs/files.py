"""A pack as files: every table of a version as CSV in one zip, and the paper itself as PDF where that can be made."""

from __future__ import annotations

import io
import zipfile
from importlib.util import find_spec

from partnership.arithmetic import words
from partnership.board.models import PackIssue
from partnership.board.packs.frozen import thaw
from partnership.pages.downloads import write_csv

FIXED_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Of each file in the zip, so that the same version always gives the same file to the last byte."""


def zip_of(issue: PackIssue) -> bytes:
    """Built from what is frozen, so it is the same on every day."""
    content, package = thaw(issue.content), io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        about = [*content.facts, ("Version", issue.number), ("Issued", words.moment(issue.issued_at))]
        _add(archive, "about", ["what", "value"], about)
        for table in content.tables:
            _add(archive, table.name, table.headings, table.cells)
    return package.getvalue()


def _add(archive: zipfile.ZipFile, name: str, headings, rows) -> None:
    text = io.BytesIO()
    write_csv(text, headings, rows)
    archive.writestr(zipfile.ZipInfo(f"{name}.csv", FIXED_MOMENT), text.getvalue())


def file_name(issue: PackIssue, file_type: str) -> str:
    return f"slp_{issue.pack.reference.lower()}_version_{issue.number}.{file_type}"


def makes_pdf() -> bool:
    """Whether the optional extra ``pdf`` is installed."""
    return find_spec("weasyprint") is not None


def pdf_of(html: str, base_url: str) -> bytes:
    from weasyprint import HTML

    return HTML(string=html, base_url=base_url).write_pdf()

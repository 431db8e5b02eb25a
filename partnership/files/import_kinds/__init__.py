"""Taking records in from a file. An app's ``imports.py`` says what its files hold, and ``files`` does the rest::

    register_import(ImportKind(slug="measure-values", label="Measure values", columns=(Column("MEASURE", …), …), …))

The pages, the checks in a job, the review, the approval and the undo are the same for every kind.
"""

from partnership.files.import_kinds.cells import (
    CellRefused,
    Choice,
    Day,
    Money,
    Month,
    Number,
    Text,
    WholeNumber,
    YesNo,
)
from partnership.files.import_kinds.kinds import (
    KINDS,
    Bucket,
    Column,
    Finding,
    ImportKind,
    Row,
    kinds_of,
    register_import,
)

__all__ = [
    "KINDS",
    "Bucket",
    "CellRefused",
    "Choice",
    "Column",
    "Day",
    "Finding",
    "ImportKind",
    "Money",
    "Month",
    "Number",
    "Row",
    "Text",
    "WholeNumber",
    "YesNo",
    "kinds_of",
    "register_import",
]

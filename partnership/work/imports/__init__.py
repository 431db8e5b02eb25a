"""Taking records in from a file. An app's ``imports.py`` says what its files hold, and ``work`` does the rest::

    register(ImportKind(slug="measure-values", label="Measure values", columns=(Column("MEASURE", …), …), …))

The pages, the checks in a job, the review, the approval and the undo are the same for every kind.
"""

from partnership.work.imports.kinds import KINDS, Bucket, Column, Finding, ImportKind, Row, kinds_of, register
from partnership.work.imports.parsers import CellRefused, Choice, Day, Money, Month, Number, Text, WholeNumber, YesNo

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
    "register",
]

"""The sentences in which a person's record is not made or not changed."""

from __future__ import annotations

from partnership.access.refusals import Refusal
from partnership.people.models import Person


class NhsNumberInUse(Refusal):
    """Somebody of this pathway already has the number. ``person`` is named only to those who may see them."""

    def __init__(self, person: Person | None) -> None:
        self.person = person
        super().__init__(
            f"NHS number is already used by {person.reference}. Use that record, or check the NHS number."
            if person
            else "This NHS number cannot be used here. Check the NHS number, or contact the hub."
        )


class AddedMeanwhile(Refusal):
    """While a record was being written, somebody added a person like this one, or opened a record of the same."""

    def __init__(self, noun: str) -> None:
        super().__init__(
            f"Somebody has just added a person or a {noun} that may be the same. Open this page again to see which."
        )


class NotATestNumber(Refusal):
    """A portal with made-up people was given a number that could be a real patient's."""

    def __init__(self) -> None:
        super().__init__("Enter an NHS number that begins with 999. This portal holds made-up people only.")

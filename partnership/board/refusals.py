"""The sentences in which the board's pages say no."""

from __future__ import annotations

from partnership.access.refusals import Refusal
from partnership.arithmetic import words
from partnership.board.models import Claim


class NotTheOwner(Refusal):
    """Somebody who does not answer for this claim."""

    def __init__(self, claim: Claim):
        super().__init__(
            f"Only the {words.in_a_sentence(claim.owner_label)} or a programme lead can say why it differs."
        )


class ToleranceStartsTooEarly(Refusal):
    """It would begin before the one that it follows."""


class NothingToShow(Refusal):
    def __init__(self) -> None:
        super().__init__("Select at least 1 section")


class CommentaryMissing(Refusal):
    """Measures of the pack of which nobody has said anything, and nobody has confirmed that."""

    def __init__(self, names: list[str]):
        count = len(names)
        have = "measure has" if count == 1 else "measures have"
        super().__init__(f"{count} {have} no commentary: add it, or confirm ‘No commentary’")

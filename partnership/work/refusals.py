"""The sentences in which the keeping of work says no."""

from __future__ import annotations

from partnership.access.refusals import Refusal


class PageChanged(Refusal):
    """The same page of a draft was saved somewhere else, in another tab perhaps, since it was opened here."""

    def __init__(self) -> None:
        super().__init__(
            "This page was saved somewhere else since you opened it. Nothing that you typed is lost. "
            "Check your answers and save again to keep them."
        )


class AnswersChanged(Refusal):
    """What is to be saved is not what was on the check page: an answer was changed elsewhere, or is no longer right."""

    def __init__(self) -> None:
        super().__init__("Your answers have changed since this page was opened. Check them again before you save them.")


class AlreadyFinished(Refusal):
    """The draft has become a record. ``reference`` is the record's."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(f"You have already saved this as {reference}. Nothing was saved a second time.")


class NobodyToAssign(Refusal):
    """Somebody was chosen who cannot take this work."""

    def __init__(self) -> None:
        super().__init__("Select the person to assign to")

"""The sentences in which the portal says no."""


class Refusal(Exception):
    """A change that may not happen now. Carries the one sentence the person reads; nothing has been changed."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


class NotPermitted(Refusal):
    """The active role does not hold the permission at all."""

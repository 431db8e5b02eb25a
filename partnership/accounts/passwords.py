"""What a password must be: long, not common, not about oneself. No rule says which characters it needs."""

import re

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

HINT = "Use 15 characters or more. Three or four random words are easy to remember"
FEWEST_DIFFERENT = 5
LOCAL = {
    "southlondonpartnership", "southlondonpartnershipportal", "southlondonandmaudsley", "oxleas", "oxleasnhs", "slam",
    "swlstg", "springfield", "bethlemroyal", "maudsley", "mentalhealth", "forensichub", "nationalhealthservice",
}  # fmt: skip


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Password must be {self.min_length} characters or more"


class NotCommon(password_validation.CommonPasswordValidator):
    """A common word is no better for being repeated or for the numbers and signs around it, and neither is our name."""

    def validate(self, password: str, user=None) -> None:
        super().validate(password, user)
        letters = re.sub(r"[\W\d_]+", "", password.lower())
        core = _unit(letters or password)
        if len(core) < FEWEST_DIFFERENT or core in LOCAL or core in self.passwords:
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self) -> str:
        return "Enter a password that is harder to guess. This one is among the first that attackers try"


class NotAboutOneself(password_validation.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "Password must not be like your name or your email address"


def _unit(text: str) -> str:
    """The shortest text that gives this one when it is repeated."""
    return text[: (text + text).find(text, 1)]

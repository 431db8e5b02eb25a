"""What a password must be: long, not common, not about oneself. No rule says which characters it needs."""

from django.contrib.auth import password_validation

HINT = "Use 15 characters or more. Three or four random words are easy to remember"


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Password must be {self.min_length} characters or more"


class NotCommon(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Enter a password that is harder to guess. This one is in the lists that attackers try first"


class NotAboutOneself(password_validation.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "Password must not be like your name or your email address"

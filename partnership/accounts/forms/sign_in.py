"""allauth's forms of signing in, in the portal's words."""

from __future__ import annotations

from collections.abc import Mapping

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.recovery_codes import forms as recovery_codes
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.exceptions import ValidationError

from partnership.accounts.adapters import LOCKED
from partnership.accounts.passwords import HINT
from partnership.pages.forms import HouseForm


class Worded(forms.BaseForm):
    """``wording`` has the label of each field and what is said when it is empty; ``hints`` stand under the label."""

    wording: Mapping[str, tuple[str, str]] = {}
    hints: Mapping[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.error_messages["required"] = self.wording[name]
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)


_EMAIL = ("Email address", "Enter your email address")
_PASSWORD = ("Password", "Enter your password")
_NEW = ("New password", "Enter a new password")
_AGAIN = ("New password again", "Enter the new password again")
_CODE = ("Code from your authenticator app", "Enter the code from your authenticator app")
_ANY_CODE = "6 numbers. You can also use one of your recovery codes"


class SamePasswordTwice(forms.BaseForm):
    """What is typed twice has to be the same, and the refusal says so beside the second box."""

    def add_error(self, field, error):
        differs = field == "password2" and not isinstance(error, ValidationError)
        super().add_error(field, "The two new passwords are not the same. Enter them again" if differs else error)


class SignInForm(HouseForm, Worded, account.LoginForm):
    wording = {"login": _EMAIL, "password": _PASSWORD}

    def _clean_with_password(self, credentials: dict):
        try:
            return super()._clean_with_password(credentials)
        except ValidationError as refusal:
            self.add_error("login", refusal)
            return self.cleaned_data


class LockedOutForm(SignInForm):
    """Says that the account is locked, and tries no password: the right one is answered the same."""

    def _clean_with_password(self, credentials: dict):
        self.add_error("login", LOCKED)
        return self.cleaned_data


class ConfirmPasswordForm(HouseForm, Worded, account.ReauthenticateForm):
    wording = {"password": _PASSWORD}


class ChangePasswordForm(HouseForm, SamePasswordTwice, Worded, account.ChangePasswordForm):
    wording = {
        "oldpassword": ("Password you use now", "Enter the password you use now"),
        "password1": _NEW,
        "password2": _AGAIN,
    }
    hints = {"password1": HINT}


class ResetPasswordForm(HouseForm, Worded, account.ResetPasswordForm):
    wording = {"email": _EMAIL}


class NewPasswordForm(HouseForm, SamePasswordTwice, Worded, account.ResetPasswordKeyForm):
    wording = {"password1": _NEW, "password2": _AGAIN}
    hints = {"password1": HINT}


class CodeForm(HouseForm, Worded, second_factor.AuthenticateForm):
    wording = {"code": _CODE}
    hints = {"code": _ANY_CODE}


class ConfirmCodeForm(HouseForm, Worded, second_factor.ReauthenticateForm):
    wording = {"code": _CODE}
    hints = {"code": _ANY_CODE}


class RemoveSecondFactorForm(HouseForm, totp.DeactivateTOTPForm):
    """Asks nothing: its button is the answer."""


class NewRecoveryCodesForm(HouseForm, recovery_codes.GenerateRecoveryCodesForm):
    """Asks nothing: its button is the answer."""


class SetUpForm(HouseForm, Worded, totp.ActivateTOTPForm):
    wording = {"code": _CODE}
    hints = {"code": "6 numbers"}

"""Changing a password, and choosing one by a link in an email: the first one too."""

from __future__ import annotations

from allauth.account import views as allauth
from django.http import HttpResponse
from django.shortcuts import redirect

from partnership.accounts.forms.sign_in import ChangePasswordForm, NewPasswordForm, ResetPasswordForm
from partnership.accounts.locking import unlock
from partnership.accounts.views.sign_in import AccountPage


class PasswordChange(AccountPage, allauth.PasswordChangeView):
    title = "Change your password"
    button = "Change password"
    form_class = ChangePasswordForm

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        """Somebody without a password, who signs in through their trust, chooses their first one by email."""
        if not request.user.has_usable_password():
            return redirect("account_reset_password")
        return super().dispatch(request, *args, **kwargs)


class PasswordReset(AccountPage, allauth.PasswordResetView):
    title = "Choose a password"
    template_name = "accounts/password_reset.html"
    button = "Send the email"
    form_class = ResetPasswordForm


class PasswordResetSent(AccountPage, allauth.PasswordResetDoneView):
    title = "Check your email"
    template_name = "accounts/password_reset_sent.html"


class PasswordNew(AccountPage, allauth.PasswordResetFromKeyView):
    title = "Choose a new password"
    template_name = "accounts/password_new.html"
    button = "Save the password"
    form_class = NewPasswordForm

    def form_valid(self, form) -> HttpResponse:
        unlock(self.reset_user)
        return super().form_valid(form)

    def get_title(self) -> str:
        return self.title if self.reset_user else "This link no longer works"


class PasswordNewDone(AccountPage):
    """Back to signing in, with a banner: nobody is signed in by a link alone."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return redirect("account_login")

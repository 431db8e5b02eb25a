"""The second factor: an authenticator app, and recovery codes for the day when the phone is not there."""

from __future__ import annotations

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.totp.internal.auth import get_totp_secret
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views import View

from partnership.accounts.forms.sign_in import NewRecoveryCodesForm, RemoveSecondFactorForm, SetUpForm
from partnership.accounts.views.sign_in import AccountPage


class SecondFactor(AccountPage, base.IndexView):
    title = "Second factor"
    template_name = "accounts/second_factor.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(required=settings.SECOND_FACTOR_REQUIRED, **kwargs)


class SecondFactorSetUp(AccountPage, totp.ActivateTOTPView):
    title = "Set up your second factor"
    template_name = "accounts/second_factor_set_up.html"
    form_class = SetUpForm


class SecondFactorPicture(View):
    """What the app scans: the same secret as the key on the page, for as long as that page is open."""

    def get(self, request: HttpRequest) -> HttpResponse:
        adapter = get_adapter()
        picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, get_totp_secret()))
        return HttpResponse(picture, content_type="image/svg+xml")


class SecondFactorRemove(AccountPage, totp.DeactivateTOTPView):
    title = "Remove your second factor"
    template_name = "accounts/second_factor_remove.html"
    form_class = RemoveSecondFactorForm
    button = "Remove"


class RecoveryCodes(AccountPage, recovery_codes.ViewRecoveryCodesView):
    title = "Your recovery codes"
    template_name = "accounts/recovery_codes.html"


class RecoveryCodesNew(AccountPage, recovery_codes.GenerateRecoveryCodesView):
    title = "Make new recovery codes"
    template_name = "accounts/recovery_codes_new.html"
    form_class = NewRecoveryCodesForm
    button = "Make new codes"

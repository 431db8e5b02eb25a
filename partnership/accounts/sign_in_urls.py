"""The addresses of signing in, under the names by which allauth looks for them. None of allauth's others exists."""

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.urls import re_path
from django.views.decorators.http import require_POST

from partnership.access.routes import PUBLIC, declare, public, signed_in
from partnership.accounts.views import passwords, second_factor, sign_in

urlpatterns = [
    public("account/sign-in/", sign_in.SignIn, name="account_login"),
    public("account/sign-in/code/", sign_in.SignInCode, name="mfa_authenticate"),
    signed_in("account/sign-out/", sign_in.SignOut, name="account_logout"),
    signed_in("account/confirm/", sign_in.ConfirmPassword, name="account_reauthenticate"),
    signed_in("account/confirm/code/", sign_in.ConfirmCode, name="mfa_reauthenticate"),
    signed_in("account/password/", passwords.PasswordChange, name="account_change_password"),
    public("account/reset-password/", passwords.PasswordReset, name="account_reset_password"),
    public("account/reset-password/sent/", passwords.PasswordResetSent, name="account_reset_password_done"),
    public("account/reset-password/done/", passwords.PasswordNewDone, name="account_reset_password_from_key_done"),
    declare(
        re_path(
            r"^account/reset-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
            passwords.PasswordNew.as_view(),
            name="account_reset_password_from_key",
        ),
        PUBLIC,
    ),
    signed_in("account/second-factor/", second_factor.SecondFactor, name="mfa_index"),
    signed_in("account/second-factor/set-up/", second_factor.SecondFactorSetUp, name="mfa_activate_totp"),
    signed_in("account/second-factor/remove/", second_factor.SecondFactorRemove, name="mfa_deactivate_totp"),
    signed_in("account/recovery-codes/", second_factor.RecoveryCodes, name="mfa_view_recovery_codes"),
    signed_in("account/recovery-codes/new/", second_factor.RecoveryCodesNew, name="mfa_generate_recovery_codes"),
]

if getattr(settings, "SOCIALACCOUNT_PROVIDERS", None):
    urlpatterns += [
        public("account/sign-in/<provider_id>/", require_POST(openid_connect.login), name="openid_connect_login"),
        public("account/sign-in/<provider_id>/back/", openid_connect.callback, name="openid_connect_callback"),
    ]

"""Signing in, signing out, staying signed in, and showing again that it is oneself."""

from __future__ import annotations

from allauth.account import views as allauth
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.mfa.base import views as second_factor
from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View

from partnership.access import demo, session
from partnership.accounts.forms.sign_in import CodeForm, ConfirmCodeForm, ConfirmPasswordForm, LockedOutForm, SignInForm
from partnership.pages.forms import PortalForm
from partnership.pages.views import Page


class AccountPage(Page):
    """A page of one's own account: put it before allauth's view of the same."""

    template_name = "pages/form.html"
    button = "Continue"

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(button=self.button, **kwargs)
        context.setdefault("form", PortalForm())  # such as signing out: one button
        after = context.get("redirect_field_value")
        return context | {"hidden": [(context["redirect_field_name"], after)] if after else []}


class SignIn(AccountPage, allauth.LoginView):
    """In the demonstration it also shows whom one can be, each with a button of their own."""

    title = "Sign in"
    template_name = "accounts/sign_in.html"
    button = "Sign in"
    form_class = SignInForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            everybody=demo.everybody() if settings.DEMONSTRATION else [],
            providers=get_adapter(self.request).list_providers(self.request),
            **kwargs,
        )


def locked_out(request: HttpRequest, answer: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    """What axes answers, in place of any other answer, to somebody who has tried too often."""
    view = SignIn()
    view.setup(request)
    form = LockedOutForm({"login": (credentials or {}).get("login"), "password": "not tried"}, request=request)
    return view.render_to_response(view.get_context_data(form=form), status=429).render()


class SignInAs(View):
    """In the demonstration only: the route exists nowhere else."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        user = next((user for user, _ in demo.everybody() if user.email == request.POST.get("email")), None)
        if user is None:
            raise Http404
        if request.user.is_authenticated:
            session.end(request)
        return perform_login(request, Login(user=user))


class SignInCode(second_factor.AuthenticateView, AccountPage):  # which hands no context on, so stands first
    title = "Enter your code"
    template_name = AccountPage.template_name
    button = "Sign in"
    form_class = CodeForm


class SignOut(AccountPage, allauth.LogoutView):
    title = "Do you want to sign out?"
    button = "Sign out"


class StaySignedIn(View):
    """Any request puts the end of a session off; this one does nothing else, and leaves the page where it is."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.headers.get("Sec-Fetch-Mode") == "navigate":
            return redirect("/")
        return HttpResponse(status=204)


class ConfirmPassword(AccountPage, allauth.ReauthenticateView):
    title = "Enter your password again"
    form_class = ConfirmPasswordForm


class ConfirmCode(AccountPage, second_factor.ReauthenticateView):
    title = "Enter your code again"
    form_class = ConfirmCodeForm

"""One role at a time, chosen when signing in and changed only here."""

from __future__ import annotations

from django.utils.http import url_has_allowed_host_and_scheme

from partnership.access import session
from partnership.accounts.forms.choose_role import ChooseRoleForm
from partnership.pages.views import FormPage


class ChooseRole(FormPage):
    """Shows nothing but the person's own roles; whom to ask, where they have none."""

    title = "Choose how you want to work today"
    button = "Continue"
    form_class = ChooseRoleForm
    template_name = "accounts/choose_role.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"grants": list(session.grants_of(self.request.user))}

    def get_initial(self):
        grant = self.principal.grant
        return {"grant": str(grant.pk)} if grant else {}

    def act(self, form: ChooseRoleForm) -> str:
        session.choose(self.request, form.cleaned_data["grant"])
        return self.asked_for() or "/"

    def asked_for(self) -> str:
        """The page of this portal that was on the way when the role had to be chosen."""
        url = self.request.GET.get("next", "")
        safe = url_has_allowed_host_and_scheme(url, self.request.get_host(), require_https=self.request.is_secure())
        return url if safe else ""

    def get_title(self) -> str:
        return self.title if self.get_form_kwargs()["grants"] else "You have no role in the portal today"

    def get_context_data(self, **kwargs):
        return super().get_context_data(administrators=session.administrators(), **kwargs)

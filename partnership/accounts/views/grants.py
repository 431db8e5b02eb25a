"""Giving a role and ending one."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from partnership.access.actions import grants
from partnership.access.models import Grant
from partnership.access.roles import ROLES
from partnership.accounts.forms.users import EndGrantForm, GrantForm
from partnership.accounts.views.users import OfUser
from partnership.pages.views import FormPage


class GrantNew(OfUser, FormPage):
    button = "Give the role"
    form_class = GrantForm

    def get_title(self) -> str:
        return f"Give {self.record} a role"

    def act(self, form: GrantForm) -> str:
        answers = form.cleaned_data
        role = ROLES[answers["role"]]
        grants.give(
            user=self.record, role=role, trust=answers["trust"] if role.of_a_trust else None,
            unit=answers["unit"] if role.of_a_unit else None,
            starts_on=answers["starts_on"], ends_on=answers["ends_on"], by=self.principal,
        )  # fmt: skip
        return self.back_link()


class GrantEnd(OfUser, FormPage):
    button = "End the role"
    form_class = EndGrantForm

    @cached_property
    def grant(self) -> Grant:
        return get_object_or_404(self.permitted(Grant).filter(user=self.record), pk=self.kwargs["grant"])

    def get_title(self) -> str:
        return f"End the role {self.grant}"

    def get_context_data(self, **kwargs):
        hint = f"It ends now. If {self.record} is working in this role, the next page they open says so."
        return super().get_context_data(**{**kwargs, "hint": hint})

    def act(self, form: EndGrantForm) -> str:
        grants.end(grant=self.grant, why=form.cleaned_data["why"], by=self.principal)
        return self.back_link()

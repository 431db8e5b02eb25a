"""Giving a role and ending one."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from partnership.access.actions import grants
from partnership.access.models import Grant
from partnership.accounts.forms.users import EndGrantForm, GrantForm
from partnership.accounts.views.users import OfUser
from partnership.pages.views import RecordAddPage

GrantNew = RecordAddPage.of(OfUser, grants.give, GrantForm, title="Give a role", button="Give the role")


class GrantEnd(OfUser, RecordAddPage):
    action = staticmethod(grants.end)
    argument = "grant"
    form_class = EndGrantForm
    button = "End the role"
    hint = "It ends now. If they are working in this role, the next page they open says so."

    @cached_property
    def subject(self) -> Grant:
        return get_object_or_404(self.permitted(Grant).filter(user=self.record), pk=self.kwargs["grant"])

    def get_title(self) -> str:
        return f"End the role {self.subject}"

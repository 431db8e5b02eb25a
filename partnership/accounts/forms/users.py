"""What an administrator is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from partnership.access import roles
from partnership.access.actions import grants, users
from partnership.access.refusals import Refusal
from partnership.access.roles import ROLES, Role
from partnership.arithmetic import clock
from partnership.organisations.models import Organisation, Unit
from partnership.pages.forms import CharacterCountField, Checkboxes, NhsDateField, PortalForm, Radios
from partnership.pages.forms.layout import Section, SideBySide

_DESCRIPTIONS = {role.code: role.description for role in ROLES.values()}
_TRUST_HINT = "For a role in one trust"
ROLE_FOR_A_TIME = (SideBySide("trust", "unit"), SideBySide("starts_on", "ends_on"))
_UNIT_HINT = "For ward staff: the unit whose beds they keep"


class _ForATime(PortalForm):
    """A trust, where the role is one in a trust, its unit where it is one on a unit, and the first and last day."""

    trust = forms.ModelChoiceField(queryset=None, label="Trust", required=False, help_text=_TRUST_HINT)
    unit = forms.ModelChoiceField(queryset=None, label="Unit", required=False, help_text=_UNIT_HINT)
    starts_on = NhsDateField(label="Start date", initial=clock.today)
    ends_on = NhsDateField(label="End date", help_text="12 months at most. For example, 31 3 2019")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        trusts = self.fields["trust"].queryset = Organisation.objects.partnership_trusts()
        wards = Unit.objects.open_on(clock.today()).filter(service_line=Unit.ServiceLine.CAMHS)
        self.fields["unit"].queryset = wards.filter(provider__in=trusts.order_by()).order_by("name")

    def chosen_roles(self) -> list[Role]:
        raise NotImplementedError

    def clean(self):
        answers = super().clean()
        if any(role.of_a_trust for role in self.chosen_roles()) and not answers.get("trust"):
            self.add_error("trust", "Select the trust")
        for role in self.chosen_roles():
            if role.of_a_unit and "trust" not in self.errors:
                self.refuse("unit", grants.refuse_unit, role, answers.get("trust"), answers.get("unit"))
        if answers.get("starts_on") and answers.get("ends_on"):
            self.refuse("ends_on", grants.refuse_days, answers["starts_on"], answers["ends_on"])
        return answers

    def refuse(self, field: str, rule: Callable, *facts) -> None:
        """Shows the rule's own sentence at the field."""
        try:
            rule(*facts)
        except Refusal as refusal:
            self.add_error(field, refusal.sentence)


class UserForm(_ForATime):
    layout = (
        Section("Person", "email", SideBySide("first_name", "last_name")),
        Section("Access", "roles", *ROLE_FOR_A_TIME),
    )

    email = forms.EmailField(
        label="Work email",
        max_length=254,
        help_text="Ends in nhs.net or nhs.uk",
        error_messages={"required": "Enter the work email address", "invalid": users.NOT_A_WORK_ADDRESS},
    )
    first_name = forms.CharField(label="First name", max_length=100)
    last_name = forms.CharField(label="Last name", max_length=100)
    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=roles.CHOICES,
        widget=Checkboxes(hints=_DESCRIPTIONS),
        error_messages={"required": "Select at least 1 role", "invalid_choice": "Select at least 1 role"},
    )
    field_order = ("email", "first_name", "last_name", "roles")

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "roles": self.chosen_roles()}

    def chosen_roles(self) -> list[Role]:
        return [ROLES[code] for code in self.cleaned_data.get("roles", [])]

    def clean(self):
        answers = super().clean()
        if answers.get("email"):
            self.refuse("email", users.refuse_address, answers["email"])
        self.refuse("roles", grants.refuse_clash, self.chosen_roles())
        return answers


class GrantForm(_ForATime):
    role = forms.ChoiceField(
        label="Role",
        choices=roles.CHOICES,
        widget=Radios(hints=_DESCRIPTIONS),
        error_messages={"required": "Select the role"},
    )
    field_order = ("role",)
    layout = ("role", *ROLE_FOR_A_TIME)

    @property
    def values(self) -> dict[str, Any]:
        """With a trust and a unit only where the role is one of a trust or unit."""
        (role,), typed = self.chosen_roles(), self.cleaned_data
        its = {"trust": typed["trust"] if role.of_a_trust else None, "unit": typed["unit"] if role.of_a_unit else None}
        return {**typed, "role": role, **its}

    def chosen_roles(self) -> list[Role]:
        code = self.cleaned_data.get("role")
        return [ROLES[code]] if code else []


class EndGrantForm(PortalForm):
    why = CharacterCountField(
        label="Why does this role end?", max_length=200, error_messages={"required": "Enter why this role ends"}
    )


class DeactivateForm(PortalForm):
    why = CharacterCountField(
        label="Why is this person deactivated?",
        max_length=200,
        error_messages={"required": "Enter why this person is deactivated"},
    )

"""Adding the people who sign in, and closing their way in when they leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.db import transaction

from partnership.access.actions import grants
from partnership.access.models import SignInEvent, User
from partnership.access.policy import USER, Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.access.roles import Role
from partnership.arithmetic import clock
from partnership.organisations.models import Organisation, Unit

OUR_DOMAINS = (".nhs.net", ".nhs.uk")
NOT_A_WORK_ADDRESS = "Enter an email address that ends in nhs.net or nhs.uk"


@transaction.atomic
def add(
    *, email: str, first_name: str, last_name: str, roles: Iterable[Role], trust: Organisation | None,
    starts_on: dt.date, ends_on: dt.date, by: Principal, unit: Unit | None = None,
) -> User:  # fmt: skip
    """A person with their first roles. They have no password until they have chosen one themselves.

    ``trust`` and ``unit`` are those of the roles which have one. Refuses an address outside the NHS, one that is known
    already, and what ``grants.give`` refuses.
    """
    USER[Action.NEW].demand(by)
    refuse_address(email)
    user = User.objects.create_user(email, first_name=first_name, last_name=last_name)
    for role in roles:
        its = {"trust": trust if role.of_a_trust else None, "unit": unit if role.of_a_unit else None}
        grants.give(user=user, role=role, starts_on=starts_on, ends_on=ends_on, by=by, **its)  # type: ignore[arg-type]
    return user


@transaction.atomic
def deactivate(*, user: User, why: str, by: Principal) -> User:
    """They cannot sign in, and their sessions end at the next page. Their roles stay as they are.

    Refuses one's own account, and the last person who could still add and end roles.
    """
    _refuse_own(user, by)
    grants.refuse_without_administrator(other_than=user)
    user = _locked(user, by)
    if not user.is_active:
        raise Refusal(f"{user} is deactivated already.")
    user.is_active = False
    user.deactivated_at, user.deactivated_by, user.why_deactivated = clock.now(), by.user, why
    user.save()
    return user


@transaction.atomic
def reactivate(*, user: User, by: Principal) -> User:
    """They can sign in again, in the roles that they still hold."""
    user = _locked(user, by)
    if user.is_active:
        raise Refusal(f"{user} can sign in already.")
    user.is_active = True
    user.deactivated_at, user.deactivated_by, user.why_deactivated = None, None, ""
    user.save()
    return user


@transaction.atomic
def forget_second_factor(*, user: User, by: Principal) -> User:
    """For a person who has lost their phone and their recovery codes: they set it up again when they next sign in.

    Refuses one's own. Their password is still asked for, so an administrator cannot get in this way.
    """
    _refuse_own(user, by)
    user = _locked(user, by)
    Authenticator.objects.filter(user=user).delete()
    SignInEvent.objects.create(at=clock.now(), what=SignInEvent.What.FACTOR_FORGOTTEN, user=user, by=by.user)
    return user


def refuse_address(email: str) -> None:
    """Only people of the NHS sign in here, and each is one person."""
    domain = email.lower().rpartition("@")[2]
    if "@" not in email or not f".{domain}".endswith(OUR_DOMAINS):
        raise Refusal(NOT_A_WORK_ADDRESS)
    if User.objects.filter(email__iexact=email).exists():
        raise Refusal("A person with this email address is in the list already. Give them a role there")


def _refuse_own(user: User, by: Principal) -> None:
    USER[Action.EDIT].demand(by)
    if user.pk == by.user_id:
        raise Refusal("You cannot change your own account here. Ask another administrator.")


def _locked(user: User, by: Principal) -> User:
    USER[Action.EDIT].demand(by)
    return permitted(by, USER[Action.EDIT], User).select_for_update().get(pk=user.pk)

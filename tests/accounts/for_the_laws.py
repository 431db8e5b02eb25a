"""Signing in and the administrator's pages under the laws."""

from __future__ import annotations

from typing import Any

from partnership.access.models import Grant, User
from tests.laws.askers import ANSWERS
from tests.laws.building import A_WEEK
from tests.laws.declaring import Data, ForTheLaws, More, Named, Tried
from tests.laws.forms import day, sends, today
from tests.laws.world import World

ADMINISTRATOR = "administrator"


def users(tried: Tried) -> list[Named]:
    return [({"pk": User.objects.order_by("pk")[0].pk}, None)]


def users_who_left(tried: Tried) -> list[Named]:
    return [({"pk": User.objects.filter(is_active=False)[0].pk}, None)]


def users_with_a_second_factor(tried: Tried) -> list[Named]:
    return [({"pk": User.objects.exclude(authenticator=None)[0].pk}, None)]


def grants(tried: Tried) -> list[Named]:
    grant = Grant.objects.active().order_by("pk")[0]
    return [({"pk": grant.user_id, "grant": grant.pk}, None)]


def kept_answers(tried: Tried) -> list[Named]:
    return [({"answers": ANSWERS}, None)]


def a_key_that_was_never_sent(tried: Tried) -> list[Named]:
    return [({"uidb36": "zz", "key": "never-sent"}, None)]


def a_new_user(world: World, row: Any) -> Data:
    days = day("starts_on", today()) | day("ends_on", today() + A_WEEK)
    return {"email": "nora.new@example.nhs.uk", "first_name": "Nora", "last_name": "New", "roles": "hub_officer"} | days


def a_role(world: World, row: Any) -> Data:
    return {"role": "programme_lead"} | day("starts_on", today()) | day("ends_on", today() + A_WEEK)


def more(of: More) -> None:
    name = f"And more {of.number}"
    User.objects.create_user(f"more.{of.number}@example.nhs.uk", first_name="More", last_name=name)


FOR_THE_LAWS = ForTheLaws(
    more=more,
    addresses={
        r"manage/users/<int:pk>/roles/<int:grant>/": grants,
        r"manage/users/<int:pk>/reactivate/": users_who_left,
        r"manage/users/<int:pk>/second-factor/": users_with_a_second_factor,
        r"manage/users/<int:pk>/": users,
        r"manage/users/(new|check)/<uuid:answers>/": kept_answers,
        r".*reset-password/.*uidb36": a_key_that_was_never_sent,
    },
    forms={
        "accounts:user-new": sends(a_new_user, who=ADMINISTRATOR),
        "accounts:user-new-change": sends(a_new_user, who=ADMINISTRATOR),
        "accounts:user-check": sends(who=ADMINISTRATOR),
        "accounts:user-deactivate": sends({"why": "Left"}, who=ADMINISTRATOR),
        "accounts:user-reactivate": sends(who=ADMINISTRATOR),
        "accounts:user-second-factor": sends(who=ADMINISTRATOR),
        "accounts:grant-new": sends(a_role, who=ADMINISTRATOR),
        "accounts:grant-end": sends({"why": "Left"}, who=ADMINISTRATOR),
    },
    public={
        "account_login", "mfa_authenticate", "account_reset_password", "account_reset_password_done",
        "account_reset_password_from_key", "account_reset_password_from_key_done", "accounts:sign-in-as",
    },
)  # fmt: skip

import pytest
from django.db import connection

from partnership.access.policy import USER
from partnership.access.roles import TRUST_MANAGER
from partnership.access.scope import acting_as
from partnership.people.policy import PERSON
from partnership.work.actions.notifications import mark_as_read, notify, resolve
from partnership.work.models import Notification
from tests.people.conftest import principal_of


def tell(by, *to, about="FR-2018-0042", kind="chase", policy=PERSON):
    with acting_as(by):
        notify(
            to=[principal.user for principal in to],
            policy=policy,
            kind=kind,
            about=about,
            url="/",
            text="Chase it today.",
        )


def test_notification_is_read_by_its_recipient_alone(officer, colleague, lead):
    tell(officer, colleague)

    with acting_as(colleague):
        assert Notification.objects.of(colleague).unread().count() == 1
    for other in (officer, lead):
        with acting_as(other):
            assert Notification.objects.count() == 0


def test_notification_about_what_the_active_role_may_not_view_is_not_shown(officer, db):
    manager = principal_of(TRUST_MANAGER, "slam")
    tell(officer, manager, policy=USER)
    tell(officer, manager, policy=PERSON)

    with acting_as(manager):
        assert [notification.policy for notification in Notification.objects.of(manager)] == ["person"]


def test_notification_resolves_for_everybody_when_anybody_does_the_work(officer, colleague, lead):
    tell(officer, colleague, lead)
    tell(officer, colleague, kind="assign")

    with acting_as(officer):
        resolve(about="FR-2018-0042", kind="chase")
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('app.role', true)")
            assert cursor.fetchone() == ("hub_officer",)

    with acting_as(colleague):
        assert [notification.kind for notification in Notification.objects.of(colleague).unread()] == ["assign"]
    with acting_as(lead):
        assert not Notification.objects.of(lead).unread()


def test_notification_marked_as_read_is_unread_no_more_and_only_by_its_recipient(officer, colleague):
    tell(officer, colleague)
    with acting_as(colleague):
        notification = Notification.objects.get()

    with acting_as(officer):
        assert mark_as_read(by=officer, notification=notification.pk) == 0
    with acting_as(colleague):
        assert mark_as_read(by=colleague) == 1
        assert not Notification.objects.of(colleague).unread()


@pytest.mark.parametrize("hostile", ["'; DROP TABLE work_notification; --", "", "x" * 5000])
def test_resolving_takes_anything(officer, hostile):
    with acting_as(officer):
        resolve(about=hostile, kind=hostile)

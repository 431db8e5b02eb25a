import uuid

import pytest

from partnership.access.scope import acting_as
from partnership.people.policy import PERSON
from partnership.work.actions.notifications import notify, resolve
from partnership.work.models import Notification

pytestmark = pytest.mark.usefixtures("sample_app")


@pytest.fixture
def told(officer, colleague):
    with acting_as(colleague):
        notify(
            to=[officer.user],
            policy=PERSON,
            kind="greet",
            about="PX-2018-0001",
            url="/people/",
            text="Greet them.",
        )


def post(client, url):
    return client.post(url, {"form_token": str(uuid.uuid4())})


def test_notifications_with_none_say_so(officer, browse):
    assert "You have no notifications" in browse(officer).get("/notifications/").text


@pytest.mark.usefixtures("menu_numbers")
def test_notification_unread_is_counted_in_the_header_and_marked_as_read(officer, browse, told):
    client = browse(officer)
    page = client.get("/notifications/")
    assert "Notifications (1)" in page.text
    assert "16 April 2018" in page.text

    with acting_as(officer):
        notification = Notification.objects.get()
    post(client, f"/notifications/{notification.pk}/read/")

    page = client.get("/notifications/")
    assert "Notifications (1)" not in page.text
    assert "Mark as read" not in page.text


def test_notifications_are_all_marked_as_read_at_once(officer, browse, told):
    client = browse(officer)

    assert post(client, "/notifications/read/")["Location"] == "/notifications/"
    assert "Unread" not in client.get("/notifications/").text


def test_notification_is_done_once_somebody_else_did_the_work(officer, colleague, browse, told):
    with acting_as(colleague):
        resolve(about="PX-2018-0001", kind="greet")

    page = browse(officer).get("/notifications/")

    assert "Notifications (1)" not in page.text
    assert "Done" in page.text


def test_notification_of_somebody_else_is_not_marked_by_its_address(officer, colleague, browse, told):
    with acting_as(officer):
        notification = Notification.objects.get()

    post(browse(colleague), f"/notifications/{notification.pk}/read/")

    with acting_as(officer):
        assert Notification.objects.get().is_unread


@pytest.mark.parametrize("page", ["0", "2", "x", "%00", "99999999999"])
def test_notifications_page_that_is_not_there_is_not_found(officer, browse, told, page):
    assert browse(officer).get(f"/notifications/?page={page}").status_code == 404

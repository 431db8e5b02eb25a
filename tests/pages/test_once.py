"""A form that is sent twice at the same moment, where the first sending takes long."""

import threading
import uuid

from django.db import connection, connections

from partnership.access.scope import acting_as
from partnership.records.models.form_token import spend
from tests.browsing import Browser
from tests.factories.access import hub_officer


def test_second_sending_while_the_first_is_still_being_saved_says_so(committed):
    officer, token = hub_officer(), uuid.uuid4()
    spent, answered = threading.Event(), threading.Event()

    def first_sending():
        with acting_as(officer):
            spend(token, officer)
            spent.set()
            answered.wait(10)
        connections.close_all()

    first = threading.Thread(target=first_sending)
    first.start()
    spent.wait()
    browser = Browser(officer)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")
    seen = browser.send("/forensic/on-duty/", form_token=str(token))
    answered.set()
    first.join()

    assert seen.status == 409
    assert seen.h1 == "You have already sent this"
    assert "still being saved" in seen.text

"""What the database knows of who asks, and for how long it knows."""

from django.db import connection
from django.test import Client

from partnership.access.roles import ADMINISTRATOR, HUB_OFFICER
from partnership.access.scope import acting_as, as_the_system
from tests.access.factories import somebody_as


def scope() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('app.user', true), ''), coalesce(current_setting('app.role', true), ''),"
            " coalesce(current_setting('app.trust', true), ''), coalesce(current_setting('app.pathway', true), '')"
        )
        return cursor.fetchone()


def test_scope_of_a_request_is_gone_from_the_connection_after_it(committed):
    somebody = somebody_as(ADMINISTRATOR)
    client = Client()
    client.force_login(somebody.user)

    assert client.get("/manage/users/").status_code == 200

    assert scope() == ("", "", "", "")


def test_scope_of_somebody_acted_for_holds_inside_and_not_after(committed):
    somebody = somebody_as(HUB_OFFICER)

    with acting_as(somebody):
        inside = scope()

    assert inside == (str(somebody.user_id), "hub_officer", "", "forensic")
    assert scope() == ("", "", "", "")


def test_scope_of_the_system_is_gone_after_an_error_too(committed):
    try:
        with as_the_system("a test"):
            inside = scope()
            raise LookupError
    except LookupError:
        pass

    assert inside == ("", "system", "", "")
    assert scope() == ("", "", "", "")

import pytest
from django.db import connection


@pytest.mark.django_db
def test_connection_of_a_test_is_the_role_that_serves():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")

        assert cursor.fetchone() == ("portal_app", False, False)

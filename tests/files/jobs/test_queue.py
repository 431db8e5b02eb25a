import pytest
from django.db import connection

from partnership.access.roles import PROGRAMME_LEAD
from partnership.files.jobs.queue import on_behalf_of
from tests.access.factories import somebody_as


@pytest.mark.django_db
def test_job_may_take_longer_over_one_statement_than_a_page():
    lead = somebody_as(PROGRAMME_LEAD)

    with on_behalf_of(lead.user_id, lead.grant.pk), connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")

        assert cursor.fetchone() == ("5min",)

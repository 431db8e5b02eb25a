"""The read log takes rows and gives none up."""

from contextlib import suppress

import pytest
from django.db import DatabaseError, connection, transaction

from partnership.access.models import User
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock
from partnership.records.models import Read

pytestmark = pytest.mark.django_db


@pytest.fixture
def read():
    with as_the_system("test"):
        reader = User.objects.create_user("reader@example.nhs.uk", first_name="Rita", last_name="Reader")
        yield Read.objects.create(
            at=clock.now(), user=reader, role="hub_officer", how=Read.How.VIEW, policy="referral",
            references=["FR-2018-0001"], route="forensic/referrals/",
        )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    ["UPDATE records_read SET role = 'hub_lead'", "DELETE FROM records_read", "TRUNCATE records_read"],
)
def test_read_changed_by_any_path_stays_as_it_was(read, change):
    with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert Read.objects.get().role == "hub_officer"

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from partnership.records.models.sequence import next_reference


@pytest.mark.django_db
def test_next_reference_counts_up_within_its_year_and_prefix():
    assert [next_reference("ZZ"), next_reference("ZZ"), next_reference("ZZ", 2017)] == [
        "ZZ-2018-0001",
        "ZZ-2018-0002",
        "ZZ-2017-0001",
    ]


@pytest.mark.django_db
def test_next_reference_goes_on_past_four_digits():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO records_sequence (prefix, year, last) VALUES ('ZZ', 2018, 9999)")
    assert next_reference("ZZ") == "ZZ-2018-10000"


def test_next_reference_asked_by_16_at_once_gives_16_numbers_with_no_gap(committed):
    given, together = [], Barrier(16)

    def take():
        together.wait()
        with transaction.atomic():
            given.append(next_reference("ZZ"))
        connection.close()

    threads = [Thread(target=take) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(given) == [f"ZZ-2018-{number:04d}" for number in range(1, 17)]

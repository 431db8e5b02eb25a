"""What the database refuses reaches a person as a sentence, and leaves nothing behind."""

import pytest
from django.db import ProgrammingError, connection
from django.http import Http404

from partnership.records.backstop import RefusedByTheDatabase, all_or_nothing
from partnership.records.models import Sequence

pytestmark = pytest.mark.django_db


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_all_or_nothing_refused_by_a_constraint_undoes_what_came_before():
    with pytest.raises(RefusedByTheDatabase) as refused, all_or_nothing():
        Sequence.objects.create(prefix="ZZ", year=2018, last=1)
        Sequence.objects.create(prefix="ZZ", year=2018, last=2)

    assert "Nothing was saved" in refused.value.sentence
    assert not Sequence.objects.filter(prefix="ZZ").exists()


@pytest.mark.parametrize("code", ["40P01", "55P03", "40001"])
def test_all_or_nothing_met_by_somebody_elses_lock_says_to_try_again(code):
    with pytest.raises(RefusedByTheDatabase, match="Try again"), all_or_nothing():
        run(f"DO $$ BEGIN RAISE EXCEPTION 'locked' USING ERRCODE = '{code}'; END $$")


def test_all_or_nothing_refused_by_row_level_security_says_that_nothing_was_saved():
    with pytest.raises(RefusedByTheDatabase, match="not allowed"), all_or_nothing():
        run("INSERT INTO records_formtoken (token, user_id, used_at, answer) VALUES (gen_random_uuid(), 1, now(), '')")


def test_all_or_nothing_for_a_row_out_of_reach_is_a_page_that_is_not_found():
    with pytest.raises(Http404), all_or_nothing():
        Sequence.objects.get(pk=0)


def test_all_or_nothing_met_by_a_programming_error_lets_it_be_seen():
    with pytest.raises(ProgrammingError, match="does not exist"), all_or_nothing():
        run("SELECT * FROM no_such_table")

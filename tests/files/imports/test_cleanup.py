"""The file and rows of an import go once it has had its time, and nothing before."""

from functools import partial

from django.core.management import call_command

from partnership.access.scope import acting_as, as_the_system
from partnership.files.actions import imports
from partnership.files.models import Import, ImportRow
from tests.browsing import Browser
from tests.files.imports.conftest import csv_of, done, lead, upload  # noqa: F401 - fixtures

clean_up = partial(call_command, "clean_up", verbosity=0)
ONE = csv_of("A-1,16/04/2018,1,")


def left() -> tuple[int, int]:
    """Files and rows of imports that are there."""
    with as_the_system("a test looks"):
        return Import.objects.exclude(file="").count(), ImportRow.objects.count()


def test_rows_of_a_completed_import_go_after_a_week_and_its_counts_stay(upload, lead, clock):  # noqa: F811
    record = done(imports.approve, upload(ONE), lead)
    clock.forward(days=6)
    clean_up()
    assert left() == (1, 1)

    clock.forward(days=2)
    clean_up()

    assert left() == (0, 0)
    with acting_as(lead):
        assert Import.objects.get(pk=record.pk).counts == {"new": 1}


def test_import_that_nobody_went_on_with_goes_after_a_month(upload, lead, clock):  # noqa: F811
    record = upload(ONE)
    clock.forward(days=29)
    clean_up()
    assert left() == (1, 1)

    clock.forward(days=2)
    clean_up()

    assert left() == (0, 0)
    assert "The file was deleted because it was not used." in Browser(lead).get(f"/imports/{record}/").text

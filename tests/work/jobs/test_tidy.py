"""What has had its time goes, and nothing before."""

from partnership.access.scope import acting_as, as_the_system
from partnership.records.models import FormToken
from partnership.work.actions import imports
from partnership.work.jobs.tidy import tidy
from partnership.work.models import Import, ImportRow
from tests.browsing import Browser
from tests.work.imports.conftest import csv_of, done, lead, upload  # noqa: F401 - fixtures

ONE = csv_of("A-1,16/04/2018,1,")


def left() -> tuple[int, int]:
    """Files and rows of imports that are there."""
    with as_the_system("a test looks"):
        return Import.objects.exclude(file="").count(), ImportRow.objects.count()


def test_rows_of_a_completed_import_go_after_a_week_and_its_counts_stay(upload, lead, clock):  # noqa: F811
    record = done(imports.approve, upload(ONE), lead)
    clock.forward(days=6)
    tidy()
    assert left() == (1, 1)

    clock.forward(days=2)
    assert tidy()["files of imports"] == 1

    assert left() == (0, 0)
    with acting_as(lead):
        assert Import.objects.get(pk=record.pk).counts == {"new": 1}


def test_import_that_nobody_went_on_with_goes_after_a_month(upload, lead, clock):  # noqa: F811
    record = upload(ONE)
    clock.forward(days=29)
    tidy()
    assert left() == (1, 1)

    clock.forward(days=2)
    tidy()

    assert left() == (0, 0)
    assert "The file was deleted because nobody went on with it." in Browser(lead).get(f"/imports/{record}/").text


def test_token_of_a_form_goes_once_no_session_can_hold_it(upload, lead, clock):  # noqa: F811
    with as_the_system("a test arranges"):
        FormToken.objects.create(
            token="00000000-0000-0000-0000-000000000001", user=lead.user, used_at="2018-04-16T08:00Z"
        )
    clock.forward(days=6)
    assert tidy()["form tokens"] == 0

    clock.forward(days=2)
    assert tidy()["form tokens"] == 1

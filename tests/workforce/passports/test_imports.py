"""Training and new passports by file: what is recorded, what is refused in words, and what is taken back."""

import pytest

from partnership.access.scope import acting_as, as_the_system
from partnership.files.actions import imports
from partnership.files.models import Import, ImportRow
from tests.factories import workforce as make
from tests.files.imports.conftest import done, seen, sent
from tests.jobs import work_off
from workforce.passports.imports import PASSPORTS, TRAINING
from workforce.passports.models import Item, Passport

COURSES = "STAFF_NUMBER,SUBJECT,LEVEL,COMPLETED_ON,PROVIDER"
PEOPLE = "STAFF_NUMBER,FIRST_NAME,LAST_NAME,EMAIL,ROLE,BAND,BASE,START_DATE"


@pytest.fixture
def upload(hetty):
    def _upload(kind, headings: str, *rows: str) -> Import:
        with acting_as(hetty):
            file = sent("\r\n".join([headings, *rows, ""]).encode(), "file.csv")
            record = imports.upload(kind=kind, file=file, by=hetty)
        work_off()
        return seen(record, hetty)

    return _upload


@pytest.fixture
def number(passport) -> str:
    with as_the_system("a test looks"):
        return passport.employment.staff_number


def errors(record: Import, by) -> list[str]:
    with acting_as(by):
        return [line for row in ImportRow.objects.filter(upload=record) for line in row.error_lines]


def items(passport) -> list[tuple[str, int, bool]]:
    with as_the_system("a test looks"):
        return [(item.subject.name, item.level, bool(item.revoked_at)) for item in passport.items.order_by("pk")]


def test_training_in_a_file_is_recorded_and_taken_back(upload, hetty, passport, number):
    record = upload(
        TRAINING, COURSES, f"{number.lstrip('0') or '0'},fire safety,,16/04/2018,Trust",
        f"{number},Resuscitation,2,2018-04-02,Trust",
    )  # fmt: skip
    assert record.counts == {"new": 2}

    record = done(imports.approve, record, hetty)
    assert items(passport) == [("Fire safety", 1, False), ("Resuscitation", 2, False)]
    with as_the_system("a test looks"):
        assert passport.needs.filter(met_by__isnull=False).count() == 2

    assert done(imports.undo, record, hetty).state == "undone"
    assert {revoked for _, _, revoked in items(passport)} == {True}
    with as_the_system("a test looks"):
        assert not passport.needs.filter(met_by__isnull=False).exists()


def test_same_file_again_changes_nothing(upload, hetty, number):
    row = f"{number},Fire safety,1,16/04/2018,Trust"
    done(imports.approve, upload(TRAINING, COURSES, row), hetty)

    assert upload(TRAINING, COURSES, row).counts == {"same": 1}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("99000102,Fire safety,1,16/04/2018,Trust", "99000102 is not a person at SLaM"),
        ("{number},Flower arranging,1,16/04/2018,Trust", "There is no subject called Flower arranging"),
        ("{number},Fire safety,3,16/04/2018,Trust", "Fire safety has 1 as its highest level"),
        ("{number},Fire safety,1,31/02/2018,Trust", "Date completed must be a real date"),
        ("{number},Fire safety,1,17/04/2018,Trust", "Date completed must be today or in the past"),
    ],
)
def test_bad_row_is_named_and_nothing_is_imported(upload, hetty, passport, number, row, sentence):
    record = upload(TRAINING, COURSES, f"{number},Conflict resolution,1,2018-01-05,Trust", row.format(number=number))

    assert record.state == "has_errors"
    assert sentence in " ".join(errors(record, hetty))
    assert items(passport) == []


def test_number_of_another_trust_reads_as_one_that_no_one_has(upload, hetty):
    theirs = make.passport("oxleas")
    with as_the_system("a test looks"):
        number = theirs.employment.staff_number

    record = upload(TRAINING, COURSES, f"{number},Fire safety,1,16/04/2018,Trust")

    assert f"{number} is not a person at SLaM" in " ".join(errors(record, hetty))


def test_passports_in_a_file_are_made_once(upload, hetty, number):
    row = "990107,Zoe,Zephyr,zoe@nhs.net,Registered nurse,5,Lambeth,16/04/2018"
    record = upload(PASSPORTS, PEOPLE, row, f"{number},Sam,Staff,,Administrator,4,lambeth,2016-01-04")
    assert record.counts == {"new": 1, "same": 1}

    done(imports.approve, record, hetty)

    with as_the_system("a test looks"):
        made = Passport.objects.get(employment__staff_number="00990107")
        assert (str(made.staff_member), made.needs.count()) == ("Zoe Zephyr", 19)
    assert upload(PASSPORTS, PEOPLE, row).counts == {"same": 1}


def test_passport_of_an_unknown_role_is_refused_in_words(upload, hetty):
    record = upload(PASSPORTS, PEOPLE, "990108,Zoe,Zephyr,,Astronaut,5,Lambeth,16/04/2018")

    assert "There is no role called Astronaut" in " ".join(errors(record, hetty))
    with as_the_system("a test looks"):
        assert not Item.objects.exists()

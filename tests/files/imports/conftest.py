"""Somebody who imports files of the sample kind."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partnership.access.principal import Principal
from partnership.access.roles import PROGRAMME_LEAD
from partnership.access.scope import acting_as
from partnership.files.actions import imports
from partnership.files.models import Import
from tests.access.factories import somebody_as
from tests.files.imports.sample_kind import SAMPLE, amounts_of
from tests.jobs import work_off

HEADINGS = "CODE,STARTED_ON,AMOUNT,NOTE"


def csv_of(*rows: str, headings: str = HEADINGS) -> bytes:
    return "\r\n".join([headings, *rows, ""]).encode()


def sent(content: bytes, name: str = "amounts.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def lead(db) -> Principal:
    return somebody_as(PROGRAMME_LEAD)


@pytest.fixture
def upload(lead) -> Callable[..., Import]:
    """Sends a file and lets the worker check it."""

    def _upload(content: bytes, name: str = "amounts.csv", by: Principal = lead) -> Import:
        with acting_as(by):
            record = imports.upload(kind=SAMPLE, file=sent(content, name), by=by)
        work_off()
        return seen(record, by)

    return _upload


def seen(record: Import, by: Principal) -> Import:
    """As it is now."""
    with acting_as(by):
        return Import.objects.get(pk=record.pk)


def done(verb: Callable[..., Import], record: Import, by: Principal, **more: object) -> Import:
    """A person's press of a button, and then the worker."""
    with acting_as(by):
        verb(upload=record, by=by, **more)
    work_off()
    return seen(record, by)


def amounts(by: Principal) -> dict[str, str]:
    with acting_as(by):
        return amounts_of(by)

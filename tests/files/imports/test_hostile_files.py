"""No file, however it was made, stops the portal, becomes half an import, or takes more memory than there is for it."""

import time

import pytest

from partnership.access.scope import acting_as
from partnership.files.actions import imports
from partnership.files.models import ImportRow
from tests.files.imports.conftest import amounts, seen, sent
from tests.files.imports.sample_kind import SAMPLE
from tests.files.sandbox.hostile import CORPUS
from tests.jobs import work_off

SECONDS = 90


def test_corpus_is_as_large_as_it_should_be():
    assert len(CORPUS) >= 100
    assert len({(kind, str(one)) for kind, one in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize(("kind", "one"), CORPUS, ids=lambda part: str(part).replace(" ", "-"))
def test_hostile_file_is_refused_in_a_sentence_or_read_as_what_it_is(lead, kind, one):
    began = time.monotonic()
    with acting_as(lead):
        record = imports.upload(kind=SAMPLE, file=sent(one.make(), f"file.{kind}"), by=lead)
    work_off()

    record = seen(record, lead)
    with acting_as(lead):
        rows = list(ImportRow.objects.filter(upload=record))
    if one.refused:
        assert one.refused in record.problem
        assert (record.state, rows) == ("has_errors", [])
    elif one.errors:
        assert (record.state, record.problem) == ("has_errors", "")
        assert one.errors in " ".join(line for row in rows for line in row.error_lines)
    else:
        assert (record.state, record.problem) == ("ready", ""), [row.error_lines for row in rows]
        assert len(rows) == one.rows
    assert amounts(lead) == {}
    assert time.monotonic() - began < SECONDS

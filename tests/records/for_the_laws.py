"""What the laws need to know of records: the read log, and numbers that are given out."""

from __future__ import annotations

from tests.laws.building import Builder
from tests.laws.declaring import ForTheLaws, Given


def a_read(builder: Builder, given: Given) -> Given:
    return {"how": "view", "references": [builder.canaries.word()]}


FOR_THE_LAWS = ForTheLaws(
    columns={"records.Read": a_read},
    codes={"records.Read.role"},
    guards_rows={"form_token.edit", "form_token.new", "form_token.view", "read_log.new", "read_log.view"},
    shared={"records.Sequence"},
    exceptions={
        "sql_is_written_by_django": {
            "partnership/records/models/form_token.py": "INSERT … ON CONFLICT that says whether it inserted",
            "partnership/records/models/sequence.py": "INSERT … ON CONFLICT … RETURNING",
        },
    },
)

"""Imports and exports under the laws: rows in every state, their addresses, and the right forms for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from partnership.arithmetic import clock
from partnership.files.import_kinds import Bucket
from partnership.files.states import ImportState
from partnership.records.models.sequence import next_reference
from tests.files.imports.sample_kind import SAMPLE
from tests.laws.building import Builder
from tests.laws.declaring import Data, ForTheLaws, Given, More, Provider
from tests.laws.forms import sends
from tests.laws.providers import owned
from tests.laws.world import World

LONG_AGO = dt.timedelta(hours=1)
FOR_EVERYBODY = (ImportState.READY, ImportState.HAS_ERRORS, ImportState.COMPLETED, ImportState.UPLOADED)
A_FILE = b"CODE,STARTED_ON,AMOUNT,NOTE\r\nA-1,16/04/2018,1,\r\n"


def imports(builder: Builder) -> Iterator[Given]:
    """For everybody one to review, one with errors, one completed and one that was only uploaded; for the hub lead one
    in each state."""
    for owner, of in builder.at_work("files.Import"):
        for state in ImportState if of["role"] == "hub_lead" else FOR_EVERYBODY:
            yield {"owner": owner, **of, "state": state}


def exports(builder: Builder) -> Iterator[Given]:
    """For everybody one that is ready and one that stopped."""
    for owner, of in builder.at_work("files.Export"):
        yield {"owner": owner, **of, "ready_at": clock.now(), "problem": "", **_file("an export")}
        yield {"owner": owner, **of, "ready_at": None, "file": ""}


def _file(text: str) -> Given:
    return {"file": ContentFile(text.encode(), "kept")}


def an_import(builder: Builder, given: Given) -> Given:
    completed = given["state"] == ImportState.COMPLETED
    return {
        "reference": next_reference("IM"),
        "version": 1,
        "kind": SAMPLE.slug,
        "counts": {Bucket.ERRORS: 1} if given["state"] == ImportState.HAS_ERRORS else {Bucket.NEW: 1},
        "heard_at": clock.now() - LONG_AGO,
        "rows_total": 1,
        "completed_at": clock.now() if completed else None,
        "approved_by": builder.writer if completed else None,
        "approved_at": clock.now() if completed else None,
        "corrects": None,
        **_file("an import"),
    }


def a_row(builder: Builder, given: Given) -> Given:
    has_errors = given["upload"].state == ImportState.HAS_ERRORS
    word = builder.canaries.word
    return {
        "number": 2,
        "cells": [word(), "16/04/2018", "1", word()],
        "bucket": Bucket.ERRORS if has_errors else Bucket.NEW,
        "changes": [["Amount", word(), word()]],
        "errors": [["CODE", word()]] if has_errors else [["", word()]],
        "why": "" if has_errors else word(),
    }


def an_export(builder: Builder, given: Given) -> Given:
    return {
        "reference": next_reference("EX"),
        "version": 1,
        "page": "files:import-list",
        "arguments": {},
        "query": "sort=kind",
        "heard_at": clock.now() - LONG_AGO,
        "deleted_at": None,
    }


def more(of: More) -> None:
    """Of what is each person's own."""
    for who in (asker.principal for asker in of.askers):
        mine = {"owner": who.user, "role": who.role.code, "trust": who.grant.trust}
        of.builder.fill("files.Import", mine | {"state": ImportState.COMPLETED})
        of.builder.fill("files.Export", mine | {"file": "", "ready_at": None})


def in_state(*states: ImportState) -> Provider:
    return owned("files.Import", "reference", lambda row: row.state in states, by="reference")


def export(where: Callable[[Any], Any]) -> Provider:
    return owned("files.Export", "reference", where, by="reference")


def a_kind(**further: str) -> Provider:
    return lambda tried: [({"kind": SAMPLE.slug, **further}, None)]


def a_file(world: World, row: Any) -> Data:
    return {"file": SimpleUploadedFile("amounts.csv", A_FILE)}


FOR_THE_LAWS = ForTheLaws(
    rows={"files.Import": imports, "files.Export": exports},
    columns={"files.Import": an_import, "files.ImportRow": a_row, "files.Export": an_export},
    more=more,
    codes={
        "files.Import.role", "files.Import.kind", "files.Import.counts", "files.Export.role", "files.Export.page",
        "files.Export.arguments", "files.Export.query",
    },
    addresses={
        r"imports/new/<slug:kind>/template/": a_kind(file_type="csv"),
        r"imports/new/<slug:kind>/": a_kind(),
        r"imports/<str:reference>/undo/": in_state(ImportState.COMPLETED),
        r"imports/<str:reference>/again/": in_state(ImportState.UPLOADED),
        r"imports/<str:reference>/(errors|correct)/": in_state(ImportState.HAS_ERRORS),
        r"imports/<str:reference>/": in_state(ImportState.READY),
        r"exports/<str:reference>/again/": export(lambda row: not row.ready_at),
        r"exports/<str:reference>/": export(lambda row: row.ready_at),
    },
    forms={
        "files:import-upload": sends(a_file),
        "files:import-approve": sends(),
        "files:import-cancel": sends(),
        "files:import-undo": sends(),
        "files:import-again": sends(),
        "files:import-correct": sends(a_file),
        "files:export-delete": sends(),
        "files:export-again": sends(),
    },
    guards_rows={"export.new"},
    exceptions={
        "sql_is_written_by_django": {"partnership/files/jobs/queue.py": "set_config has no other way"},
        "nothing_from_outside_is_run": {
            "partnership/files/sandbox/reading.py": "starts the program that reads a stranger's file",
            "partnership/files/sandbox/child.py": "is that program: no settings, no database, little memory and time",
        },
    },
)  # fmt: skip

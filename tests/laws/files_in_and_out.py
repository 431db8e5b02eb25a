"""Imports and exports in the world of the laws: rows in every state, their addresses, and the right forms for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

from partnership.arithmetic import clock
from partnership.files.import_kinds import Bucket
from partnership.files.states import ImportState
from partnership.records.models.sequence import next_reference
from tests.files.imports.sample_kind import SAMPLE

if TYPE_CHECKING:
    from tests.laws.addresses import Named, Tried
    from tests.laws.building import Builder
    from tests.laws.world import World

LONG_AGO = dt.timedelta(hours=1)
FOR_EVERYBODY = (ImportState.READY, ImportState.HAS_ERRORS, ImportState.COMPLETED, ImportState.UPLOADED)
A_FILE = b"CODE,STARTED_ON,AMOUNT,NOTE\r\nA-1,16/04/2018,1,\r\n"


def imports(owners: Callable) -> Callable[[Builder], Iterator[dict[str, Any]]]:
    """For everybody one to review, one with errors, one completed and one that nobody checks; for the hub lead one in
    each state."""

    def rows(builder: Builder) -> Iterator[dict[str, Any]]:
        for owner, of in owners(builder.world, "files.Import"):
            for state in ImportState if of["role"] == "hub_lead" else FOR_EVERYBODY:
                yield {"owner": owner, **of, "state": state}

    return rows


def exports(owners: Callable) -> Callable[[Builder], Iterator[dict[str, Any]]]:
    """For everybody one that is ready and one that stopped."""

    def rows(builder: Builder) -> Iterator[dict[str, Any]]:
        for owner, of in owners(builder.world, "files.Export"):
            yield {"owner": owner, **of, "ready_at": clock.now(), "problem": "", **_file("an export")}
            yield {"owner": owner, **of, "ready_at": None, "file": ""}

    return rows


def _file(text: str) -> dict[str, Any]:
    return {"file": ContentFile(text.encode(), "kept")}


def an_import(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
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


def a_row(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
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


def an_export(builder: Builder, given: dict[str, Any]) -> dict[str, Any]:
    return {
        "reference": next_reference("EX"),
        "version": 1,
        "page": "files:import-list",
        "arguments": {},
        "query": "sort=kind",
        "heard_at": clock.now() - LONG_AGO,
        "deleted_at": None,
    }


SHAPES = {"files.Import": an_import, "files.ImportRow": a_row, "files.Export": an_export}


def in_state(*states: ImportState) -> Callable[[Tried], list[Named]]:
    return own_and_anothers("files.Import", lambda row: row.state in states)


def own_and_anothers(model: str, where: Callable[[Any], bool]) -> Callable[[Tried], list[Named]]:
    """One that the asker began in this role and one of somebody else's, of those that fit."""

    def provider(tried: Tried) -> list[Named]:
        who, role = tried.asker.principal.user, tried.asker.principal.role
        fitting = [row for row in tried.world.of(model) if where(row)]
        own = [row for row in fitting if row.owner == who and role and row.role == role.code][:1]
        others = [row for row in fitting if row.owner != who][:1]
        return [({"reference": row.reference}, row) for row in [*own, *others]]

    return provider


def a_kind(**further: str) -> Callable[[Tried], list[Named]]:
    return lambda tried: [({"kind": SAMPLE.slug, **further}, None)]


PROVIDERS = {
    r"imports/new/<slug:kind>/template/": a_kind(file_type="csv"),
    r"imports/new/<slug:kind>/": a_kind(),
    r"imports/<str:reference>/undo/": in_state(ImportState.COMPLETED),
    r"imports/<str:reference>/again/": in_state(ImportState.UPLOADED),
    r"imports/<str:reference>/(errors|correct)/": in_state(ImportState.HAS_ERRORS),
    r"imports/<str:reference>/": in_state(ImportState.READY),
    r"exports/<str:reference>/again/": own_and_anothers("files.Export", lambda row: not row.ready_at),
    r"exports/<str:reference>/": own_and_anothers("files.Export", lambda row: row.ready_at),
}


def a_file(world: World, row: Model | None) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("amounts.csv", A_FILE)}


def payloads(send: Callable) -> dict[str, Any]:
    """Each is about an import in the state that its address is tried on."""
    of = {"states": tuple(ImportState)}
    return {
        "files:import-upload": send(data=a_file),
        "files:import-approve": send(**of),
        "files:import-cancel": send(**of),
        "files:import-undo": send(**of),
        "files:import-again": send(**of),
        "files:import-correct": send(data=a_file, **of),
        "files:export-delete": send(),
        "files:export-again": send(),
    }


CODES = {
    "files.Import.role", "files.Import.kind", "files.Import.counts", "files.Export.role", "files.Export.page",
    "files.Export.arguments", "files.Export.query",
}  # fmt: skip

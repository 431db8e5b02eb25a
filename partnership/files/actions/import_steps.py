"""What a job does with an upload: check each row, import them all, or take them all back. Called by jobs alone.

Each function is one step in one transaction. It begins by locking the upload and is refused with ``NoLongerWanted``
when the upload was cancelled, or given to another job, since.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.arithmetic.words import plural
from partnership.files.import_kinds import Bucket, Finding, ImportKind, Row
from partnership.files.import_kinds.kinds import IMPORTED
from partnership.files.import_kinds.templates import Layout
from partnership.files.models import Import, ImportRow
from partnership.files.policy import IMPORT
from partnership.files.sandbox.reading import RawRow
from partnership.files.states import IMPORTS, ImportState
from partnership.records.backstop import all_or_nothing
from partnership.work.actions.notifications import notify

BATCH = 500
NOTICE = "import"


class NoLongerWanted(Refusal):
    def __init__(self) -> None:
        super().__init__("This import was cancelled or started again.")


@dataclass
class Check:
    """What one check remembers from one batch to the next: in which row each key was."""

    upload: int
    attempt: int
    layout: Layout
    seen: dict[str, int] = field(default_factory=dict)
    done: int = 0


def definition_of(upload: Import, by: Principal) -> ImportKind:
    """The upload's kind, for a person who may still import it."""
    kind = upload.definition
    if kind is None:
        raise Refusal("This kind of file is not imported any more.")
    kind.permission.demand(by)
    return kind


def in_hand(upload: int, attempt: int, state: ImportState, by: Principal) -> Import:
    """The upload, locked, if this job is still the one that is wanted for it."""
    wanted = permitted(by, IMPORT[Action.EDIT], Import).filter(pk=upload, attempt=attempt, state=state)
    found = wanted.select_for_update(of=("self",)).first()
    if found is None:
        raise NoLongerWanted
    return found


@transaction.atomic
def begin_check(*, upload: int, attempt: int, by: Principal) -> Import:
    locked = in_hand(upload, attempt, ImportState.UPLOADED, by)
    definition_of(locked, by)
    locked.rows.all().delete()
    begun = {"problem": "", "rows_done": 0, "rows_total": None, "counts": {}, "heard_at": clock.now()}
    return IMPORTS.move(locked, "check", by, **begun)


@transaction.atomic
def check_rows(*, check: Check, raw: Sequence[RawRow], total: int, by: Principal) -> None:
    """Keep some rows of the file with what an import would do with each."""
    upload = in_hand(check.upload, check.attempt, ImportState.CHECKING, by)
    kind = definition_of(upload, by)
    ImportRow.objects.bulk_create(_checked(kind, check, upload, raw, by), batch_size=BATCH)
    check.done += len(raw)
    _still_at_it(upload, check.done, total)


def _still_at_it(upload: Import, done: int, total: int) -> None:
    Import.objects.filter(pk=upload.pk).update(rows_done=done, rows_total=total, heard_at=clock.now())


def _checked(
    kind: ImportKind, check: Check, upload: Import, raw: Sequence[RawRow], by: Principal
) -> Iterator[ImportRow]:
    read = [(row, *_read(kind, check, row)) for row in raw]
    right = [row for _, row, _, errors in read if not errors]
    findings = iter(kind.compare(right, by) if right else ())
    for source, _, cells, errors in read:
        finding = Finding(Bucket.ERRORS, errors=tuple(errors)) if errors else next(findings)
        yield ImportRow(upload=upload, number=source.number, cells=cells, **columns(finding))


def _read(kind: ImportKind, check: Check, raw: RawRow) -> tuple[Row, list[str], list[tuple[str, str]]]:
    """The row, its cells in the template's order, and everything that is wrong in it by itself."""
    cells, misplaced = check.layout.cells_of(raw)
    row, errors = kind.read(raw.number, cells)
    named = {column for column, _ in misplaced}
    errors = [*misplaced, *(error for error in errors if error[0] not in named)]
    if not errors and kind.key:
        first = check.seen.setdefault(kind.key(row), raw.number)
        if first != raw.number:
            errors = [("", f"It is about the same {kind.noun[0]} as row {first}. Keep one of them")]
    return row, cells, errors


def columns(finding: Finding) -> dict[str, object]:
    """The columns of an ImportRow that a finding fills."""
    return {
        "bucket": Bucket.ERRORS if finding.errors else finding.bucket,
        "title": finding.title[:250],
        "changes": [list(map(str, change)) for change in finding.changes],
        "why": finding.why[:500],
        "errors": [list(error) for error in finding.errors],
    }


@transaction.atomic
def end_check(*, upload: int, attempt: int, by: Principal) -> Import:
    locked = in_hand(upload, attempt, ImportState.CHECKING, by)
    counts = locked.rows.counted()
    if not counts:
        return refuse_file(upload=upload, attempt=attempt, sentence="The selected file has no rows", by=by)
    verb = "find_errors" if counts.get(Bucket.ERRORS) else "find_ready"
    done = IMPORTS.move(locked, verb, by, counts=counts, rows_total=sum(counts.values()))
    notify_owner(
        done, f"{done.label}: {errors_in_words(done)}" if verb == "find_errors" else f"{done.label}: ready to review"
    )
    return done


def errors_in_words(upload: Import) -> str:
    """``18 of 240 rows have errors``"""
    wrong, rows = upload.counts.get(Bucket.ERRORS, 0), upload.rows_total or 0
    return f"{wrong:,} of {rows:,} {plural(rows, 'row has', 'rows have')} errors"


@transaction.atomic
def refuse_file(*, upload: int, attempt: int, sentence: str, by: Principal) -> Import:
    """The file as a whole cannot be taken: nothing of it is kept but the sentence."""
    locked = in_hand(upload, attempt, ImportState.CHECKING, by)
    locked.rows.all().delete()
    refused = IMPORTS.move(locked, "find_errors", by, problem=sentence, counts={}, rows_total=None)
    notify_owner(refused, f"{refused.label}: the file could not be read")
    return refused


def import_rows(*, upload: int, attempt: int, by: Principal) -> Import:
    """Every row becomes what the review said, or none does: a Refusal undoes them all.

    Rows are compared once more first. Where one would now do something else, nothing is imported and the review is
    brought up to date, to be approved again.
    """
    with all_or_nothing():
        locked = in_hand(upload, attempt, ImportState.IMPORTING, by)
        kind = definition_of(locked, by)
        if _bring_up_to_date(kind, locked, by):
            return _moved(locked, by)
        for batch in batches(locked, IMPORTED):
            for row, made in zip(batch, kind.apply(rows_of(kind, batch), by), strict=True):
                row.made = made
            ImportRow.objects.bulk_update(batch, ["made"])
        done = IMPORTS.move(locked, "complete", by, completed_at=clock.now(), problem="")
        notify_owner(done, f"{done.label}: {done.to_import:,} {kind.noun[done.to_import != 1]} imported")
        return done


def _bring_up_to_date(kind: ImportKind, upload: Import, by: Principal) -> bool:
    """Whether what an import would do has changed since the review. The rows then say what it would do now."""
    moved = False
    for batch in batches(upload, [bucket for bucket in Bucket if bucket != Bucket.ERRORS]):
        findings = kind.compare(rows_of(kind, batch), by)
        for row, finding in zip(batch, findings, strict=True):
            now = columns(finding)
            if any(getattr(row, name) != value for name, value in now.items()):
                moved = True
                for name, value in now.items():
                    setattr(row, name, value)
        if moved:
            ImportRow.objects.bulk_update(batch, list(columns(Finding(Bucket.SAME))))
    return moved


def _moved(upload: Import, by: Principal) -> Import:
    counts = upload.rows.counted()
    verb = "find_wrong" if counts.get(Bucket.ERRORS) else "find_changed"
    moved = IMPORTS.move(upload, verb, by, counts=counts, problem="")
    notify_owner(moved, f"{moved.label}: records changed since you uploaded the file. Review it again")
    return moved


@transaction.atomic
def refuse_import(*, upload: int, attempt: int, sentence: str, by: Principal) -> Import:
    locked = in_hand(upload, attempt, ImportState.IMPORTING, by)
    refused = IMPORTS.move(locked, "refuse", by, problem=sentence[:500])
    notify_owner(refused, f"{refused.label}: nothing was imported. Open it to see why")
    return refused


def undo_rows(*, upload: int, attempt: int, by: Principal) -> Import:
    """Takes back all that the import did, or nothing."""
    with all_or_nothing():
        locked = in_hand(upload, attempt, ImportState.UNDOING, by)
        kind = definition_of(locked, by)
        assert kind.undo is not None  # the state table asks first
        for batch in batches(locked, IMPORTED):
            kind.undo(rows_of(kind, batch), by)
        undone = IMPORTS.move(locked, "take_back", by, problem="")
        notify_owner(undone, f"{undone.label}: the import was undone")
        return undone


@transaction.atomic
def refuse_undo(*, upload: int, attempt: int, sentence: str, by: Principal) -> Import:
    locked = in_hand(upload, attempt, ImportState.UNDOING, by)
    kept = IMPORTS.move(locked, "keep", by, problem=sentence[:500])
    notify_owner(kept, f"{kept.label}: the import could not be undone. Open it to see why")
    return kept


def batches(upload: Import, buckets: Sequence[str]) -> Iterator[list[ImportRow]]:
    """The rows of these buckets in the order of the file, some hundreds at a time."""
    last = 0
    rows = upload.rows.filter(bucket__in=buckets).order_by("number")
    while batch := list(rows.filter(number__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].number


def rows_of(kind: ImportKind, batch: Sequence[ImportRow]) -> list[Row]:
    """As their kind reads them today. Refuses a cell that it would no longer take."""
    read = [row.read(kind) for row in batch]
    for row, errors in read:
        if errors:
            raise Refusal(f"Row {row.number} – {errors[0][0]}: {errors[0][1]}")
    return [row for row, _ in read]


def notify_owner(upload: Import, text: str) -> None:
    notify(
        to=[upload.owner], policy=IMPORT, kind=NOTICE, about=upload.reference,
        url=f"/imports/{upload.reference}/", text=text[:200],
    )  # fmt: skip

"""A kind of file for tests: one saved filter a row, which is a row of the person's own that the database guards."""

from collections.abc import Sequence

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.files.import_kinds import Bucket, Column, Day, Finding, ImportKind, Money, Row, Text, register_import
from partnership.work.models import SavedFilter
from partnership.work.policy import SAVED_FILTER

LIST = "sample:amounts"


class AmountRefused(Refusal):
    pass


def _mine(by: Principal):
    return permitted(by, SAVED_FILTER[Action.EDIT], SavedFilter).filter(list_name=LIST)


def compare(rows: Sequence[Row], by: Principal) -> list[Finding]:
    known = dict(_mine(by).filter(name__in=[row["CODE"] for row in rows]).values_list("name", "query"))
    return [_finding(row, known.get(row["CODE"])) for row in rows]


def _finding(row: Row, old: str | None) -> Finding:
    code, new = row["CODE"], str(row["AMOUNT"])
    if code.startswith("UNKNOWN"):
        return Finding(Bucket.ERRORS, errors=(("CODE", f"{code} is not a code that we know"),))
    if code.startswith("LOCKED"):
        return Finding(Bucket.NOT_IMPORTED, code, why="Its month is confirmed")
    if code.startswith("CLOSE"):
        return Finding(Bucket.CLOSE, code, why="It looks like another one")
    if old is None:
        return Finding(Bucket.NEW, code, (("Amount", "", new),))
    return Finding(Bucket.SAME, code) if old == new else Finding(Bucket.CHANGE, code, (("Amount", old, new),))


def apply(rows: Sequence[Row], by: Principal) -> list[str]:
    if any(row["CODE"] == "BOOM" for row in rows):
        raise AmountRefused("BOOM cannot be saved.")
    known = {saved.name: saved for saved in _mine(by).filter(name__in=[row["CODE"] for row in rows])}
    kept = [known.get(row["CODE"]) or _new(row["CODE"], by) for row in rows]
    for saved, row in zip(kept, rows, strict=True):
        saved.query = str(row["AMOUNT"])
    SavedFilter.objects.bulk_update(known.values(), ["query"])
    SavedFilter.objects.bulk_create([saved for saved in kept if saved.pk is None])
    return [str(saved.pk) for saved in kept]


def _new(code: str, by: Principal) -> SavedFilter:
    return SavedFilter(owner=by.actor, role=str(by.role), list_name=LIST, name=code)


def undo(rows: Sequence[Row], by: Principal) -> None:
    for row in rows:
        if not _mine(by).filter(pk=row.made, query=str(row["AMOUNT"])).delete()[0]:
            raise AmountRefused(f"{row['CODE']} was changed since.")


def amounts_of(by: Principal) -> dict[str, str]:
    return dict(_mine(by).values_list("name", "query"))


SAMPLE = register_import(
    ImportKind(
        slug="sample-amounts",
        label="Sample amounts",
        columns=(
            Column("CODE", "Code", Text(max_length=20), "A-1"),
            Column("STARTED_ON", "Date started", Day(past=True), "16/04/2018"),
            Column("AMOUNT", "Amount", Money(), "180000"),
            Column("NOTE", "Note", Text(max_length=60), "Agreed in April", required=False),
        ),
        permission=SAVED_FILTER[Action.NEW],
        guidance=("One amount for each code.",),
        compare=compare,
        apply=apply,
        undo=undo,
        key=lambda row: row["CODE"].casefold(),
        noun=("amount", "amounts"),
    )
)

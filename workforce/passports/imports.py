"""Training records and new passports of a trust, by file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic.words import day
from partnership.files.import_kinds import (
    Bucket,
    Choice,
    Column,
    Day,
    Finding,
    ImportKind,
    Row,
    Text,
    WholeNumber,
    register_import,
)
from partnership.organisations.models import Borough
from workforce.passports.actions import items, passports
from workforce.passports.actions.items import Completed
from workforce.passports.models import Item, Passport
from workforce.passports.policy import PASSPORT
from workforce.staff.models import RoleProfile, Subject
from workforce.staff.vocabulary import Band

EDIT, NEW = PASSPORT[Action.EDIT], PASSPORT[Action.NEW]
DIGITS = 8
NUMBER = Column("STAFF_NUMBER", "Staff number", Text(max_length=DIGITS), "00990106", hint="Zeros may be left out")


def number_in(row: Row) -> str:
    """The staff number with the zeros that a spreadsheet may have dropped."""
    return str(row["STAFF_NUMBER"]).zfill(DIGITS)


def by_number(rows: Iterable[Row], by: Principal) -> dict[str, Passport]:
    found = permitted(by, EDIT, Passport).filter(employment__staff_number__in={number_in(row) for row in rows})
    return {passport.employment.staff_number: passport for passport in found.select_related("employment")}


def _completed(row: Row, passport: Passport, subjects: dict[str, Subject]) -> Completed:
    subject = subjects[row["SUBJECT"].casefold()]
    return Completed(passport, subject, row["LEVEL"] or 1, row["COMPLETED_ON"], row["PROVIDER"])


def _subjects() -> dict[str, Subject]:
    return {subject.name.casefold(): subject for subject in Subject.objects.all()}


def compare_training(rows: Sequence[Row], by: Principal) -> list[Finding]:
    found, subjects = by_number(rows, by), _subjects()
    held = permitted(by, EDIT, Item).filter(passport__in=found.values(), revoked_at=None)
    known = set(held.values_list("passport", "subject", "level", "done_on"))
    return [_training(row, found.get(number_in(row)), subjects, known, by) for row in rows]


def _training(row: Row, passport: Passport | None, subjects: dict[str, Subject], known: set, by: Principal) -> Finding:
    subject, level = subjects.get(row["SUBJECT"].casefold()), row["LEVEL"] or 1
    errors = []
    if passport is None:
        errors.append(("STAFF_NUMBER", f"{row['STAFF_NUMBER']} is not a person at {by.employer.short_name}"))
    if subject is None:
        errors.append(("SUBJECT", f"There is no subject called {row['SUBJECT']}"))
    elif level > subject.levels:
        errors.append(("LEVEL", f"{subject} has {subject.levels} as its highest level"))
    if passport is None or subject is None or errors:
        return Finding(Bucket.ERRORS, errors=tuple(errors))
    title = f"{passport}: {subject.at(level)}, {day(row['COMPLETED_ON'])}"
    is_known = (passport.pk, subject.pk, level, row["COMPLETED_ON"]) in known
    return Finding(Bucket.SAME if is_known else Bucket.NEW, title)


def apply_training(rows: Sequence[Row], by: Principal) -> list[str]:
    found, subjects = by_number(rows, by), _subjects()
    made = items.record_completed(completed=[_completed(row, found[number_in(row)], subjects) for row in rows], by=by)
    return [str(item.pk) for item in made]


def undo_training(rows: Sequence[Row], by: Principal) -> None:
    for item in permitted(by, EDIT, Item).filter(pk__in=[int(row.made) for row in rows]).select_related("passport"):
        items.revoke(item=item, why="The import was undone", by=by)


def compare_passports(rows: Sequence[Row], by: Principal) -> list[Finding]:
    known, profiles, boroughs = by_number(rows, by), _profiles(), _boroughs()
    return [_passport(row, known.get(number_in(row)), profiles, boroughs) for row in rows]


def _profiles() -> dict[str, RoleProfile]:
    return {profile.name.casefold(): profile for profile in RoleProfile.objects.all()}


def _boroughs() -> dict[str, Borough]:
    return {borough.name.casefold(): borough for borough in Borough.objects.all()}


def _passport(
    row: Row, known: Passport | None, profiles: dict[str, RoleProfile], boroughs: dict[str, Borough]
) -> Finding:
    title = f"{row['FIRST_NAME']} {row['LAST_NAME']}, {number_in(row)}"
    errors = []
    if row["ROLE"].casefold() not in profiles:
        errors.append(("ROLE", f"There is no role called {row['ROLE']}"))
    if row["BASE"].casefold() not in boroughs:
        errors.append(("BASE", f"{row['BASE']} is not a borough of south London"))
    if errors:
        return Finding(Bucket.ERRORS, errors=tuple(errors))
    return Finding(Bucket.SAME, f"{title}: {known}") if known else Finding(Bucket.NEW, title)


def apply_passports(rows: Sequence[Row], by: Principal) -> list[str]:
    profiles, boroughs = _profiles(), _boroughs()
    return [
        passports.create(
            first_name=row["FIRST_NAME"], last_name=row["LAST_NAME"], staff_number=number_in(row),
            email=row["EMAIL"] or "", profile=profiles[row["ROLE"].casefold()], band=row["BAND"],
            base=boroughs[row["BASE"].casefold()], starts_on=row["START_DATE"], by=by,
        ).reference
        for row in rows
    ]  # fmt: skip


TRAINING = register_import(
    ImportKind(
        slug="training-records",
        label="Training records",
        columns=(
            NUMBER,
            Column("SUBJECT", "Subject", Text(max_length=80), "Fire safety"),
            Column("LEVEL", "Level", WholeNumber(), "1", required=False, hint="Blank is level 1"),
            Column("COMPLETED_ON", "Date completed", Day(past=True), "16/04/2018"),
            Column("PROVIDER", "Provider", Text(max_length=100), "Trust learning and development"),
        ),
        permission=EDIT,
        guidance=("One row for each course that a person completed.", "Only staff of your trust."),
        compare=compare_training,
        apply=apply_training,
        undo=undo_training,
        key=lambda row: f"{number_in(row)} {row['SUBJECT']} {row['LEVEL']} {row['COMPLETED_ON']}",
        noun=("training record", "training records"),
    )
)
PASSPORTS = register_import(
    ImportKind(
        slug="passports",
        label="New passports",
        columns=(
            NUMBER,
            Column("FIRST_NAME", "First name", Text(max_length=60), "Ama"),
            Column("LAST_NAME", "Last name", Text(max_length=60), "Alderbrook"),
            Column("EMAIL", "Work email address", Text(max_length=254), "ama.alderbrook@nhs.net", required=False),
            Column("ROLE", "Role", Text(max_length=80), "Registered nurse"),
            Column("BAND", "Band", Choice(dict(Band.choices)), "5"),
            Column("BASE", "Base borough", Text(max_length=60), "Lambeth"),
            Column("START_DATE", "Start date", Day(), "16/04/2018"),
        ),
        permission=NEW,
        guidance=(
            "One row for each person.",
            "A person whose staff number has a passport already is left as they are.",
        ),
        compare=compare_passports,
        apply=apply_passports,
        key=number_in,
        noun=("passport", "passports"),
    )
)

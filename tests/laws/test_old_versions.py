"""An edit that was made on an older version is not saved over a newer one: the person sees both, and chooses."""

import html
import re
import uuid
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.utils.html import strip_tags

from partnership.access.scope import as_the_system, narrow_to
from partnership.pages.views import RecordFormPage
from partnership.pages.views.forms import KEEP, WhatToKeep
from partnership.records.models.record import Versioned
from tests.laws.addresses import route_named
from tests.laws.declaring import names
from tests.laws.sending import FORMS, address_to_send_to, form_for, record_of, routes_that_take_a_form, send
from tests.laws.turns import is_turn
from tests.laws.walking import BOOKKEEPING, Answer

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
ADDS_ONLY = names("adds_only")
"""Pages that add a row of its own to a record, or ask before anything is changed: nothing of another's is lost."""
EDITS = [
    route.name
    for route in routes_that_take_a_form()
    if issubclass(getattr(route.view, "view_class", object), RecordFormPage) and route.name not in ADDS_ONLY
]

LOOKED_AT_AGAIN = {"files:import-approve"}
"""A button: nothing was typed, and there is nothing to choose."""
ANSWERED_ONCE = {
    "savings:saving-quality": "once it is recorded, it is only corrected",
    "camhs_beds:offer-answer": "the same answer is refused, and of two answers one is chosen as a whole",
}
"""Forms that overwrite nothing, though they ask for columns of the record: their action refuses a second answer."""
TRIED = 3
"""Of so many edits one is tried: one base view asks all of them for the version, and shows both."""
TO_CHOOSE = [(name, kept) for name in EDITS if name not in LOOKED_AT_AGAIN for kept in ("now", "mine")]
CHOICES = [choice for place, choice in enumerate(TO_CHOOSE) if is_turn(place, 2 * TRIED + 1)]
WITH_CHOICES = ["forensic_hub:referral-put-on", "forensic_hub:note-correct"]


def changed_meanwhile(address) -> None:
    """Someone else saves the record, in whatever way: the database counts its version up."""
    record = record_of(address.row)
    with as_the_system("somebody else"):
        column = next(name for name in ("reference", "comment") if hasattr(record, name))
        rows = apps.get_model(record._meta.label).objects.filter(pk=record.pk)
        rows.update(**{column: getattr(record, column)})


@pytest.mark.parametrize("name", [name for place, name in enumerate(EDITS) if is_turn(place, TRIED)])
def test_form_of_an_older_version_is_not_saved(world, name):
    address = address_to_send_to(world, route_named(name))
    form = form_for(world, address)
    changed_meanwhile(address)

    answer = send(world, address, form)

    assert answer.status == 409, f"{answer} {answer.errors}"
    assert answer.wrote - BOOKKEEPING == set()
    assert "has changed since you opened it" in answer.body


@pytest.mark.parametrize("name", [name for place, name in enumerate(EDITS) if is_turn(place + 1, TRIED)])
def test_form_without_a_version_is_not_saved(world, name):
    address = address_to_send_to(world, route_named(name))
    form = {field: value for field, value in form_for(world, address).items() if field != "version"}

    answer = send(world, address, form)

    assert answer.status == 400
    assert answer.wrote - BOOKKEEPING == set()


@pytest.mark.parametrize(("name", "kept"), CHOICES)
def test_choice_between_both_versions_is_taken(world, name, kept):
    choice_is_taken(world, name, kept)


@pytest.mark.parametrize("name", WITH_CHOICES)
def test_choice_that_is_not_taken_is_seen(world, name, monkeypatch):
    monkeypatch.setattr(WhatToKeep, "kept_as_it_is", lambda self: [])

    with pytest.raises(AssertionError, match="was not kept"):
        choice_is_taken(world, name, "now")


def choice_is_taken(world, name, kept) -> None:
    """The second form: what was typed comes back with the version that stands now, and part by part what to keep.

    Sent once more, the first form tells what stands by then: what was kept still differs from it, the rest no more.
    """
    address = address_to_send_to(world, route_named(name))
    form = form_for(world, address)
    changed_meanwhile(address)
    conflict = send(world, address, form)
    chosen = choices_of(conflict.body)

    answer = send(world, address, {**hidden_in(conflict.body), **dict.fromkeys(chosen, kept)})

    assert answer.status in ({302} if kept == "mine" else {302, 422}), f"{answer} {answer.errors}"
    assert answer.status == 302 or answer.wrote - BOOKKEEPING == set()
    then = send(world, address, form | {"form_token": str(uuid.uuid4())}, again=True)
    if chosen and kept == "now":
        assert rows_of(then.body) == rows_of(conflict.body), f"What stood there was not kept: {then}"
    if chosen and kept == "mine":
        assert rows_of(then.body) == [], f"What was typed did not come to stand there: {then}"


def rows_of(page: str) -> list[list[str]]:
    """What differs on the conflict page: field, what stands now, what was typed."""
    rows = re.findall(r'<tr class="nhsuk-table__row">(.*?)</tr>', page, re.DOTALL)
    return [[strip_tags(cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def hidden_in(page: str) -> dict[str, list[str]]:
    """What the conflict page sends again by itself."""
    sent: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(page.partition("<h1")[2]):
        sent.setdefault(name, []).append(html.unescape(value))
    return sent


def choices_of(page: str) -> set[str]:
    return set(re.findall(rf'name="({KEEP}[^"]+)"', page))


@dataclass
class Race:
    """Two people send the same form at once: the second has read the record before the first saves it."""

    first: Answer | None = None
    second: Answer | None = None
    overwritten: set[str] = field(default_factory=set)
    """The columns that the form asks for and the first has changed."""
    offered: set[str] | None = None
    """The fields of which the second is shown both values, where they differ; None without such a page."""


def race_of(world, name) -> Race:
    address = address_to_send_to(world, route_named(name))
    form, race = form_for(world, address), Race()
    validated, conflict_shown = RecordFormPage.form_valid, RecordFormPage.both_versions

    def form_valid(page, bound):
        if race.first is None:
            before = columns_asked(page.subject, bound)
            race.first = Answer(address.url, 0, "", "", "")  # the first one passes here too
            race.first = send(world, address, form | {"form_token": str(uuid.uuid4())}, again=True)
            with as_the_system("somebody else"):
                after = columns_asked(type(page.subject)._base_manager.get(pk=page.subject.pk), bound)
            race.overwritten = {column for column in before if before[column] != after[column]}
            narrow_to(page.principal)
        return validated(page, bound)

    def both_versions(page, bound, *args, **kwargs):
        race.offered = set(page.values_now())
        return conflict_shown(page, bound, *args, **kwargs)

    with (
        patch.object(RecordFormPage, "form_valid", form_valid),
        patch.object(RecordFormPage, "both_versions", both_versions),
    ):
        race.second = send(world, address, form)
    return race


def columns_asked(row, form) -> dict[str, Any]:
    columns = {column.name: column.attname for column in row._meta.concrete_fields}
    return {name: getattr(row, columns[name]) for name in form.fields if name in columns}


def second_of_two_chooses(world, name) -> None:
    """Nothing of the first is overwritten. Both sent the same, so no part differs from what the first has saved."""
    race = race_of(world, name)

    assert race.first.status == 302, f"{race.first} {race.first.errors}"
    assert race.second.status in {409, 422}, f"{race.second} {race.second.errors}"
    assert rows_of(race.second.body) == [], f"What the first saved is not what is shown: {race.second}"
    if race.offered is not None and name not in ANSWERED_ONCE:
        assert race.overwritten <= race.offered, f"No choice between both: {race.overwritten - race.offered}"


@pytest.mark.parametrize(
    "name", [name for place, name in enumerate(EDITS) if is_turn(place + 2, TRIED) and name not in LOOKED_AT_AGAIN]
)
def test_second_of_two_forms_at_once_is_refused_and_shown_what_the_first_saved(world, name):
    second_of_two_chooses(world, name)


@pytest.mark.parametrize("name", WITH_CHOICES)
def test_form_that_shows_what_was_read_before_the_lock_is_seen(world, name, monkeypatch):
    monkeypatch.setattr(RecordFormPage, "forget_what_was_read", lambda self: None)

    with pytest.raises(AssertionError, match="is not what is shown"):
        second_of_two_chooses(world, name)


@pytest.mark.parametrize("name", ["forensic_hub:referral-put-on", "forensic_hub:document-checklist"])
def test_form_that_overwrites_is_seen(world, name, monkeypatch):
    monkeypatch.setattr(Versioned, "refuse_if_changed_since", lambda self, version: None)

    with pytest.raises(AssertionError, match="302"):
        second_of_two_chooses(world, name)


def test_form_without_a_choice_between_both_is_seen(world, monkeypatch):
    monkeypatch.setattr(RecordFormPage, "values_now", lambda self: {})

    with pytest.raises(AssertionError, match="No choice between both"):
        second_of_two_chooses(world, "forensic_hub:note-correct")


def test_page_that_adds_only_is_one_that_takes_a_form():
    assert ADDS_ONLY - set(FORMS) == set()

"""Making the database from nothing in a fraction of the time.

Between two steps Django draws the models anew that a step could concern, and follows every relation to find them. Here
they all meet at the user, so each of some 130 new tables has all that came before it drawn again, and so has each
trigger, index, constraint and column. Nothing is related yet to a table that is new; no other table looks different
for a trigger, an index or a constraint on this one; and a column concerns those that refer to its table at most.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from unittest.mock import patch

from django.db.migrations.state import ModelState, ProjectState
from pgtrigger.migrations import AddTrigger


@contextlib.contextmanager
def only_what_is_new_is_drawn() -> Iterator[None]:
    """While the block runs. What migrations do to the database is the same, as `pg_dump --schema-only` shows."""
    with (
        patch.object(ProjectState, "add_model", _add_model),
        patch.object(ProjectState, "_append_option", _append_option),
        patch.object(ProjectState, "_find_reload_model", _with_those_that_refer_to_it),
        patch.object(AddTrigger, "state_forwards", _add_trigger),
    ):
        yield


def _add_model(state: ProjectState, model: ModelState) -> None:
    key = model.app_label, model.name_lower
    state.models[key] = model
    if state._relations is not None:  # type: ignore[attr-defined]
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:  # asking for it would draw them all
        state.apps.render_multiple([model])


def _with_those_that_refer_to_it(
    state: ProjectState, app_label: str, model_name: str, delay: bool = False
) -> set[tuple[str, str]]:
    """A step that runs Python has all of them drawn first: what was drawn so far is marked as not whole."""
    state.is_delayed = True
    key = app_label, model_name.lower()
    return {key, *(other for other in state.relations[key] if other in state.models)}


def _append_option(state: ProjectState, app_label: str, model_name: str, option: str, added: object) -> None:
    """A model's indexes and constraints."""
    options = state.models[app_label, model_name].options
    options[option] = [*options[option], added]
    if "apps" in state.__dict__:
        setattr(state.apps.get_model(app_label, model_name)._meta, option, options[option])


def _add_trigger(added: AddTrigger, app_label: str, state: ProjectState) -> None:
    options = state.models[app_label, added.model_name].options
    options["triggers"] = [*options.get("triggers", []), added.trigger]

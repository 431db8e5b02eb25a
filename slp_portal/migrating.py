"""Making the database from nothing in a fraction of the time.

Between two steps Django draws the models anew that a step could concern, and follows every relation to find them. Here
they all meet at the user, so each of some 130 new tables has all that came before it drawn again, and so has each
trigger, index and constraint. Nothing is related yet to a table that is new, and no other table looks different for
what stands on this one.
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


def _append_option(state: ProjectState, app_label: str, model_name: str, option: str, added: object) -> None:
    """A model's indexes and constraints."""
    options = state.models[app_label, model_name].options
    options[option] = [*options[option], added]
    if "apps" in state.__dict__:
        setattr(state.apps.get_model(app_label, model_name)._meta, option, options[option])


def _add_trigger(added: AddTrigger, app_label: str, state: ProjectState) -> None:
    options = state.models[app_label, added.model_name].options
    options["triggers"] = [*options.get("triggers", []), added.trigger]

"""Making the database from nothing in a third of the time.

Between two steps Django draws the models anew that a step could concern, and follows every relation to find them. Here
they all meet at the user, so each of some 130 new tables has all that came before it drawn again, and so has each
trigger. Nothing is related yet to a table that is new, and no table looks different for a trigger.
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


def _add_trigger(added: AddTrigger, app_label: str, state: ProjectState) -> None:
    options = state.models[app_label, added.model_name].options
    options["triggers"] = [*options.get("triggers", []), added.trigger]

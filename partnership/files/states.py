"""The life of an import: nothing of a file becomes a record until its owner has seen what it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from partnership.access.policy import Action
from partnership.files.policy import IMPORT
from partnership.records.states import StateTable, Transition, register_states

if TYPE_CHECKING:
    from partnership.files.models import Import


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", "Uploaded"
    CHECKING = "checking", "Checking"
    HAS_ERRORS = "has_errors", "Has errors"
    READY = "ready", "Ready to review"
    CHANGED = "changed", "Changed since upload"
    IMPORTING = "importing", "Importing"
    COMPLETED = "completed", "Completed"
    UNDOING = "undoing", "Undoing"
    UNDONE = "undone", "Undone"
    CANCELLED = "cancelled", "Cancelled"


S = ImportState
RUNNING = (S.UPLOADED, S.CHECKING, S.IMPORTING, S.UNDOING)
WAITS_FOR_ITS_OWNER = (S.HAS_ERRORS, S.READY, S.CHANGED)
EDIT = IMPORT[Action.EDIT]


def has_its_file(record: Import) -> str | None:
    return None if record.file else "The file was deleted because it was not used. Upload it again."


def has_stopped(record: Import) -> str | None:
    return None if record.has_stopped else "This is still being worked on. Check its progress again in a minute."


def can_be_undone(record: Import) -> str | None:
    return record.why_not_undone()


# fmt: off
IMPORTS = register_states(StateTable("import", ImportState, initial=(S.UPLOADED,), transitions=(
    Transition("check", "Check the file", "Check started", (S.UPLOADED,), S.CHECKING, EDIT),
    Transition("find_errors", "Find errors", "Checked: it has errors", (S.CHECKING,), S.HAS_ERRORS, EDIT),
    Transition("find_ready", "Find no errors", "Checked: ready to review", (S.CHECKING,), S.READY, EDIT),
    Transition("approve", "Approve and import", "Approved", (S.READY, S.CHANGED), S.IMPORTING, EDIT, (has_its_file,)),
    Transition("find_changed", "Find changes since upload", "Not imported: records changed since the upload",
               (S.IMPORTING,), S.CHANGED, EDIT),
    Transition("find_wrong", "Find errors", "Not imported: it has errors now", (S.IMPORTING,), S.HAS_ERRORS, EDIT),
    Transition("refuse", "Refuse", "Not imported: a record could not be saved", (S.IMPORTING,), S.READY, EDIT),
    Transition("complete", "Complete", "Imported", (S.IMPORTING,), S.COMPLETED, EDIT),
    Transition("undo", "Undo this import", "Undo asked for", (S.COMPLETED,), S.UNDOING, EDIT, (can_be_undone,)),
    Transition("take_back", "Take back", "Undone", (S.UNDOING,), S.UNDONE, EDIT),
    Transition("keep", "Keep", "Could not be undone", (S.UNDOING,), S.COMPLETED, EDIT),
    Transition("check_again", "Start the check again", "Check started again",
               (S.UPLOADED, S.CHECKING), S.UPLOADED, EDIT, (has_stopped, has_its_file)),
    Transition("import_again", "Start the import again", "Import started again", (S.IMPORTING,), S.IMPORTING, EDIT,
               (has_stopped, has_its_file)),
    Transition("undo_again", "Start the undo again", "Undo started again", (S.UNDOING,), S.UNDOING, EDIT,
               (has_stopped,)),
    Transition("cancel", "Cancel upload", "Cancelled",
               (S.UPLOADED, S.CHECKING, *WAITS_FOR_ITS_OWNER), S.CANCELLED, EDIT),
)))
# fmt: on

"""When the database refuses what the form and the action let through, the person still reads a sentence."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError, InternalError, OperationalError, ProgrammingError, transaction
from django.db.models import BaseConstraint
from django.http import Http404

from partnership.access.refusals import Refusal

log = logging.getLogger(__name__)

LOCKED_OUT = {"40P01", "55P03", "40001"}  # deadlock, lock not available, serialisation failure
ROW_SECURITY = "42501"  # insufficient privilege: a row outside the person's scope


class RefusedByTheDatabase(Refusal):
    """A constraint, trigger or policy said no. Everything since the start of the change has been undone."""


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """One change: made whole, or undone whole with a Refusal. Errors that are no refusal are raised as they are.

    A row that this person no longer reaches is the same 404 as one that never was. It is logged: it may be a mistake.
    """
    try:
        with transaction.atomic():
            yield
    except ObjectDoesNotExist as gone:
        log.warning("A row was not there for a change", exc_info=True)
        raise Http404 from gone
    except (IntegrityError, InternalError, OperationalError, ProgrammingError) as error:
        raise RefusedByTheDatabase(_sentence(error)) from error


def is_locked_out(error: DatabaseError) -> bool:
    """Someone else holds what is wanted, and did not let go in time."""
    return getattr(error.__cause__, "pgcode", None) in LOCKED_OUT


def _sentence(error: DatabaseError) -> str:
    code = getattr(error.__cause__, "pgcode", None)
    if is_locked_out(error):
        return "Someone else is changing this at the same moment. Nothing was saved. Try again."
    if code == ROW_SECURITY or isinstance(error, InternalError):
        return (
            "This change is not allowed on this record. Nothing was saved. Open the record again to see how it is now."
        )
    if isinstance(error, IntegrityError):
        return _of_constraint(getattr(getattr(error.__cause__, "diag", None), "constraint_name", None))
    raise error


def _of_constraint(name: str | None) -> str:
    """The constraint's own words, where it has any."""
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if (
                constraint.name == name
                and constraint.violation_error_message != BaseConstraint.default_violation_error_message
            ):
                return str(constraint.violation_error_message)
    return "This does not fit with what is already recorded. Nothing was saved. Check what you entered."

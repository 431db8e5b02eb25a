"""An edit that was made on an older version is not saved over a newer one: the person sees both, and chooses."""

import pytest
from django.apps import apps

from partnership.access.scope import as_the_system
from partnership.pages.views import RecordFormPage
from tests.laws import of_programmes, of_savings
from tests.laws.payloads import PAYLOADS, routes_that_take_a_form
from tests.laws.sending import address_to_send_to, form_for, route_named, send
from tests.laws.walking import BOOKKEEPING

# Pages that add a row of its own to a record, or ask before anything is changed: nothing of another's is lost.
ADDS_ONLY = {
    "forensic_hub:note-new", "forensic_hub:document-new", "forensic_hub:referral-chase", "forensic_hub:document-remove",
    "forensic_hub:referral-decision", *of_savings.ADDS_ONLY, *of_programmes.ADDS_ONLY,
}  # fmt: skip
EDITS = [
    route.name
    for route in routes_that_take_a_form()
    if issubclass(getattr(route.view, "view_class", object), RecordFormPage) and route.name not in ADDS_ONLY
]


def changed_meanwhile(address) -> None:
    """Somebody else saves the record, in whatever way: the database counts its version up."""
    record = getattr(address.row, "referral", address.row)
    with as_the_system("somebody else"):
        column = next(name for name in ("reference", "comment") if hasattr(record, name))
        rows = apps.get_model(record._meta.label).objects.filter(pk=record.pk)
        rows.update(**{column: getattr(record, column)})


@pytest.mark.parametrize("name", EDITS)
def test_form_of_an_older_version_is_not_saved(world, name):
    address = address_to_send_to(world, route_named(name))
    form = form_for(world, address)
    changed_meanwhile(address)

    answer = send(world, address, form)

    assert answer.status == 409, f"{answer} {answer.errors}"
    assert answer.wrote - BOOKKEEPING == set()
    assert "has changed since you opened it" in answer.body


def test_page_that_adds_only_is_one_that_takes_a_form():
    assert ADDS_ONLY - set(PAYLOADS) == set()

"""docs/reference says what the portal declares, today."""

import pytest
from django.core.management import CommandError, call_command

from partnership.access.policy import Policy
from partnership.work import reference_pages


def test_reference_pages_are_fresh():
    call_command("write_reference", check=True)


def test_stale_reference_page_is_named(settings, tmp_path):
    settings.BASE = tmp_path
    call_command("write_reference")
    reference_pages.place("states").write_text("as it once was", "utf-8")

    with pytest.raises(CommandError, match=r"Stale in docs/reference: states\.md\. Run manage\.py write_reference"):
        call_command("write_reference", check=True)


def test_new_policy_makes_its_pages_stale(settings, tmp_path, monkeypatch):
    settings.BASE = tmp_path
    call_command("write_reference")
    planted = Policy("planted", "Planted", {})
    monkeypatch.delitem(reference_pages.access.__globals__["POLICIES"], planted.code)
    assert reference_pages.stale() == []

    monkeypatch.setitem(reference_pages.access.__globals__["POLICIES"], planted.code, planted)

    assert reference_pages.stale() == ["access"]

"""Imports point one way: a room knows only the rooms to its left. The contract stands in pyproject.toml."""

import os

from importlinter.cli import lint_imports

from slp_portal.settings.places import BASE


def test_imports_point_one_way(monkeypatch, capsys):
    monkeypatch.chdir(BASE)
    monkeypatch.setitem(os.environ, "COLUMNS", "120")

    kept = lint_imports(cache_dir=None) == 0

    assert kept, capsys.readouterr().out

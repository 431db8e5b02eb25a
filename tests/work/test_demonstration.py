"""Starting the demonstration's data again."""

from unittest.mock import Mock, call

from django.core.management import call_command

from partnership.work.management.commands import load_demo


def test_demonstration_started_again_brings_the_database_up_to_date_before_it_is_emptied(db, monkeypatch):
    done = Mock()
    monkeypatch.setattr(load_demo, "call_command", done.call_command)
    monkeypatch.setattr(load_demo.demonstration, "empty", done.empty)
    monkeypatch.setattr(load_demo.Command, "modules", lambda command: [])

    call_command(load_demo.Command(), reset=True, verbosity=0)

    assert done.mock_calls == [call.call_command("prepare_database", verbosity=0), call.empty()]

"""The source keeps the house rules that no type and no linter knows."""

import pytest

from tests.laws import source
from tests.laws.declaring import declared
from tests.laws.source import Module

A_VIEW = "forensic_hub/referrals/views/planted.py"


@pytest.mark.parametrize("law", source.OF_PYTHON, ids=lambda law: law.__name__)
def test_source_keeps_the_law(law):
    breaches = [one for path, found in source.broken(law).items() if path not in source.may_break(law) for one in found]
    assert not breaches, "\n".join(breaches)


@pytest.mark.parametrize(("law", "fault"), source.OF_PYTHON.items(), ids=lambda part: getattr(part, "__name__", ""))
def test_source_with_a_planted_fault_breaks_the_law(law, fault):
    assert len(law((Module(A_VIEW, fault),))) == 1


def test_template_escapes_everything():
    assert source.template_escapes_everything(source.templates()) == []


@pytest.mark.parametrize("fault", ["{{ name|safe }}", "{{ name | safe }}", "{% autoescape off %}"])
def test_template_with_escaping_off_breaks_the_law(fault):
    assert len(source.template_escapes_everything((Module("templates/planted.html", fault),))) == 1


@pytest.mark.parametrize("law", source.OF_PYTHON, ids=lambda law: law.__name__)
def test_exception_to_a_law_is_still_needed(law):
    assert set(source.may_break(law)) - set(source.broken(law)) == set()


def test_exception_is_to_a_law_that_there_is():
    named = {law for app in declared() for law in app.exceptions}
    assert named - {law.__name__ for law in source.OF_PYTHON} == set()

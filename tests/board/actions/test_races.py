"""Two people, two connections: a pack is issued once, and whoever comes too late reads a sentence."""

import pytest

from partnership.access.roles import PROGRAMME_LEAD
from partnership.access.scope import as_the_system
from partnership.board.actions import packs
from partnership.board.models import PackIssue
from tests.access.factories import somebody_as
from tests.factories.board import PackFactory
from tests.savings.actions.test_races import at_once, sentences

pytestmark = pytest.mark.usefixtures("committed")


def test_issue_at_once_by_two_people_makes_one_version():
    with as_the_system("a test arranges its world"):
        people = [somebody_as(PROGRAMME_LEAD) for _ in range(2)]
        pack = PackFactory()

    def press(by):
        return packs.issue(pack=pack, version=pack.version, confirmed=True, by=by)

    answers = at_once([(who, press) for who in people])

    (refused,) = sentences(answers)
    assert "is now “Issued”" in refused
    with as_the_system("read"):
        assert PackIssue.objects.count() == 1

"""The demonstration's programmes: telling on the first day."""

import pytest

from partnership.access.scope import as_the_system
from partnership.programmes import demo
from partnership.programmes.models import Decision, Milestone, ProgrammeAction, Report, Risk
from tests.browsing import Browser

pytestmark = pytest.mark.usefixtures("demonstration")


def signed_in(name: str) -> Browser:
    return Browser(demo._people()[name])


def test_demonstration_has_every_programme_in_some_state():
    with as_the_system("a test looks"):
        assert set(Milestone.objects.values_list("programme__slug", flat=True)) == {
            "forensic", "camhs", "nursing", "complex-care", "quality-improvement", "infrastructure",
        }  # fmt: skip
        assert Milestone.objects.get(title="The new forensic service is implemented").done_on.year == 2017
        assert ProgrammeAction.objects.count() == len(demo.TASKS) == 12
        assert ProgrammeAction.objects.overdue().exists()
        assert ProgrammeAction.objects.filter(slips=2).exists()
        assert Risk.objects.count() == 6
        assert Report.objects.get().get_overall_display() == "At risk"


def test_demonstration_has_a_decision_that_waits_for_two_boards():
    with as_the_system("a test looks"):
        decision = Decision.objects.get(state="in_principle")
        assert [said.trust.slug for said in decision.ratifications.all()] == ["swlstg"]
        assert set(Decision.objects.values_list("state", flat=True)) == {"in_principle", "ratified", "agreed"}


@pytest.mark.parametrize(("who", "waits"), [("tess.trust", True), ("olu.trust", True), ("will.trust", False)])
def test_demonstration_puts_the_ratification_into_my_work(who, waits):
    assert ("Record ratification: Buy legal advice together" in signed_in(who).get("/my-work/").text) is waits

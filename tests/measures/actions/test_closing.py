"""A month is counted once, when it is over."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from partnership.access.roles import HUB_LEAD
from partnership.access.scope import as_the_system
from partnership.measures import registry
from partnership.measures.actions import closing
from partnership.measures.models import Definition, Value
from partnership.measures.registry import BY_TRUST, Better, Figure, Measure, Unit

pytestmark = pytest.mark.django_db

JANUARY, MARCH, APRIL = dt.date(2018, 1, 1), dt.date(2018, 3, 1), dt.date(2018, 4, 1)


class Counter:
    """What a measure counts, in the hands of a test, and how often it was asked."""

    def __init__(self):
        self.parts = {"oxleas": 3, "slam": 4}
        self.asked: list[dt.date] = []

    def __call__(self, month):
        self.asked.append(month)
        yield Figure.count(sum(self.parts.values()))
        for part, number in self.parts.items():
            yield Figure.count(number, by="trust", part=part)


@pytest.fixture
def counter():
    return Counter()


@pytest.fixture
def measure(monkeypatch, counter):
    made = Measure(
        slug="things", code="M98", name="Things", group="Test", question="How many?", unit=Unit.COUNT, better=Better.UP,
        owner=HUB_LEAD, source="A test", formula="All of them", first_month=JANUARY, breakdowns=(BY_TRUST,),
        figures=counter,
    )  # fmt: skip
    monkeypatch.setattr(registry, "MEASURES", {made.slug: made})
    return made


@pytest.fixture(autouse=True)
def _as_the_system(db):
    with as_the_system("a test counts"):
        yield


def whole() -> list[tuple[dt.date, Decimal | None, bool]]:
    return list(Value.objects.current().of_the_whole().order_by("month").values_list("month", "value", "is_partial"))


def test_months_that_are_over_are_closed_and_the_present_one_is_partial(measure):
    assert closing.close_everything() == 3

    assert [(month.month, value, partial) for month, value, partial in whole()] == [
        (1, 7, False), (2, 7, False), (3, 7, False), (4, 7, True),
    ]  # fmt: skip
    assert Value.objects.filter(by="trust", month=MARCH, part="slam").get().value == 4


def test_closed_month_is_never_counted_again_by_itself(measure, counter):
    closing.close_everything()
    counter.asked.clear()

    assert closing.close_everything() == 0
    assert counter.asked == [APRIL]


def test_present_month_becomes_a_closed_one_when_it_is_over(measure, counter, clock):
    closing.close_everything()
    counter.parts = {"oxleas": 9}
    clock.move_to(dt.datetime(2018, 5, 1, 3, tzinfo=dt.UTC))

    assert closing.close_everything() == 1
    assert [row for row in whole() if row[0] >= APRIL] == [(APRIL, 9, False), (dt.date(2018, 5, 1), 9, True)]
    assert not Value.objects.filter(month=APRIL, part="slam").exists()


def test_month_with_nothing_to_tell_is_closed_as_a_gap(measure, monkeypatch):
    nothing = dataclasses.replace(measure, figures=lambda month: iter(()))
    monkeypatch.setattr(registry, "MEASURES", {"things": nothing})

    assert closing.close_everything() == 3
    assert whole()[0][1] is None


def test_late_correction_is_a_new_version_beside_the_old(measure, counter):
    closing.close_everything()
    counter.parts = {"oxleas": 3, "swlstg": 2}

    changed = closing.count_again(measure=measure, month=MARCH, why="A referral was withdrawn in error")

    assert {(value.part, value.value, value.version) for value in changed} == {
        ("", Decimal(5), 2), ("slam", None, 2), ("swlstg", Decimal(2), 1),
    }  # fmt: skip
    old = Value.objects.get(month=MARCH, by="", version=1)
    assert (old.value, old.superseded_at is not None) == (7, True)
    assert closing.count_again(measure=measure, month=MARCH, why="Again") == []


def test_month_that_is_not_closed_cannot_be_counted_again(measure):
    assert closing.count_again(measure=measure, month=MARCH, why="Too early") == []


def test_definition_is_written_down_when_it_changes(measure, clock):
    closing.note_definition(measure)
    assert closing.note_definition(measure) is None
    clock.forward(days=1)

    closing.note_definition(dataclasses.replace(measure, formula="Some of them"))

    said = Definition.objects.filter(measure="things").order_by("noted_at")
    assert [one.said["How it is worked out"] for one in said] == ["All of them", "Some of them"]


def test_command_says_what_it_closed_and_what_it_needs(measure, capsys):
    call_command("close_months")
    assert "3 months were closed." in capsys.readouterr().out

    call_command("close_months", again="2018-03", measure="things", why="A record was wrong")
    assert "0 values changed." in capsys.readouterr().out
    for wrong in (
        {"again": "March", "measure": "things", "why": "x"},
        {"again": "2018-03", "measure": "nothing", "why": "x"},
        {"again": "2018-03", "measure": "things"},
    ):
        with pytest.raises(CommandError):
            call_command("close_months", **wrong)

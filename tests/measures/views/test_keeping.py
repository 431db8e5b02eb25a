"""What the keeper of a measure writes, page by page."""

import datetime as dt
from decimal import Decimal

import pytest

from forensic_hub.referrals.measures import OPEN_REFERRALS
from partnership.measures.measures import LAMBETH_SAVING, READY_FOR_DISCHARGE
from partnership.measures.models import Annotation, Baseline, Commentary, Target, Value
from tests.browsing import Browser
from tests.factories.base import aside
from tests.factories.measures import AnnotationFactory, BaselineFactory, TargetFactory, ValueFactory, enter

URL = f"/board/measures/{READY_FOR_DISCHARGE.slug}/"
MARCH = {"month": "2018-03"}
LIMITS = {"month": "2017-04", "what_changed": "The teams became one", "evidence": "A year of it"}


@pytest.fixture
def priya(keeper) -> Browser:
    return Browser(keeper)


def rows_of(model) -> list:
    with aside():
        return list(model.objects.order_by("pk"))


def test_month_is_entered_and_corrected_with_a_reason(priya):
    seen = priya.send(f"{URL}values/", {**MARCH, "value": "1,250"})
    assert "March 2018 was saved." in seen.response.content.decode()

    seen = priya.send(f"{URL}values/", {**MARCH, "value": "48"})
    assert seen.errors == ["March 2018 is already recorded as 1,250. Enter why it is corrected."]

    seen = priya.send(f"{URL}values/", {**MARCH, "value": "48", "why": "A nought too many"})
    assert [value.value for value in rows_of(Value)] == [Decimal(1250), Decimal(48)]
    assert "A nought too many" in seen.text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"value": "50"}, "Select the month"),
        ({"month": "2018-04", "value": "50"}, "Select the month"),
        (MARCH, "Enter the value"),
        ({**MARCH, "value": "fifty"}, "Number of people ready for discharge must be a number, like 12.5"),
        ({**MARCH, "value": "NaN"}, "Number of people ready for discharge must be a number, like 12.5"),
        ({**MARCH, "value": "-5"}, "The value must be 0 or more."),
        ({**MARCH, "value": "9" * 40}, None),
        ({**MARCH, "value": "1e900"}, None),
    ],
)
def test_month_that_cannot_be_is_refused_in_a_sentence(priya, typed, error):
    seen = priya.send(f"{URL}values/", typed)

    assert (seen.status, rows_of(Value)) == (422, [])
    assert seen.errors == [error] if error else seen.errors


def test_month_of_which_a_part_is_still_missing_is_listed_without_a_value(priya):
    ValueFactory(value=None)
    assert "No data" in " ".join(priya.get(f"{URL}values/").rows[-1])


def test_month_of_a_measure_that_the_portal_counts_is_not_entered(priya):
    assert priya.get(f"/board/measures/{OPEN_REFERRALS.slug}/values/").status == 404


def test_commentary_is_written_or_confirmed_as_none(priya):
    assert priya.send(f"{URL}commentary/", MARCH).errors == ["Select whether there is anything to say"]
    assert priya.send(f"{URL}commentary/", {**MARCH, "what": "text"}).errors == ["Enter the commentary"]

    seen = priya.send(f"{URL}commentary/", {**MARCH, "what": "text", "text": "<b>Fewer</b>"})
    assert "<b>Fewer</b>" in seen.text
    priya.send(f"{URL}commentary/", {**MARCH, "what": "none", "text": "left over"})

    assert [one.text for one in rows_of(Commentary)] == ["<b>Fewer</b>", ""]
    assert "No commentary" in priya.get(URL).text


def test_note_is_added_taken_off_and_put_back(priya):
    on = {"on_day": "3", "on_month": "4", "on_year": "2017"}
    seen = priya.send(f"{URL}annotations/", {**on, "text": "Bexley Care began"})
    assert "3 April 2017: Bexley Care began" in seen.text
    (note,) = rows_of(Annotation)

    seen = priya.send(f"{URL}annotations/{note.pk}/take-off/")
    assert "There are no notes on this chart yet." in seen.text
    assert "Undo" in seen.text
    assert "has been taken off the chart already" in priya.send(f"{URL}annotations/{note.pk}/take-off/").text

    assert "is on the chart again" in priya.send(f"{URL}annotations/{note.pk}/put-back/").text
    assert rows_of(Annotation)[0].removed_at is None


def test_note_of_another_measure_is_not_found(priya):
    note = AnnotationFactory(measure=LAMBETH_SAVING.slug)

    assert priya.post(f"{URL}annotations/{note.pk}/take-off/").status_code == 404


def test_target_is_set_and_ended(priya):
    starts = {"starts_on_day": "1", "starts_on_month": "5", "starts_on_year": "2018"}
    seen = priya.send(f"{URL}targets/", {**starts, "what": "set", "value": "50", "source": "The board"})
    assert "The target is 50 from 1 May 2018." in seen.text

    seen = priya.send(f"{URL}targets/", {**starts, "starts_on_month": "6", "what": "end"})
    assert "There is no target from 1 June 2018." in seen.text
    assert rows_of(Target)[0].valid_until == dt.date(2018, 6, 1)


def test_target_before_the_present_one_is_refused(priya):
    TargetFactory(valid_from=dt.date(2018, 4, 1))
    starts = {"starts_on_day": "1", "starts_on_month": "3", "starts_on_year": "2018"}

    seen = priya.send(f"{URL}targets/", {**starts, "what": "set", "value": "50", "source": "The board"})

    assert seen.status == 422
    assert "1 April 2018" in seen.errors[0]


def test_limits_are_asked_for_shown_again_and_approved_by_another(priya, keeper, colleague):
    enter([250] * 12 + [50] * 12)

    seen = priya.send(f"{URL}recalculate/", {**LIMITS, "trial": "on"})
    assert seen.h1 == "Check that these limits should be recalculated"
    assert "There are 12 points from April 2017 on, fewer than the 13 that limits need" in seen.text
    assert rows_of(Baseline) == []

    seen = priya.send(f"{URL}recalculate/", {**LIMITS, "trial": "on", "confirmed": "yes"})
    assert "wait for another person to approve them" in seen.text
    (line,) = rows_of(Baseline)
    assert "You asked for this." in priya.send(f"{URL}recalculate/{line.pk}/", {"what": "approve"}).errors[0]

    paul = Browser(colleague)
    assert "Approve new limits" in paul.get("/my-work/").text
    seen = paul.send(f"{URL}recalculate/{line.pk}/", {"what": "approve"})
    assert "The limits are recalculated from April 2017." in seen.text
    assert "Evidence: A year of it." in seen.text
    assert "Approve new limits" not in paul.get("/my-work/").text

    seen = paul.send(f"{URL}recalculate/{line.pk}/undo/", {"why": "It did not last"})
    assert "The limits from April 2017 were undone." in seen.text
    assert "Evidence" not in seen.text


def test_limits_of_too_few_points_are_refused_without_the_word_trial(priya):
    enter([250] * 12 + [50] * 12)

    seen = priya.send(f"{URL}recalculate/", {**LIMITS, "confirmed": "yes"})

    assert seen.errors[0].startswith("13 points are needed for new limits and there are 12 from April 2017.")


def test_limits_are_declined_with_a_reason(priya, colleague):
    line = BaselineFactory()

    assert Browser(colleague).send(f"{URL}recalculate/{line.pk}/", {"what": "decline"}).errors == [
        "Enter why you decline"
    ]
    seen = Browser(colleague).send(f"{URL}recalculate/{line.pk}/", {"what": "decline", "why": "No known change"})

    assert "were declined" in seen.text
    assert Browser(colleague).get(f"{URL}recalculate/{line.pk}/").status == 404


def test_limits_of_what_is_not_tested_cannot_be_recalculated(priya):
    assert priya.get(f"/board/measures/{LAMBETH_SAVING.slug}/recalculate/").status == 404


@pytest.mark.parametrize("page", ["values", "commentary", "annotations", "targets", "recalculate"])
def test_page_of_somebody_elses_measure_is_not_found(hub_lead, page):
    assert Browser(hub_lead).get(f"{URL}{page}/").status == 404


def test_list_shows_each_measure_as_it_stood(priya):
    enter([60] * 16 + [48])

    seen = priya.get("/board/measures/")

    row = next(row for row in seen.rows if row[0] == READY_FOR_DISCHARGE.name)
    assert row[1:6] == ["Number", "48", "59.3", "No target", "LImproving (falling)"]
    assert "As each measure stood at the end of March 2018." in seen.text


@pytest.mark.parametrize("month", ["2018-02", "zz", "2030-01", "\0"])
def test_list_of_another_month_or_of_none(priya, month):
    assert priya.get("/board/measures/", month=month).status == 200


def test_key_explains_the_run_length_of_the_portal(priya, settings):
    assert "a shift: 7 months in a row" in priya.get("/board/key/").text
    settings.SPC_RUN_LENGTH = 6
    assert "a trend: 6 months in a row that rise, or fall, 5 times" in priya.get("/board/key/").text


def test_limits_so_far_stay_to_be_seen(priya):
    BaselineFactory(approved=True)
    BaselineFactory(month=dt.date(2017, 6, 1), ended_by=BaselineFactory(month=dt.date(2017, 8, 1)).asked_by,
                    ended_at="2018-04-16T09:00+01:00", why_ended="No known change")  # fmt: skip

    seen = priya.get(f"{URL}recalculate/")

    assert [row[:2] for row in seen.rows if len(row) == 8][1:] == [
        ["August 2017", "Waiting for approval"], ["June 2017", "Declined"], ["April 2017", "In use"],
    ]  # fmt: skip
    assert "No known change" in seen.text

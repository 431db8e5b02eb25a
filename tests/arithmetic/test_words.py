import datetime as dt

import pytest

from partnership.arithmetic import words


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (dt.datetime(2018, 4, 16, 8, 32, tzinfo=dt.UTC), "16 April 2018 at 9:32am"),
        (dt.datetime(2018, 1, 16, 12, 5, tzinfo=dt.UTC), "16 January 2018 at 12:05pm"),
        (dt.datetime(2018, 4, 15, 23, 0, tzinfo=dt.UTC), "16 April 2018 at 12:00am"),
        (dt.date(2018, 4, 16), "16 April 2018"),
        (None, ""),
    ],
)
def test_moment_is_said_on_the_london_clock_and_a_date_has_no_time(value, said):
    assert words.moment(value) == said


def test_day_of_a_moment_before_midnight_in_utc_is_the_day_in_london():
    assert words.day(dt.datetime(2018, 4, 15, 23, 30, tzinfo=dt.UTC)) == "16 April 2018"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (3, "due in 3 days"),
        (1, "due in 1 day"),
        (0, "due today"),
        (-1, "1 day overdue"),
        (-2, "2 days overdue"),
        (None, "clock paused"),
    ],
)
def test_days_left_are_said_from_where_the_person_stands(days, said):
    assert words.days_left(days) == said


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("Date of birth", "date of birth"),
        ("NHS number", "NHS number"),
        ("GP practice", "GP practice"),
        ("Mental Health Act section", "Mental Health Act section"),
        ("Ministry of Justice restrictions", "Ministry of Justice restrictions"),
        ("Date of NHS review", "date of NHS review"),
        ("A", "a"),
        ("", ""),
    ],
)
def test_label_inside_a_sentence_keeps_only_the_capitals_it_owns(label, inside):
    assert words.in_a_sentence(label) == inside


@pytest.mark.parametrize(("name", "letters"), [("Ann-Marie Example", "AME"), ("  ", ""), (None, ""), ("étienne", "É")])
def test_initials_take_each_part_of_a_name(name, letters):
    assert words.initials(name) == letters


@pytest.mark.parametrize(("digits", "said"), [("9991234567", "999 123 4567"), ("99912", "99912"), (None, "")])
def test_nhs_number_is_said_in_threes(digits, said):
    assert words.in_threes(digits) == said


def test_list_of_things_ends_with_and():
    assert words.listed(["day"]) == "day"
    assert words.listed(["day", "month", "year"]) == "day, month and year"
    assert words.listed(["PDF", "DOCX"], "or") == "PDF or DOCX"

import datetime as dt

import pytest
from django.template import engines
from django.utils.safestring import mark_safe

from partnership.pages.values import (
    NOT_APPLICABLE,
    Corrected,
    Link,
    NhsNumber,
    NotNow,
    Several,
    Tag,
    email,
    phone,
    shown,
)

HOSTILE = '"><script>alert(1)</script>&'


@pytest.mark.parametrize(
    "value",
    [
        HOSTILE,
        Link(HOSTILE, HOSTILE, HOSTILE),
        Tag(HOSTILE),
        Tag("New", HOSTILE),
        NhsNumber(HOSTILE),
        NotNow(HOSTILE, HOSTILE),
        Corrected(HOSTILE, HOSTILE, dt.date(2018, 4, 16), HOSTILE),
        Several([HOSTILE, Tag(HOSTILE)]),
    ],
)
def test_value_with_markup_in_its_words_shows_it_as_text(value):
    in_a_template = engines["django"].from_string("{{ value }}").render({"value": value})

    assert "<script" not in shown(value)
    assert "<script" not in in_a_template


@pytest.mark.parametrize(
    ("value", "html"),
    [
        (None, '<span class="nhsuk-u-secondary-text-colour">Not known</span>'),
        ("", '<span class="nhsuk-u-secondary-text-colour">Not known</span>'),
        (0, "0"),
        (False, "No"),
        (True, "Yes"),
        (dt.date(2018, 4, 16), '<span class="portal-nowrap">16 April 2018</span>'),
        (dt.datetime(2018, 4, 16, 8, 32, tzinfo=dt.UTC), "16 April 2018 at 9:32am"),
        (NhsNumber("9991234567"), '<span class="portal-nowrap">999 123 4567</span>'),
        (mark_safe("<b>bold</b>"), "<b>bold</b>"),
    ],
)
def test_shown_says_every_kind_of_value_and_never_nothing(value, html):
    assert shown(value) == html


@pytest.mark.parametrize(
    "value",
    [
        Link("Go", "/go/"),
        Link(url="/go/", text="Go"),
        Tag("New"),
        NOT_APPLICABLE,
        NhsNumber("9991234567"),
        NotNow("Book", "It is too early."),
        Corrected(5, "4", dt.date(2018, 4, 16), "Wrong"),
        Several([Tag("New"), Tag("Overdue")]),
    ],
)
def test_value_in_a_template_draws_itself(value):
    in_a_template = engines["django"].from_string("{{ value }}").render({"value": value})

    assert in_a_template == value.__html__() == shown(value)
    assert "<" not in str(value)
    assert value


def test_shown_says_why_nothing_is_there():
    assert "Not applicable" in shown(None, NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("word", "colour"),
    [("Overdue", "red"), ("Urgent", "red"), ("Routine", "white"), ("Placed", "green"), ("Some other word", "grey")],
)
def test_tag_has_the_colour_of_its_word(word, colour):
    assert f"nhsuk-tag--{colour}" in Tag(word).__html__()


def test_red_is_only_for_what_somebody_has_to_act_on():
    from partnership.pages.values import _COLOURS

    assert set(_COLOURS["red"]) == {"Overdue", "Expired", "Urgent", "Emergency"}


def test_link_that_sounds_like_others_says_what_it_changes():
    html = Link("Change", "/change/", "home borough").__html__()

    assert (
        html
        == '<a class="nhsuk-link" href="/change/">Change<span class="nhsuk-u-visually-hidden"> home borough</span></a>'
    )


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ("020 7946 0123", "tel:02079460123"),
        ("+44 (0)20 7946 0123", "tel:+442079460123"),
        ("020 7946 0123 ext. 45", "tel:02079460123"),
    ],
)
def test_phone_number_is_a_link_that_calls_it(typed, called):
    assert phone(typed) == Link(typed, called)


@pytest.mark.parametrize("typed", ["", "ask the ward"])
def test_phone_number_without_digits_is_shown_as_typed(typed):
    assert phone(typed) == typed


def test_email_address_is_a_link_where_there_is_one():
    assert email("inlet@example.nhs.uk") == Link("inlet@example.nhs.uk", "mailto:inlet@example.nhs.uk")
    assert email("") == ""

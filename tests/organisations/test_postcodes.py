import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.organisations.postcodes import (
    NO_FIXED_ABODE,
    NotAPostcode,
    is_of_no_place,
    kept_part,
    normalise,
    outward_code,
    sector,
)


@pytest.mark.parametrize(
    ("typed", "postcode"),
    [
        ("SE5 8AZ", "SE5 8AZ"),
        ("sw177dj", "SW17 7DJ"),
        ("  SW17   7DJ ", "SW17 7DJ"),
        ("N1\u00a09GU", "N1 9GU"),
        ("ec1a1bb", "EC1A 1BB"),
        ("W1A 0AX", "W1A 0AX"),
        ("zz993vz", NO_FIXED_ABODE),
    ],
)
def test_normalise_however_it_is_typed_gives_capitals_and_one_space(typed, postcode):
    assert normalise(typed) == postcode


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "SE5",
        "SE5 8",
        "8AZ",
        "SE5 8AZ1",
        "SE5 8CI",
        "SEE 8AZ",
        "SE5-8AZ",
        "ＳＥ５ 8AZ",
        "SE٥ 8AZ",
        "SE5 8AZ\x00",
    ],
)
def test_normalise_of_anything_else_is_refused_with_a_sentence(typed):
    with pytest.raises(NotAPostcode, match="Enter a full UK postcode, like SE5 8AZ"):
        normalise(typed)


def test_outward_code_and_sector_are_the_parts_that_are_kept():
    assert outward_code("sw177dj") == "SW17"
    assert sector("se58az") == "SE5 8"


def test_is_of_no_place_for_no_fixed_abode_only():
    assert is_of_no_place("zz99 3vz")
    assert is_of_no_place("ZZ99 3WZ")
    assert not is_of_no_place("SE5 8AZ")


@given(st.text())
def test_normalise_of_any_text_gives_a_settled_postcode_or_refuses(typed):
    try:
        postcode = normalise(typed)
    except NotAPostcode:
        return
    assert normalise(postcode) == postcode
    assert postcode.isascii()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("se58az", "SE5 8"), ("SE5 8AZ", "SE5 8"), (" se5  8 ", "SE5 8"), ("SE13 6", "SE13 6"), ("zz993vz", "ZZ99 3VZ")],
)
def test_kept_part_of_a_home_is_the_sector_or_a_pseudo_postcode(typed, kept):
    assert kept_part(typed) == kept


@pytest.mark.parametrize("typed", ["SE5", "SE58", "8AZ", ""])
def test_kept_part_of_less_than_a_sector_is_refused(typed):
    with pytest.raises(NotAPostcode):
        kept_part(typed)

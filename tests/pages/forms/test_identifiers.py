import pytest

from partnership.pages.forms import NhsNumberField, PhoneField, PortalForm, PostcodeField

SYNTHETIC = "9990000018"


class NumbersForm(PortalForm):
    nhs_number = NhsNumberField(label="NHS number")
    postcode = PostcodeField(label="Home postcode")
    phone = PhoneField(label="Phone number")


def error(name: str, typed: str) -> list[str]:
    return NumbersForm({name: typed}).errors.get(name, [])


@pytest.mark.parametrize(
    "typed", ["9990000018", "999 000 0018", "999-000-0018", " 999–000–0018 ", "9 9 9 0 0 0 0 0 1 8"]
)
def test_nhs_number_with_spaces_and_dashes_gives_its_ten_digits(typed):
    form = NumbersForm({"nhs_number": typed})

    form.is_valid()

    assert form.cleaned_data["nhs_number"] == SYNTHETIC


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter the NHS number"),
        ("   ", "Enter the NHS number"),
        ("999000001", "NHS number must be 10 numbers"),
        ("99900000180", "NHS number must be 10 numbers"),
        ("999#000#0018", "NHS number must be 10 numbers"),
        ("９９９００００００１８", "NHS number must be 10 numbers"),
        ("9" * 100_000, "NHS number must be 10 numbers"),
        ("99900000I8", "NHS number must not include letters"),
        ("9990000019", "Check the NHS number – one or more digits are not correct"),
        ("AB 12 34 56 C", "This looks like a National Insurance number. Enter the 10 digit NHS number"),
        ("qq123456", "This looks like a National Insurance number. Enter the 10 digit NHS number"),
    ],
)
def test_nhs_number_that_is_wrong_says_what(typed, sentence):
    assert error("nhs_number", typed) == [sentence]


@pytest.mark.parametrize(
    ("typed", "postcode"), [("se58az", "SE5 8AZ"), (" SW17  7dj ", "SW17 7DJ"), ("zz993vz", "ZZ99 3VZ")]
)
def test_postcode_typed_any_way_gives_its_one_form(typed, postcode):
    form = NumbersForm({"postcode": typed})

    form.is_valid()

    assert form.cleaned_data["postcode"] == postcode


@pytest.mark.parametrize("typed", ["SE5", "12345", "S" * 251, "SE5 8AZ; DROP", "😀😀😀"])
def test_postcode_that_is_none_is_refused(typed):
    assert error("postcode", typed) == ["Enter a full UK postcode, like SE5 8AZ"]


@pytest.mark.parametrize("typed", ["020 7946 0000", "+44 (0)20 7946 0000", "07700 900982", "020 7946 0000 ext 12"])
def test_phone_number_keeps_the_way_it_was_typed(typed):
    form = NumbersForm({"phone": typed})

    form.is_valid()

    assert form.cleaned_data["phone"] == typed


@pytest.mark.parametrize("typed", ["0", "call me", "1" * 40, "x" * 300])
def test_phone_number_that_is_none_is_refused(typed):
    assert error("phone", typed) == ["Enter a phone number, like 020 7946 0000 or 07700 900 982"]


@pytest.mark.parametrize("name", ["nhs_number", "postcode", "phone"])
def test_identifier_with_nothing_typed_is_asked_for(name):
    assert error(name, "")[0].startswith("Enter ")


@pytest.mark.parametrize("name", ["nhs_number", "postcode", "phone"])
@pytest.mark.parametrize("hidden", ["\0", "\x07", "\x85", "\ud800"])
def test_identifier_with_a_hidden_character_says_so(name, hidden):
    sentence = error(name, f"99{hidden}9")[0]

    assert sentence.endswith("must not include hidden characters. Type it again instead of pasting it")

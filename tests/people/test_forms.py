import pytest
from django.http import QueryDict

from partnership.people.forms import FindPersonForm, PersonForm

ANSWERS = (
    "first_name=Robin&last_name=Smith&date_of_birth_day=14&date_of_birth_month=5&date_of_birth_year=1985"
    "&knows_nhs_number=yes&nhs_number=999 000 0115&sex=female&ethnic_group=A&home=lambeth&home_postcode=se58az"
)


def person_form(**changed) -> PersonForm:
    data = QueryDict(ANSWERS, mutable=True)
    for name, value in changed.items():
        data[name] = value
    return PersonForm(data)


@pytest.mark.parametrize(
    ("typed", "is_enough"),
    [
        ("nhs_number=9990000115", True),
        ("last_name=Smith&date_of_birth_day=14&date_of_birth_month=5&date_of_birth_year=1985", True),
        ("last_name=Smith", False),
        ("date_of_birth_day=14&date_of_birth_month=5&date_of_birth_year=1985", False),
        ("", False),
    ],
)
def test_find_person_asks_for_a_number_or_for_a_name_with_a_date(typed, is_enough):
    form = FindPersonForm(QueryDict(typed))

    assert form.is_valid() is is_enough
    assert is_enough or form.non_field_errors() == ["Enter an NHS number, or a last name and date of birth"]


def test_person_form_gives_the_details_that_the_action_takes(db):
    form = person_form()

    assert form.is_valid(), form.errors
    details = form.details()
    assert (details.nhs_number, details.home_postcode, details.home_area) == ("9990000115", "SE5 8", "borough")
    assert details.home_borough.trust.short_name == "SLaM"


def test_person_form_forgets_a_number_that_is_then_said_not_to_be_known(db):
    form = person_form(knows_nhs_number="no", nhs_number="not a number")

    assert form.is_valid(), form.errors
    assert form.details().nhs_number is None


def test_person_form_asks_for_a_postcode_unless_there_is_no_fixed_address(db):
    asked, not_asked = person_form(home_postcode=""), person_form(home_postcode="", home="no_fixed_address")

    assert asked.errors == {"home_postcode": ["Enter a postcode, or select that the person has no fixed address"]}
    assert not_asked.is_valid(), not_asked.errors
    assert not_asked.details().home_borough is None


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("first_name", "", "Enter the first name"),
        ("first_name", "\x00", "First name must not include hidden characters. Type it again instead of pasting it"),
        ("last_name", "x" * 101, "Last name must be 100 characters or less"),
        ("date_of_birth_year", "2018", "Date of birth must be today or in the past"),
        ("knows_nhs_number", "", "Select whether you know the NHS number"),
        ("nhs_number", "999 000 0116", "Check the NHS number – one or more digits are not correct"),
        ("home", "atlantis", "Select the home borough"),
        ("sex", "", "Select the sex recorded on the referral"),
    ],
)
def test_person_form_says_what_to_do(db, field, value, message):
    form = person_form(**{field: value})

    assert message in str(form.errors.get_json_data(escape_html=False))

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms

from partnership.pages.forms import Checkboxes, NhsDateField, PortalForm, Radios
from partnership.pages.forms.drawing import draw, error_list, label_text


class OddForm(PortalForm):
    name = forms.CharField(label="<b>Name</b>", help_text="<i>hint</i>", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("<x>", "<u>Kind</u>")], widget=Radios(hints={"<x>": "<p>why"}))
    picked = forms.ChoiceField(label="Picked", choices=[("", "---------"), ("1", "<u>One</u>")])
    born = NhsDateField(label="<b>Born</b>")
    needs = forms.MultipleChoiceField(
        label="Needs", choices=[("a", "A"), ("b", "B")], widget=Checkboxes, required=False
    )
    token = forms.CharField(widget=forms.HiddenInput)


@pytest.mark.parametrize("data", [None, {"name": '"><script>', "kind": "<script>", "born_day": "<script>"}])
def test_control_with_markup_in_any_of_its_words_shows_it_as_text(data):
    html = render_crispy_form(OddForm(data))

    for markup in ("<b>", "<i>", "<u>", "<p>", "<script>"):
        assert markup not in html


def test_checkboxes_to_django_a_kind_of_radios_are_drawn_as_checkboxes():
    html = draw(OddForm({"needs": ["b"]})["needs"])

    assert html.count('type="checkbox"') == 2
    assert 'value="b" checked' in html
    assert "nhsuk-fieldset__legend" in html


def test_control_that_may_be_left_out_says_so_and_a_filter_does_not():
    form = OddForm()
    assert label_text(form["needs"]) == "Needs (optional)"

    form.mark_optional = False
    assert label_text(form["needs"]) == "Needs"


def test_control_with_an_error_puts_it_between_hint_and_box():
    html = draw(OddForm({"name": "a\0"})["name"])

    assert html.index("nhsuk-hint") < html.index("nhsuk-error-message") < html.index("<input")
    assert 'aria-describedby="id_name-hint id_name-error"' in html


def test_select_with_djangos_dashes_offers_words():
    html = draw(OddForm()["picked"])

    assert "---" not in html
    assert '<option value="">Select an option</option>' in html


def test_date_with_an_error_marks_only_the_wrong_box():
    form = OddForm({"born_day": "1", "born_month": "13", "born_year": "2018"})

    html = draw(form["born"])

    assert html.count("nhsuk-input--error") == 1
    assert {"text": "<b>Born</b> must be a real date", "href": "#id_born_month"} not in error_list(form)
    assert {"text": "Born must be a real date", "href": "#id_born_month"} in error_list(form)


def test_hidden_field_with_an_error_is_told_at_the_first_question():
    form = OddForm({})

    assert error_list(form)[0] == {"text": "Enter the token", "href": "#id_name"}


def test_error_of_the_whole_form_leads_to_the_first_question():
    form = OddForm({})
    form.add_error(None, "The panel is not quorate.")

    assert error_list(form)[0] == {"text": "The panel is not quorate.", "href": "#id_name"}


def test_text_about_other_people_is_not_offered_again_by_the_browser():
    assert 'autocomplete="off"' in draw(OddForm()["name"])


def test_control_drawn_twice_does_not_carry_over_what_was_typed():
    first = draw(OddForm({"name": "Ann"})["name"])
    second = draw(OddForm()["name"])

    assert "Ann" in first
    assert "Ann" not in second

from types import SimpleNamespace

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template

from partnership.pages.forms import Checkboxes, ChooserForm, PortalForm, Radios
from partnership.pages.forms.drawing import first_input_id
from partnership.pages.forms.layout import (
    Buttons,
    DrawnByPage,
    PortalHelper,
    Rest,
    Section,
    SideBySide,
    Submit,
    WronglyLaidOut,
)
from tests.pages.gallery import ExampleForm


class BedForm(PortalForm):
    ward = forms.CharField(label="Ward")
    number = forms.IntegerField(label="Number", min_value=1)
    held = forms.ChoiceField(label="Held?", choices=[("y", "Yes"), ("n", "No")], widget=Radios(reveals={"y": "until"}))
    until = forms.CharField(label="Until")
    needs = forms.MultipleChoiceField(label="Needs", choices=[("a", "A")], widget=Checkboxes, required=False)
    seen = forms.CharField(widget=forms.HiddenInput)


def laid_out(*layout) -> BedForm:
    form = BedForm()
    form.layout = layout
    return form


def test_form_without_a_layout_has_each_question_once_and_one_button():
    html = render_crispy_form(BedForm())

    for name in ("ward", "number", "held", "until", "needs", "seen"):
        assert html.count(f'id="id_{name}"') == 1
    assert html.count("<button") == 1
    assert "Save and continue" in html
    assert "novalidate" in html


def test_section_has_a_heading_a_hint_and_its_questions():
    html = render_crispy_form(laid_out(Section("<Bed>", SideBySide("ward", "number"), hint="Which <one>"), Rest()))

    assert "<h2" in html
    assert "&lt;Bed&gt;" in html
    assert "Which &lt;one&gt;" in html
    assert html.index("&lt;Bed&gt;") < html.index("id_ward") < html.index("</section>") < html.index("id_held")
    assert html.count("portal-side-by-side") == 1


def test_section_without_its_questions_is_not_drawn():
    form = laid_out(Section("Bed", SideBySide("ward", "number")), Rest())
    del form.fields["ward"], form.fields["number"]

    html = render_crispy_form(form)

    assert "<section" not in html
    assert "portal-side-by-side" not in html


def test_buttons_of_a_layout_take_the_place_of_the_one_button():
    more = Submit("Save and send", name="send", variant="secondary")
    html = render_crispy_form(laid_out(Rest(), Buttons(Submit(), more)), context={"button": "Save"})

    assert html.count("<button") == 2
    assert html.count('data-prevent-double-click="true"') == 2
    assert 'name="send"' in html


def test_question_drawn_by_the_page_is_not_drawn_again():
    assert "id_ward" not in render_crispy_form(laid_out(DrawnByPage("ward"), Rest()))


def test_posted_form_carries_token_and_version_and_a_chooser_neither():
    context = {"record": SimpleNamespace(version=7), "hidden": [("times", "<3>")]}
    posted, asked = (render_crispy_form(form, context=context) for form in (BedForm(), ChooserForm()))

    assert 'name="form_token"' in posted
    assert 'name="version" value="7"' in posted
    assert 'name="times" value="&lt;3&gt;"' in posted
    assert 'method="get"' in asked
    assert "form_token" not in asked
    assert "version" not in asked


@pytest.mark.parametrize(
    "layout",
    [
        ("ward", "number", "held"),
        ("ward", "number", "number", "held", "needs"),
        ("number", "ward", "held", "needs"),
        (Section("Bed", "ward", "number"), "held", "until", "needs"),
        (Rest(), Rest()),
    ],
    ids=["forgets", "twice", "out of order", "names what a choice reveals", "the rest twice"],
)
def test_layout_with_a_planted_fault_fails_the_page(layout):
    with pytest.raises(WronglyLaidOut):
        render_crispy_form(laid_out(*layout))


def test_question_that_is_forgotten_can_be_answered_where_people_work(settings):
    settings.CRISPY_FAIL_SILENTLY = True

    assert 'id="id_needs"' in render_crispy_form(laid_out("ward", "number", "held"))


def test_explicit_helper_may_have_no_button():
    form = BedForm()
    form.helper = PortalHelper(form, Rest())

    assert "<button" not in render_crispy_form(form)


def test_filter_of_crispy_draws_every_control():
    form = ExampleForm()

    html = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": form}))

    assert [bound.name for bound in form.visible_fields() if html.count(f'id="{first_input_id(bound)}"') != 1] == []

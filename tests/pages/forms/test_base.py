import datetime as dt

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.pages.forms import CharacterCountField, Checkboxes, NhsDateField, PortalForm, Radios
from partnership.pages.forms.answers import in_words
from partnership.pages.forms.drawing import error_list
from partnership.pages.values import NOT_PROVIDED
from tests.pages.gallery import ExampleForm


class EveryForm(PortalForm):
    name = forms.CharField(label="Last name", max_length=20)
    code = forms.CharField(label="Code", min_length=3, required=False)
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    reason = CharacterCountField(label="Reason for referral", max_length=5)
    section = forms.ChoiceField(label="Mental Health Act section", choices=[("2", "Section 2")])
    needs = forms.MultipleChoiceField(label="Main needs", choices=[("a", "A")], widget=Checkboxes)
    sure = forms.ChoiceField(label="Is this person known?", choices=[("yes", "Yes")], widget=Radios)
    email = forms.EmailField(label="Email address", required=False)
    beds = forms.IntegerField(label="Number of beds", min_value=1, max_value=1200, required=False)
    nights = forms.IntegerField(label="Nights (%)", required=False)
    price = forms.DecimalField(label="Price", required=False)
    agreed = forms.BooleanField(label="The referrer agrees")
    own = forms.CharField(label="Own", error_messages={"required": "Tell us your own"})


class KnownForm(PortalForm):
    known = forms.ChoiceField(
        label="Known?", choices=[("yes", "Yes"), ("no", "No")], widget=Radios(reveals={"yes": ("number", "since")})
    )
    number = forms.CharField(label="Number")
    since = NhsDateField(label="Known since", required=False)


def errors(**data) -> dict[str, str]:
    return {name: messages[0] for name, messages in EveryForm(data).errors.items()}


def test_form_with_nothing_filled_in_asks_for_each_answer_by_its_label():
    assert errors() == {
        "name": "Enter the last name",
        "reason": "Enter the reason for referral",
        "section": "Select the Mental Health Act section",
        "needs": "Select the main needs",
        "sure": "Select an answer to ‘Is this person known?’",
        "agreed": "Select ‘The referrer agrees’ to go on",
        "own": "Tell us your own",
    }


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("name", "x" * 21, "Last name must be 20 characters or less"),
        ("code", "ab", "Code must be 3 characters or more"),
        ("code", "x" * 251, "Code must be 250 characters or less"),
        ("note", "x" * 4001, "Note must be 4000 characters or less"),
        ("reason", "123456", "Reason for referral must be 5 characters or less"),
        ("section", "999", "Select the Mental Health Act section"),
        ("needs", ["b"], "Select the main needs"),
        ("email", "nobody", "Enter an email address in the correct format, like name@example.com"),
        ("beds", "many", "Number of beds must be a whole number, like 12"),
        ("beds", "0", "Number of beds must be between 1 and 1,200"),
        ("beds", "1201", "Number of beds must be between 1 and 1,200"),
        ("beds", "9" * 5000, "Number of beds must be a whole number, like 12"),
        ("nights", "2147483648", "Nights (%) must be 2,147,483,647 or less"),
        ("price", "dear", "Price must be a number, like 12.5"),
        ("price", "NaN", "Price must be a number, like 12.5"),
    ],
)
def test_answer_that_cannot_be_taken_says_why(name, typed, sentence):
    assert errors(**{name: typed})[name] == sentence


@pytest.mark.parametrize("hidden", ["\0", "\x1b", "\x7f", "\x9f", "\ud83d", "a\nb", "a\tb"])
def test_line_with_a_hidden_character_is_refused_in_words(hidden):
    sentence = "Last name must not include hidden characters. Type it again instead of pasting it"

    assert errors(name=f"x{hidden}y")["name"] == sentence


@pytest.mark.parametrize(
    "typed", ["😀", "Zoë O’Neill", "שלום", "\u202eabc\u202c", "ناصر", "<script>", "' OR 1=1 --", "ﬁ\u200d"]
)
def test_line_in_any_writing_is_kept_as_typed(typed):
    form = EveryForm({"name": typed})
    form.is_valid()

    assert form.cleaned_data["name"] == typed


def test_text_of_many_lines_counts_a_line_end_once():
    form = EveryForm({"reason": "12\r\n45"})
    form.is_valid()

    assert form.cleaned_data["reason"] == "12\n45"


def test_revealed_question_when_not_asked_is_as_if_not_filled_in():
    form = KnownForm({"known": "no", "number": "\0", "since_day": "99"})

    assert form.is_valid()
    assert form.cleaned_data == {"known": "no", "number": "", "since": None}


def test_revealed_question_when_asked_is_required():
    assert KnownForm({"known": "yes"}).errors == {"number": ["Enter the number"]}


def test_answers_in_words_leave_out_what_was_not_asked():
    yes = KnownForm({"known": "yes", "number": "7", "since_day": "1", "since_month": "4", "since_year": "2018"})
    no = KnownForm({"known": "no"})
    assert yes.is_valid()
    assert no.is_valid()

    assert yes.answers() == [("Known?", "Yes"), ("Number", "7"), ("Known since", "1 April 2018")]
    assert no.answers() == [("Known?", "No")]
    assert in_words(yes["since"], dt.date(2017, 1, 2)) == "2 January 2017"
    assert in_words(yes["since"], None) is NOT_PROVIDED


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("Explain the correction", "Explanation must be 5 characters or less"),
        ("Gender, if different", "Gender must be 5 characters or less"),
        ("Why is this urgent?", "Your answer must be 5 characters or less"),
    ],
)
def test_label_that_is_no_noun_still_begins_a_sentence(label, sentence):
    class OneQuestion(PortalForm):
        answer = forms.CharField(label=label, max_length=5)

    assert OneQuestion({"answer": "123456"}).errors["answer"] == [sentence]


def test_field_added_by_a_form_to_itself_speaks_like_the_others():
    class Growing(PortalForm):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["late"] = forms.CharField(label="Late")

    assert Growing({}).errors == {"late": ["Enter the late"]}


def test_form_of_one_page_does_not_change_the_words_of_the_next():
    first = EveryForm({})
    first.fields["name"].label = "Family name"

    assert first.errors["name"] == ["Enter the family name"]
    assert EveryForm({}).errors["name"] == ["Enter the last name"]


HOSTILE = st.one_of(
    st.text(max_size=50),
    st.integers().map(str),
    st.sampled_from(
        ["\0", "x" * 100_000, "9" * 400, "1e999999", "<script>", "\ud800", "=1+1", "😀" * 300, "%s%(x)d{0}{{"]
    ),
    st.lists(st.text(max_size=5), max_size=3),
    st.none(),
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(ExampleForm.base_fields) + ["date_of_birth_day"]), HOSTILE))
def test_form_with_anything_at_all_sent_answers_in_sentences_and_can_be_drawn(data):
    form = ExampleForm(data, data)

    form.is_valid()
    html = render_crispy_form(form).encode()

    assert b"<script>" not in html
    for line in error_list(form):
        assert not {"valid", "invalid", "sorry", "please"} & set(line["text"].lower().split())
        assert "This field" not in line["text"]
        assert line["href"].startswith("#id_")

import pytest
from django.utils.safestring import mark_safe

from partnership.pages import jinja

HOSTILE = '<script>alert("1")</script>'


@pytest.mark.parametrize(
    ("component", "params"),
    [
        ("label", {"text": HOSTILE}),
        ("legend", {"text": HOSTILE}),
        ("button", {"text": HOSTILE, "href": HOSTILE}),
        ("button", {"html": HOSTILE}),
        ("card", {"heading": HOSTILE, "href": HOSTILE, "description_html": HOSTILE}),
        ("input", {"label__text": HOSTILE, "name": HOSTILE, "value": HOSTILE, "hint__html": HOSTILE}),
        ("input", {"name": "a", "label__text": "A", "attributes": {"data-x": HOSTILE}, "prefix": HOSTILE}),
        ("select", {"name": "a", "label__text": "A", "items": [{"value": HOSTILE, "text": HOSTILE}]}),
        ("details", {"summary_text": HOSTILE, "html": HOSTILE}),
        ("error_summary", {"title_text": HOSTILE, "error_list": [{"text": HOSTILE, "href": HOSTILE}]}),
        ("tag", {"text": HOSTILE, "classes": HOSTILE}),
        ("panel", {"title_html": HOSTILE}),
    ],
)
@pytest.mark.parametrize("draw", [jinja.nhs, jinja.nhs_kept])
def test_macro_given_markup_that_was_not_marked_safe_shows_it_as_text(draw, component, params):
    html = draw(component, **params)

    assert "<script" not in html
    assert '("1")' not in html


def test_macro_given_safe_markup_takes_it_as_it_is():
    inner = mark_safe("<b>bold</b>")

    assert inner in jinja.nhs("details", summary_text="More", html=inner)


def test_macro_kept_for_text_is_not_used_for_the_same_markup_marked_safe():
    as_text = jinja.nhs_kept("details", summary_text="x", html="<b>bold</b>")
    as_markup = jinja.nhs_kept("details", summary_text="x", html=mark_safe("<b>bold</b>"))

    assert "<b>bold</b>" not in as_text
    assert "<b>bold</b>" in as_markup


def test_macro_parameter_with_two_underscores_reaches_inside():
    html = jinja.nhs("input", name="a", label__text="First name", label__is_page_heading=True)

    assert "<h1" in html
    assert "First name" in html

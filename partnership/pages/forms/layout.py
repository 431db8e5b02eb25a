"""How a form is laid out: its sections, what shares a row, its buttons. ``{% crispy form %}`` draws it.

A form without a layout has its questions one below the other and one button. A layout is a tuple on the form's class::

    layout = (Section("Referrer", "name", SideBySide("received_on", "received_time")), Rest())

A question that a form took out of itself is left out. One that a choice reveals is drawn with its choice and is not
named here. The order is that of the form's fields, in which errors and answers are listed too. A layout that forgets a
question, draws it twice or out of order fails every test that opens its page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from crispy_forms.helper import FormHelper
from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from partnership.pages import jinja
from partnership.pages.forms.drawing import asked, draw


def joined(parts: Iterable[str]) -> SafeString:
    """Pieces of markup one after the other. What is no markup is escaped."""
    return format_html_join("", "{}", ((part,) for part in parts))


class WronglyLaidOut(Exception):
    """A layout forgets a question, draws it twice, or has another order than its form."""


class Part(LayoutObject):
    """Questions, by name, and further parts, one below the other."""

    def __init__(self, *fields: str | LayoutObject | Buttons | Submit):
        self.fields = list(fields)

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs) -> SafeString:
        """Draws its questions without crispy's template for each field, which would cost as much as the control."""
        return joined(self._drawn(part, form, context) for part in self.fields)

    def _drawn(self, part: str | LayoutObject | Buttons | Submit, form: forms.BaseForm, context: Context) -> str:
        if isinstance(part, str):
            return draw(form[part]) if part in form.fields else ""
        return part.render(form, context)


class Section(Part):
    """Questions under a heading. Without any of its questions it is not drawn."""

    def __init__(self, heading: str, *fields: str | LayoutObject, hint: str = ""):
        super().__init__(*fields)
        self.heading, self.hint = heading, hint

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs) -> SafeString:
        content = super().render(form, context)
        return jinja.component("section", heading=self.heading, hint=self.hint, content=content) if content else content


class SideBySide(Part):
    """Short questions in one row, as long as the screen is wide enough."""

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs) -> SafeString:
        content = super().render(form, context)
        return jinja.component("side_by_side", content=content) if content else content


class Rest(Part):
    """Every question that the layout does not name, in the form's order."""

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs) -> SafeString:
        named = {pointer.name for pointer in form.helper.layout.get_field_names()}
        return joined(draw(bound) for bound in asked(form) if bound.name not in named)


class Include(Part):
    """A template in the middle of a form, such as a table of its questions, with what the page knows.

    ``draws`` are the questions whose controls it writes by itself.
    """

    def __init__(self, template: str, draws: tuple[str, ...] = ()):
        super().__init__(*draws)
        self.template = template

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs) -> SafeString:
        form.drawn.update(self.fields)
        with context.push(form=form):
            return get_template(self.template).template.render(context)


class DrawnByPage(Part):
    """Questions whose controls stand in the page outside the form, such as the checkboxes of a table's rows."""

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs) -> SafeString:
        form.drawn.update(self.fields)
        return joined(())


@dataclass(frozen=True)
class Submit:
    """The official button. Without ``text`` it says what the page's view calls its button, or the form does."""

    text: str = ""
    name: str = ""
    value: str = "yes"
    variant: str = ""
    small: bool = False

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs) -> SafeString:
        sent = {"name": self.name, "value": self.value} if self.name else {}
        text = self.text or context.get("button") or form.button
        given = {"text": text, "variant": self.variant, "small": self.small, **sent}
        return jinja.nhs_kept("button", **given, prevent_double_click=True)


class Buttons:
    """The buttons that send the form; the page's ``button_links`` follow them."""

    def __init__(self, *buttons: Submit):
        self.buttons = buttons or (Submit(),)

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs) -> SafeString:
        buttons = [button.render(form, context) for button in self.buttons]
        return jinja.component("buttons", buttons=buttons, links=context.get("button_links", ()))


class PortalHelper(FormHelper):
    """What crispy needs to draw a form of the portal: its layout, with a button after it where it has none."""

    form_action = ""  # a URL; crispy's own would look for a route of that name first

    def __init__(self, form: forms.BaseForm, *parts: str | LayoutObject | Buttons | Submit):
        super().__init__()
        self.layout = Part(*(parts or form.layout or (Rest(),)))
        if not parts and not any(isinstance(part, (Buttons, Submit)) for part in self.layout.fields):
            self.layout.append(Buttons())

    def render_layout(self, form: forms.BaseForm, context: Context, template_pack: str = TEMPLATE_PACK) -> SafeString:
        form.drawn = Counter()
        html = self.layout.render(form, context)
        hidden = [draw(bound) for bound in form.hidden_fields() if not form.drawn[bound.name]]
        return joined([*hidden, html, *self.forgotten(form)])

    def forgotten(self, form: forms.BaseForm) -> list[SafeString]:
        """Draws what the layout forgets, so that it can be answered all the same; in tests, it is an error."""
        questions = [bound.name for bound in asked(form)]
        drawn = [name for name in form.drawn if name in questions]
        twice = [name for name, times in form.drawn.items() if times > 1]
        if (drawn != questions or twice) and not getattr(settings, "CRISPY_FAIL_SILENTLY", True):
            raise WronglyLaidOut(f"{type(form).__name__} asks {questions}, but draws {drawn}, and {twice} twice")
        return [draw(form[name]) for name in questions if not form.drawn[name]]

"""Pages that ask something. A form checks what was typed, one action makes the change, and the answer is a redirect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import Model
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views.generic.edit import FormMixin, ProcessFormView

from partnership.access.refusals import Refusal
from partnership.arithmetic.words import in_a_sentence, with_article
from partnership.pages.banners import say, say_done
from partnership.pages.forms.answers import in_words
from partnership.pages.forms.base import PortalForm
from partnership.pages.forms.choices import Radios
from partnership.pages.forms.layout import Buttons, Rest, Submit
from partnership.pages.values import Link
from partnership.pages.views.page import Page
from partnership.pages.views.records import Noun, OfRecord, view_of
from partnership.records.backstop import all_or_nothing
from partnership.records.events import who_changed_last
from partnership.records.models.record import ChangedSinceOpened

KEEP, CHOOSE = "keep-", "choose"
"""On the conflict page: the prefix of its radios, and the field that names what has to be chosen."""


class WhatToKeep(PortalForm):
    """Part by part, the value on record or what was typed. Nothing is chosen beforehand: a part that this person never
    touched would otherwise undo what someone else has just changed."""

    layout = (Rest(), Buttons(Submit("Save")))

    def __init__(self, *args, differing: Iterable[BoundField], **kwargs):
        super().__init__(*args, **kwargs)
        for field in differing:
            self.fields[KEEP + field.name] = forms.ChoiceField(
                label=field.label,
                choices=[("now", "Keep what is there now"), ("mine", "Use my change")],
                widget=Radios(),
                error_messages={"required": f"Select what to keep for {in_a_sentence(str(field.label))}"},
            )

    def kept_as_it_is(self) -> list[str]:
        """The fields of the record that keep their value."""
        return [name.removeprefix(KEEP) for name, choice in self.cleaned_data.items() if choice == "now"]


class FormPage(FormMixin, Page, ProcessFormView):
    """``act(form)`` calls one action and gives the URL to go to. A Refusal is shown with what was typed still there."""

    template_name = "pages/form.html"
    button = "Save and continue"
    success = ""
    hint = ""

    def button_links(self) -> Sequence[Link]:
        """What one may do in place of pressing the button, such as "Cancel"."""
        return ()

    def hidden(self) -> list[tuple[str, object]]:
        """What the form sends along without asking: names with their values."""
        return []

    def act(self, form) -> str:
        raise NotImplementedError

    def form_valid(self, form) -> HttpResponse:
        try:
            with all_or_nothing():
                url = self.act(form)
        except ChangedSinceOpened as conflict:
            return self.changed_since_opened(form, conflict)
        except Refusal as refusal:
            self.say_why_not(form, refusal)
            return self.form_invalid(form)
        if sentence := self.get_success():
            say_done(self.request, sentence, undo_url=self.undo_url())
        return redirect(url)

    def get_success(self) -> str:
        """What the next page says in a green banner."""
        return self.success

    def undo_url(self) -> str:
        """Where the banner's button "Undo" leads, where there is one."""
        return ""

    def say_why_not(self, form, refusal: Refusal) -> None:
        """Shows the sentence at the top, unless a page knows the field that it is about."""
        form.add_error(None, refusal.sentence)

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def changed_since_opened(self, form, conflict: ChangedSinceOpened) -> HttpResponse:
        form.add_error(None, conflict.sentence)
        return self.form_invalid(form)

    def get_context_data(self, **kwargs):
        given = {"button": self.button, "button_links": self.button_links(), "hint": self.hint, "hidden": self.hidden()}
        return super().get_context_data(**{**given, **kwargs})


class NewPage(FormPage):
    """Adds one of ``records``: ``action`` takes who acts and what the form asks, and gives the record.

    ``success`` may name ``{record}``. Title, button and the way back follow from the noun.
    """

    records: type[Noun]
    action: Callable[..., Any]
    success = "{record} is added."

    @classmethod
    def of(cls, noun: type[Noun], action: Callable[..., Any], form_class, **settings: object) -> type:
        """The view of a form that needs no code of its own."""
        given = {"records": noun, "action": staticmethod(action), "form_class": form_class, "section": noun.section}
        return view_of(noun, "new", cls, **given | settings)

    def get_title(self) -> str:
        return self.title or f"Add {with_article(self.records.nouns()[0])}"

    @property
    def button(self) -> str:
        return f"Add {self.records.nouns()[0]}"

    def back_link(self) -> str:
        return self.records.list_url()

    def act(self, form) -> str:
        self.added = self.action(**self.given(), **form.values)
        return self.records.url_of(self.added)

    def given(self) -> dict[str, object]:
        """What the action takes besides what the form asks."""
        return {"by": self.principal}

    def get_success(self) -> str:
        return self.success.format(record=self.added)

    def get_context_data(self, **kwargs):
        if self.is_personal:
            self.shows([])  # a form for what there is not yet shows no one
        return super().get_context_data(**kwargs)


class MadeOnAVersion(FormPage):
    """A form that overwrites: it carries the version that it was made on."""

    def post(self, request, *args, **kwargs) -> HttpResponse:
        """A form without a version was not made by the portal: what it would overwrite cannot be told."""
        if self.version is None:
            return render(request, "400.html", status=400)
        return super().post(request, *args, **kwargs)

    @property
    def version(self) -> int | None:
        """The version that the form was made on; None on the page that asks."""
        text = self.request.POST.get("version", "")
        return int(text) if text.isdecimal() and len(text) < 10 else None


class RecordAddPage(OfRecord, FormPage):
    """A form about one record that overwrites nothing of it: a note, a file. The person is then on the page ``after``.

    ``action`` takes what the page is about (``subject``), who acts, and what the form asks; ``change(form)`` calls it
    with something else. ``success`` may name ``{record}``, as the action leaves it.
    """

    action: Callable[..., Any]
    after = ""  # a URL name of the record; the overview, unless it says otherwise
    undo = ""  # the URL name of the page that takes it back
    checks_posts = False  # whether what is sent is checked too, where no action refuses it by itself
    changed: Model | None = None

    @classmethod
    def of(cls, noun: type[OfRecord], action: Callable[..., Any], form_class=PortalForm, **settings: object) -> type:
        """The view of a form that needs no code of its own."""
        given = {"action": staticmethod(action), "form_class": form_class} | settings
        return view_of(noun, action.__name__, noun, cls, **given)

    @property
    def caption(self) -> str:
        """Above the heading: which record this is about."""
        return self.caption_of(self.record)

    def after_url(self) -> str:
        return self.to_record(self.after)

    def back_link(self) -> str:
        return self.after_url()

    def act(self, form) -> str:
        self.changed = self.change(form)
        return self.after_url()

    def change(self, form) -> Model | None:
        """Calls the action; gives the record as it then is."""
        return self.action(**self.made_on, **form.values)

    @property
    def made_on(self) -> dict[str, object]:
        """What the action takes besides the form's answers: the subject, by its noun, and who acts."""
        return {self.argument or self.noun: self.subject, "by": self.principal}

    def get_success(self) -> str:
        return self.success.format(record=self.changed or self.record)

    def undo_url(self) -> str:
        return self.to_record(self.undo) if self.undo else ""

    def check(self) -> None:
        """Refuses where there is nothing to ask now: the person is then back on the record, and reads why."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        self.record  # noqa: B018 - a record out of scope is a 404 before anything else
        return self.sent_back() or super().get(request, *args, **kwargs)

    def sent_back(self) -> HttpResponse | None:
        try:
            self.check()
        except Refusal as refusal:
            say(self.request, refusal.sentence)
            return redirect(self.back_link())
        return None

    def post(self, request, *args, **kwargs) -> HttpResponse:
        self.record  # noqa: B018
        back = self.sent_back() if self.checks_posts else None
        return back or super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": self.caption, **kwargs})


class RecordFormPage(RecordAddPage, MadeOnAVersion):
    """A form that overwrites: its action takes the version it was made on too. If that has moved on, the person sees
    both versions and chooses."""

    @property
    def made_on(self) -> dict[str, object]:
        return {**super().made_on, "version": self.version}

    def get_context_data(self, **kwargs):
        """A form sent back with errors keeps the version that it was made on: what came between is still to be seen."""
        return super().get_context_data(**{"version": self.version, **kwargs})

    def values_now(self) -> dict[str, object]:
        """What the record says for the fields of the form; empty where the form asks for something new."""
        return self.get_initial()

    def form_valid(self, form) -> HttpResponse:
        if CHOOSE in self.request.POST:
            asked = [form[name] for name in self.request.POST.getlist(CHOOSE) if name in form.fields]
            chosen = WhatToKeep(self.request.POST, differing=asked)
            if not chosen.is_valid():
                return self.both_versions(form, self.record, chosen)
            form.cleaned_data |= {name: self.values_now().get(name) for name in chosen.kept_as_it_is()}
        return super().form_valid(form)

    def changed_since_opened(self, form, conflict: ChangedSinceOpened) -> HttpResponse:
        """Reads everything again: what this page read before the action locked the record may be older than the
        version that the action was refused for."""
        self.forget_what_was_read()
        return self.both_versions(form, conflict.record)

    def forget_what_was_read(self) -> None:
        for name in list(self.__dict__):
            if isinstance(getattr(type(self), name, None), cached_property):
                del self.__dict__[name]

    def both_versions(self, form, record: Model, chosen: WhatToKeep | None = None) -> HttpResponse:
        """The page with the values on record and what this person typed, to choose part by part."""
        rows = self.differing(form)
        context = self.get_context_data(
            form=form,
            conflict_title=f"This {record._meta.verbose_name} has changed since you opened it",
            changed_by=who_changed_last(record),
            version=record.version,
            rows=rows,
            choices=chosen or WhatToKeep(differing=[field for field, _, _ in rows]),
            yours=[] if self.values_now() else form.answers(),
            button_links=[Link("Start again from what is there now", self.request.path)],
            hidden=[*self.typed(), *((CHOOSE, field.name) for field, _, _ in rows)],
        )
        return render(self.request, "pages/conflict.html", context, status=409)

    def differing(self, form) -> list[tuple[BoundField, object, object]]:
        """Each field of the record with its value on record and what was typed, where the two differ."""
        now = self.values_now()
        rows = [
            (form[name], in_words(form[name], now[name]), in_words(form[name])) for name in form.fields if name in now
        ]
        return [row for row in rows if str(row[1]) != str(row[2])]

    def typed(self) -> list[tuple[str, str]]:
        """What was posted, for the conflict page to send again with the present version."""
        own = {"csrfmiddlewaretoken", "form_token", "version", CHOOSE}
        return [
            (name, value)
            for name in self.request.POST
            if name not in own and not name.startswith(KEEP)
            for value in self.request.POST.getlist(name)
        ]


class CorrectionPage(RecordFormPage):
    """Puts right what was recorded, by a ``CorrectionForm``; the old value stays to be seen."""

    button = "Save correction"
    success = "The correction is saved. The old value stays in the history."

    def get_initial(self):
        return super().get_initial() | self.get_form_class().of(self.subject)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"row": self.subject}

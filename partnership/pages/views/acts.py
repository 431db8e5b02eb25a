"""What is done to a record at one press of a button, without a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from partnership.access.refusals import Refusal
from partnership.pages.banners import say, say_done
from partnership.pages.views.page import Page
from partnership.pages.views.records import OfRecord, view_of
from partnership.records.backstop import all_or_nothing


class RecordAct(OfRecord, Page):
    """``act()`` calls the ``action``. Leads back to the page ``after``, where ``success`` or a refusal is said.

    ``success`` may name ``{record}``, as the action leaves it.
    """

    action: Callable[..., Any]
    success = ""
    after = ""  # a URL name of the record; the overview, unless it says otherwise
    undo = ""

    @classmethod
    def of(cls, noun: type[OfRecord], action: Callable[..., Any], success: str, **settings: object) -> type:
        """A button's view: ``RecordAct.of(OfReferral, undo.accepting, "Undone. {record} waits for triage again.")``."""
        return view_of(noun, action.__name__, noun, cls, action=staticmethod(action), success=success, **settings)

    def act(self) -> str:
        """Gives the sentence that says what was done."""
        record = self.action(**{self.argument or self.noun: self.subject}, by=self.principal)
        return self.success.format(record=record)

    def after_url(self) -> str:
        return self.to_record(self.after)

    def undo_url(self) -> str:
        return self.to_record(self.undo) if self.undo else ""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        self.subject  # noqa: B018 - what is out of scope is a 404, wherever the act leads
        return redirect(self.after_url())

    def post(self, request, *args, **kwargs) -> HttpResponse:
        try:
            with all_or_nothing():
                sentence = self.act()
        except Refusal as refusal:
            say(request, refusal.sentence)
        else:
            if sentence:
                say_done(request, sentence, undo_url=self.undo_url())
        return redirect(self.after_url())

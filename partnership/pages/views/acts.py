"""What is done to a record at one press of a button, without a form."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from partnership.access.refusals import Refusal
from partnership.pages.banners import say
from partnership.pages.views.page import Page
from partnership.pages.views.records import OfRecord
from partnership.records.backstop import all_or_nothing


class RecordAct(OfRecord, Page):
    """``act()`` calls one action. Leads back to ``after_url()``, where a refusal is said."""

    def act(self) -> None:
        raise NotImplementedError

    def after_url(self) -> str:
        raise NotImplementedError

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return redirect(self.after_url())

    def post(self, request, *args, **kwargs) -> HttpResponse:
        try:
            with all_or_nothing():
                self.act()
        except Refusal as refusal:
            say(request, refusal.sentence)
        return redirect(self.after_url())

"""The banner on the next page, after something small was done: said once, with an Undo where there is one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest


def say_done(request: HttpRequest, sentence: str, *, undo_url: str = "") -> None:
    """A green banner on the next page. ``undo_url`` takes a POST and is offered as the button "Undo"."""
    messages.success(request, sentence, extra_tags=undo_url)


def say(request: HttpRequest, sentence: str) -> None:
    """A blue banner on the next page, for what a person should know before they go on."""
    messages.info(request, sentence)

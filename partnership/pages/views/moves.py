"""Pages that make a move of a state table: the table has their sentences, a form asks what the action needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from django.db.models import Model
from django.forms import BaseForm
from django.urls import URLPattern

from partnership.access.routes import page
from partnership.pages.forms import PortalForm
from partnership.pages.views.forms import RecordFormPage
from partnership.pages.views.records import OfRecord
from partnership.records.states import Transition


class MovePage(RecordFormPage):
    """The page of the move ``verb``, whose sentences are the state table's. Without a form it asks no more than to be
    sure. While the move cannot be made there is no page, and the record says why.

    A page of several moves has an action for each verb in ``actions``; its form says which, by its ``verb``.
    """

    verb = ""
    actions: ClassVar[Mapping[str, Callable[..., Any]]] = {}
    form_class: type[BaseForm] = PortalForm

    @property
    def move(self) -> Transition:
        assert self.states is not None
        return self.states[self.verb]

    def get_title(self) -> str:
        return self.title or self.move.title or self.move.label

    def check(self) -> None:
        assert self.states is not None
        self.states.check(self.record, self.verb, self.principal)

    def values_now(self) -> dict[str, object]:
        """A move asks for something new."""
        return {}

    def change(self, form) -> Model | None:
        if not self.actions:
            return super().change(form)
        self.verb = form.verb
        return self.actions[form.verb](**self.made_on, **form.values)

    @property
    def success(self) -> str:
        return self.move.success

    @property
    def undo(self) -> str:
        return self.move.undo

    @property
    def button(self) -> str:
        return self.move.label

    @property
    def hint(self) -> str:
        return self.move.hint.format(record=self.record)


def moves(noun: type[OfRecord], root: str, **views: Callable[..., Any] | tuple | type) -> Iterator[URLPattern]:
    """Routes of moves, under the record's ``root``: path, needs and name come from the state table.

    Each verb has an action, or an action and its form, or a view: ``withdraw=(referrals.withdraw, WithdrawForm)``.
    """
    assert noun.states is not None
    for verb, made_by in views.items():
        transition = noun.states[verb]
        path = transition.path or transition.page.removeprefix(f"{noun.noun}-")
        is_view = isinstance(made_by, type) and issubclass(made_by, OfRecord)
        given = made_by if isinstance(made_by, tuple) else (made_by,)
        view = made_by if is_view else MovePage.of(noun, *given, verb=verb)
        yield page(f"{root}{path}/", view, needs=transition.needs, name=transition.page)

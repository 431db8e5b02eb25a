"""A form whose answers are shown once more before they take effect: to be read over, or because of a likely mistake."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from partnership.pages.forms.base import PortalForm
from partnership.pages.forms.layout import Buttons, Rest, Submit

CONFIRMED, CHANGE = "confirmed", "change"
"""The buttons of the second page: go on as it is, or go back to the form with everything that was typed."""


class ConfirmStep:
    """Mix in before a RecordFormPage or FormPage. The second page is ``confirm_template``, which extends
    ``pages/confirm_step.html`` and so carries what was typed; nothing of it is kept anywhere else."""

    confirm_template = "pages/confirm_step.html"

    def needs_confirming(self, form) -> bool:
        """Whether these answers need the second page. The action decides by itself what it refuses."""
        return True

    def context(self, form) -> dict[str, object]:
        """What the second page shows: its ``confirm_title``, ``confirm_button`` and whatever its template wants."""
        raise NotImplementedError

    def form_valid(self, form) -> HttpResponse:
        if CHANGE in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        if self.needs_confirming(form) and not self.is_confirmed(form):
            return self.show_confirm_step(form)
        return super().form_valid(form)

    def is_confirmed(self, form) -> bool:
        return CONFIRMED in self.request.POST

    def show_confirm_step(self, form, status: int = 200) -> HttpResponse:
        given = {"change_button": "Change my answers", "confirm_form": PortalForm(), **self.context(form)}
        go_on = Submit(given["confirm_button"], name=CONFIRMED)
        change = Submit(given["change_button"], name=CHANGE, variant="secondary")
        given["confirm_form"].layout = (Rest(), Buttons(go_on, change))
        context = self.get_context_data(form=form, hidden=self.carried(), **given)
        return render(self.request, self.confirm_template, context, status=status)

    def carried(self) -> list[tuple[str, str]]:
        own = {"csrfmiddlewaretoken", "form_token", "version", CONFIRMED, CHANGE}
        sent = self.request.POST
        return [(name, value) for name in sent if name not in own for value in sent.getlist(name)]

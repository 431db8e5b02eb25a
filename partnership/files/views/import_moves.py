"""What its owner does with an import: the buttons of its page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from partnership.files.actions import imports
from partnership.files.models import Import
from partnership.files.views.import_record import OfImport, url
from partnership.pages.forms import PortalForm
from partnership.pages.values import Link
from partnership.pages.views import FormPage, RecordFormPage


class ImportMove(OfImport, FormPage):
    """A button of the overview: it has no page of its own, and says there what could not be done."""

    http_method_names = ["post", "options"]
    form_class = PortalForm
    template_name = "files/refused.html"

    def post(self, request, *args, **kwargs) -> HttpResponse:
        self.record  # noqa: B018 - somebody else's is not there, before anything else
        return super().post(request, *args, **kwargs)

    def breadcrumbs(self) -> list[Link]:
        return []

    def back_link(self) -> str:
        return url("overview", self.record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"about": self.record, **kwargs})

    def do(self) -> Import:
        raise NotImplementedError

    def act(self, form: PortalForm) -> str:
        return url("overview", self.do())


class ImportApprove(ImportMove, RecordFormPage):
    """What is approved is the review that stood on the page; one that has moved on is looked at again first."""

    title = "Approve and import"

    def do(self) -> Import:
        return imports.approve(upload=self.record, by=self.principal, version=self.version)

    def changed_since_opened(self, form, conflict) -> HttpResponse:
        form.add_error(None, conflict.sentence)
        return self.render_to_response(self.get_context_data(form=form), status=409)


class ImportCancel(ImportMove):
    title = "Cancel upload"
    success = "The upload was cancelled. Nothing was imported."

    def do(self) -> Import:
        return imports.cancel(upload=self.record, by=self.principal)


class ImportUndo(ImportMove):
    title = "Undo this import"

    def do(self) -> Import:
        return imports.undo(upload=self.record, by=self.principal)


class ImportAgain(ImportMove):
    title = "Start again"

    def do(self) -> Import:
        return imports.start_again(upload=self.record, by=self.principal)

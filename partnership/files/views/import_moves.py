"""What its owner does with an import: the buttons of its page."""

from __future__ import annotations

from django.http import HttpResponse

from partnership.files.actions import imports
from partnership.files.views.import_record import OfImport
from partnership.pages.forms import PortalForm
from partnership.pages.views import RecordAct, RecordFormPage

ImportCancel = RecordAct.of(OfImport, imports.cancel, "The upload was cancelled. Nothing was imported.")
ImportUndo = RecordAct.of(OfImport, imports.undo, "")
ImportAgain = RecordAct.of(OfImport, imports.start_again, "")


class ImportApprove(OfImport, RecordFormPage):
    """What is approved is the review on the page; one that has moved on is looked at again first."""

    http_method_names = ["post", "options"]
    template_name = "files/refused.html"
    action = staticmethod(imports.approve)
    form_class = PortalForm
    title = "Approve and import"

    def changed_since_opened(self, form, conflict) -> HttpResponse:
        form.add_error(None, conflict.sentence)
        return self.render_to_response(self.get_context_data(form=form), status=409)

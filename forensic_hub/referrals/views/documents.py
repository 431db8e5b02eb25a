"""Files of a referral. No address serves one by itself: each request is checked."""

from __future__ import annotations

import logging

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property

from forensic_hub.referrals.actions import documents
from forensic_hub.referrals.forms.documents import ChecklistForm, DocumentForm, RemoveDocumentForm
from forensic_hub.referrals.models import Document
from forensic_hub.referrals.views.record import OfReferral, ReferralForm, ReferralPage
from forensic_hub.referrals.vocabulary import Paper
from partnership.arithmetic import words
from partnership.pages.values import Link, Tag
from partnership.pages.views import Page, RecordAddPage
from partnership.records.models import Read

log = logging.getLogger(__name__)


class ReferralDocuments(ReferralPage):
    template_name = "forensic_hub/referral_documents.html"

    def get_context_data(self, **kwargs):
        change = Link("Change", self.to_record("document-checklist"), "which documents we have")
        return super().get_context_data(
            documents=self.record.documents.select_related("uploaded_by", "removed_by"),
            checklist=checklist(self.record),
            checklist_actions=(change,) if self.may_edit else (),
            may_edit=self.may_edit,
            **kwargs,
        )


def checklist(referral) -> list[tuple[str, object]]:
    """Each document that a referral should come with: Yes, or Not yet."""
    return [(paper.label, "Yes" if paper in referral.papers else Tag("Not yet")) for paper in Paper]


class DocumentNew(OfReferral, RecordAddPage):
    action = staticmethod(documents.add)
    form_class = DocumentForm
    title = "Add a document"
    button = "Add document"
    after = "referral-documents"
    success = "{record} added."

    def undo_url(self) -> str:
        return self.to_record("document-undo", key=self.changed.key)


class DocumentChecklist(ReferralForm):
    action = staticmethod(documents.tick)
    form_class = ChecklistForm
    title = "Which documents do you have?"
    button = "Save"
    after = "referral-documents"
    success = "Checklist saved."

    def get_initial(self):
        return super().get_initial() | ChecklistForm.of(self.record.papers)


class OfDocument(OfReferral):
    """One file, found on the referral that the URL names."""

    argument = "document"
    after = "referral-documents"

    @cached_property
    def subject(self) -> Document:
        return get_object_or_404(self.record.documents, key=self.kwargs["key"])


class DocumentDownload(OfDocument, Page):
    """The file as it came, to be kept and not shown: the answer says its type, so that a browser does not guess."""

    title = "This document cannot be opened"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        document = self.subject
        if document.removed_at:
            raise Http404
        try:
            file = document.file.open("rb")
        except FileNotFoundError:
            log.exception("The file of document %s is not in the storage", document.pk)
            return self.missing()
        self.shows([self.record.reference], Read.How.EXPORT, why=f"Document {document.pk}")
        return FileResponse(file, as_attachment=True, filename=document.name, content_type=document.content_type)

    def missing(self) -> HttpResponse:
        """A file's name can be a person's."""
        self.shows([self.record.reference])
        context = self.get_context_data(document=self.subject)
        return render(self.request, "forensic_hub/document_missing.html", context, status=404)

    def back_link(self) -> str:
        return self.to_record(self.after)


class DocumentRemove(OfDocument, RecordAddPage):
    action = staticmethod(documents.remove)
    form_class = RemoveDocumentForm
    title = "Remove this document"
    button = "Remove document"
    success = "{record} is removed."

    @property
    def hint(self) -> str:
        return f"{self.subject}, added on {words.day(self.subject.uploaded_at)}"

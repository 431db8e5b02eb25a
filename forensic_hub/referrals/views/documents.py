"""Files of a referral. No address serves one by itself: whoever asks is asked who they are."""

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
from partnership.pages.banners import say_done
from partnership.pages.values import Link, Tag
from partnership.pages.views import Page
from partnership.pages.views.records import OfRecord
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


class DocumentNew(ReferralForm):
    form_class = DocumentForm
    title = "Add a document"
    button = "Add document"
    after = "referral-documents"

    def change(self, form) -> None:
        typed = form.cleaned_data
        added = documents.add(referral=self.record, file=typed["file"], paper=typed["paper"], by=self.principal)
        say_done(self.request, f"{added} added.", undo_url=self.to_record("document-undo", key=added.key))


class DocumentChecklist(ReferralForm):
    form_class = ChecklistForm
    title = "Which documents do you have?"
    button = "Save"
    after = "referral-documents"
    success = "Checklist saved."

    def get_initial(self):
        return super().get_initial() | ChecklistForm.of(self.record.papers)

    def change(self, form) -> None:
        documents.tick(**self.made_on, papers=form.papers)


class OfDocument(OfReferral):
    """One file, found on the referral that the URL names."""

    @cached_property
    def document(self) -> Document:
        return get_object_or_404(self.record.documents, key=self.kwargs["key"])


class DocumentDownload(OfDocument, OfRecord, Page):
    """The file as it came, to be kept and not shown: a browser is told what it is, and not to guess."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        document = self.document
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
        context = self.get_context_data(document=self.document)
        return render(self.request, "forensic_hub/document_missing.html", context, status=404)

    def get_title(self) -> str:
        return "This document cannot be opened"

    def back_link(self) -> str:
        return self.to_record("referral-documents")


class DocumentRemove(OfDocument, ReferralForm):
    form_class = RemoveDocumentForm
    title = "Remove this document"
    button = "Remove document"
    after = "referral-documents"

    @property
    def hint(self) -> str:
        return f"{self.document}, added on {words.day(self.document.uploaded_at)}"

    def change(self, form) -> None:
        removed = documents.remove(document=self.document, why=form.cleaned_data["why"], by=self.principal)
        say_done(self.request, f"{removed} is removed.")

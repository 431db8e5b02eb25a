"""The button "Undo", for ten minutes after something small was done."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from forensic_hub.referrals.actions import undo
from forensic_hub.referrals.views.record import OfReferral
from partnership.pages.views import RecordAct

AcceptUndo = RecordAct.of(OfReferral, undo.accepting, "Undone. {record} waits for triage again.")
WithdrawUndo = RecordAct.of(OfReferral, undo.withdrawing, "Undone. {record} is open again.")


class OwnerUndo(OfReferral, RecordAct):
    def act(self) -> str:
        owner = undo.assigning(referral=self.record, by=self.principal).owner
        return f"Undone. {self.record} is {f'with {owner}' if owner else 'unassigned'} again."


class AskingUndo(OfReferral, RecordAct):
    success = "Undone. The request is cancelled and the clock is running again."

    def act(self) -> str:
        undo.asking(request=get_object_or_404(self.record.information_requests.all()[:1]), by=self.principal)
        return self.success


class BookingUndo(OfReferral, RecordAct):
    success = "Undone. The booking is cancelled."

    def act(self) -> str:
        undo.booking(assessment=get_object_or_404(self.record.assessments.order_by("-pk")[:1]), by=self.principal)
        return self.success


class NoteUndo(OfReferral, RecordAct):
    after = "referral-notes"
    success = "Undone. The note is struck out."

    def act(self) -> str:
        undo.writing(note=get_object_or_404(self.record.notes, pk=self.kwargs["pk"]), by=self.principal)
        return self.success


class DocumentUndo(OfReferral, RecordAct):
    after = "referral-documents"
    success = "Undone. The document is removed."

    def act(self) -> str:
        undo.adding(document=get_object_or_404(self.record.documents, key=self.kwargs["key"]), by=self.principal)
        return self.success

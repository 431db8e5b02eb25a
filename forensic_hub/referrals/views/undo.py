"""The button "Undo", for ten minutes after something small was done."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from forensic_hub.referrals.actions import undo
from forensic_hub.referrals.models import Note
from forensic_hub.referrals.views.assessments import OfBooking
from forensic_hub.referrals.views.documents import OfDocument
from forensic_hub.referrals.views.information import OfRequest
from forensic_hub.referrals.views.record import OfReferral
from partnership.pages.views import RecordAct


class OfNote(OfReferral):
    argument = "note"
    after = "referral-notes"

    @property
    def subject(self) -> Note:
        return get_object_or_404(self.record.notes, pk=self.kwargs["pk"])


AcceptUndo = RecordAct.of(OfReferral, undo.accepting, "Undone. {record} waits for triage again.")
WithdrawUndo = RecordAct.of(OfReferral, undo.withdrawing, "Undone. {record} is open again.")
AskingUndo = RecordAct.of(OfRequest, undo.asking, "Undone. The request is cancelled and the clock is running again.")
BookingUndo = RecordAct.of(OfBooking, undo.booking, "Undone. The booking is cancelled.")
NoteUndo = RecordAct.of(OfNote, undo.writing, "Undone. The note is struck out.")
DocumentUndo = RecordAct.of(OfDocument, undo.adding, "Undone. The document is removed.")


class OwnerUndo(OfReferral, RecordAct):
    def act(self) -> str:
        owner = undo.assigning(referral=self.record, by=self.principal).owner
        return f"Undone. {self.record} is {f'with {owner}' if owner else 'unassigned'} again."

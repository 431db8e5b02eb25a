"""The button "Undo", for ten minutes after something small was done."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from forensic_hub.referrals.actions import undo
from forensic_hub.referrals.views.record import ReferralAct
from partnership.pages.banners import say_done


class OwnerUndo(ReferralAct):
    def act(self) -> None:
        stands = undo.handing(referral=self.record, by=self.principal)
        who = f"with {stands.owner}" if stands.owner else "unassigned"
        say_done(self.request, f"Undone. {stands} is {who} again.")


class AcceptUndo(ReferralAct):
    def act(self) -> None:
        stands = undo.accepting(referral=self.record, by=self.principal)
        say_done(self.request, f"Undone. {stands} waits for triage again.")


class WithdrawUndo(ReferralAct):
    def act(self) -> None:
        stands = undo.withdrawing(referral=self.record, by=self.principal)
        say_done(self.request, f"Undone. {stands} is open again: {stands.get_state_display().lower()}.")


class AskingUndo(ReferralAct):
    def act(self) -> None:
        request = get_object_or_404(self.record.information_requests.all()[:1])
        undo.asking(request=request, by=self.principal)
        say_done(self.request, "Undone. The request is cancelled and the clock is running again.")


class BookingUndo(ReferralAct):
    def act(self) -> None:
        booked = get_object_or_404(self.record.assessments.order_by("-pk")[:1])
        undo.booking(assessment=booked, by=self.principal)
        say_done(self.request, "Undone. The booking is cancelled.")


class NoteUndo(ReferralAct):
    after = "referral-notes"

    def act(self) -> None:
        undo.writing(note=get_object_or_404(self.record.notes, pk=self.kwargs["pk"]), by=self.principal)
        say_done(self.request, "Undone. The note is struck out.")


class DocumentUndo(ReferralAct):
    after = "referral-documents"

    def act(self) -> None:
        undo.adding(document=get_object_or_404(self.record.documents, key=self.kwargs["key"]), by=self.principal)
        say_done(self.request, "Undone. The document is removed.")

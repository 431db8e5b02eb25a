"""Contacts and notes of a referral."""

from __future__ import annotations

from forensic_hub.referrals.actions import notes
from forensic_hub.referrals.forms.notes import NoteForm
from forensic_hub.referrals.models import Note
from forensic_hub.referrals.policy import REFERRAL
from forensic_hub.referrals.views.record import OfReferral, ReferralPage
from partnership.access.policy import Action
from partnership.arithmetic import clock
from partnership.pages.values import email, phone
from partnership.pages.views import RecordAddPage


class ReferralNotes(ReferralPage):
    template_name = "forensic_hub/referral_notes.html"

    def get_context_data(self, **kwargs):
        referral = self.record
        return super().get_context_data(
            notes=referral.notes.select_related("written_by"),
            referrer=[
                ("Name", referral.referrer_name),
                ("Job title", referral.referrer_job),
                ("Organisation", referral.referred_by),
                ("Phone number", phone(referral.referrer_phone)),
                ("Email address", email(referral.referrer_email)),
            ],
            may_note=self.may(REFERRAL[Action.NOTE]),
            may_edit=self.may_edit,
            **kwargs,
        )


class NoteNew(OfReferral, RecordAddPage):
    action = staticmethod(notes.add)
    form_class = NoteForm
    title = "Add a contact or note"
    button = "Save note"
    after = "referral-notes"
    success = "Note added."

    def get_initial(self):
        return super().get_initial() | {"kind": Note.Kind.NOTE, "happened_on": clock.today()}

    def undo_url(self) -> str:
        return self.to_record("note-undo", pk=self.changed.pk) if self.may(REFERRAL[Action.EDIT]) else ""

"""The addresses of the forensic hub, under /forensic/."""

from __future__ import annotations

from forensic_hub.referrals.actions import referrals
from forensic_hub.referrals.deciding import RECORD_DECISION
from forensic_hub.referrals.forms.ending import ReopenForm, WithdrawForm
from forensic_hub.referrals.journeys import LOG_REFERRAL
from forensic_hub.referrals.policy import PANEL, REFERRAL, REFERRAL_COUNTS
from forensic_hub.referrals.views import (
    assessments,
    corrections,
    decisions,
    documents,
    information,
    notes,
    overview,
    owner,
    panels,
    transfer,
    triage,
    undo,
)
from forensic_hub.referrals.views.counted import ReferralsCounted
from forensic_hub.referrals.views.counts import ReferralCounts
from forensic_hub.referrals.views.duty import OnDuty
from forensic_hub.referrals.views.people import PersonCorrect, PersonPage
from forensic_hub.referrals.views.record import OfReferral
from forensic_hub.referrals.views.referral_list import ReferralAssign, ReferralList
from partnership.access.policy import Action
from partnership.access.routes import page
from partnership.pages import converters  # noqa: F401 - <date:date>
from partnership.pages.views import ListDownload, moves
from partnership.people.policy import PERSON
from partnership.work.views.find_person import FindPerson

app_name = "forensic_hub"

LIST, VIEW, NEW, EDIT, NOTE, DECIDE, EXPORT = (
    REFERRAL[action]
    for action in (Action.LIST, Action.VIEW, Action.NEW, Action.EDIT, Action.NOTE, Action.DECIDE, Action.EXPORT)
)

ONE = "referrals/<str:reference>/"

urlpatterns = [
    # The day's list
    page("referrals/", ReferralList, needs=LIST, name="referral-list"),
    page("referrals/download/", ListDownload.of(ReferralList), needs=EXPORT, name="referral-download"),
    page("referrals/assign/", ReferralAssign, needs=DECIDE, name="referral-assign"),
    page("on-duty/", OnDuty, needs=EDIT, name="on-duty"),
    page("measures/<slug:slug>/<str:month>/", ReferralsCounted, needs=LIST, name="referrals-counted"),
    page("", ReferralCounts, needs=REFERRAL_COUNTS[Action.VIEW], name="referral-counts"),
    # Logging a referral
    page("referrals/new/find/", FindPerson.of(OfReferral, LOG_REFERRAL), needs=NEW, name="referral-find"),
    *LOG_REFERRAL.urls("referrals/new/"),
    # People
    page("people/<str:reference>/", PersonPage, needs=PERSON[Action.VIEW], name="person"),
    page("people/<str:reference>/correct/", PersonCorrect, needs=PERSON[Action.EDIT], name="person-correct"),
    # One referral
    page(ONE, overview.ReferralOverview, needs=VIEW, name="referral-overview"),
    page(f"{ONE}assessment/", assessments.ReferralAssessment, needs=VIEW, name="referral-assessment"),
    page(f"{ONE}panel/", decisions.ReferralPanel, needs=VIEW, name="referral-panel"),
    page(f"{ONE}contacts/", notes.ReferralNotes, needs=VIEW, name="referral-notes"),
    page(f"{ONE}documents/", documents.ReferralDocuments, needs=VIEW, name="referral-documents"),
    page(f"{ONE}history/", overview.ReferralHistory, needs=VIEW, name="referral-history"),
    # Who has it in hand
    page(f"{ONE}take/", owner.ReferralTake, needs=EDIT, name="referral-take"),
    page(f"{ONE}give-back/", owner.ReferralGiveBack, needs=EDIT, name="referral-give-back"),
    page(f"{ONE}owner/", owner.ReferralOwner, needs=DECIDE, name="referral-owner"),
    page(f"{ONE}owner/undo/", undo.OwnerUndo, needs=EDIT, name="owner-undo"),
    # Triage and missing information
    *moves(
        OfReferral,
        ONE,
        accept=triage.ReferralTriage,
        ask=information.ReferralAskForInformation,
        receive=information.ReferralInformationReceived,
        stop_asking=information.ReferralStopWaiting,
    ),
    page(f"{ONE}triage/undo/", undo.AcceptUndo, needs=EDIT, name="accept-undo"),
    page(f"{ONE}ask-for-information/undo/", undo.AskingUndo, needs=EDIT, name="asking-undo"),
    page(f"{ONE}chase/", information.ReferralChase, needs=EDIT, name="referral-chase"),
    page(f"{ONE}information/<int:pk>/correct/", corrections.RequestCorrect, needs=EDIT, name="request-correct"),
    # The transfer from prison
    page(f"{ONE}day-zero/", transfer.ReferralDayZero, needs=EDIT, name="referral-day-zero"),
    page(f"{ONE}day-zero/correct/", corrections.DayZeroCorrect, needs=EDIT, name="day-zero-correct"),
    # The assessment
    *moves(
        OfReferral,
        ONE,
        book=assessments.AssessmentBook,
        cancel_booking=assessments.AssessmentCancel,
        assess=assessments.AssessmentRecord,
    ),
    page(f"{ONE}assessment/book/undo/", undo.BookingUndo, needs=EDIT, name="booking-undo"),
    page(f"{ONE}assessment/rebook/", assessments.AssessmentRebook, needs=EDIT, name="assessment-rebook"),
    page(
        f"{ONE}assessment/<int:pk>/correct/",
        corrections.AssessmentCorrect,
        needs=EDIT,
        name="assessment-correct",
    ),
    # The panel and its decision
    page("panels/", panels.PanelList, needs=PANEL[Action.LIST], name="panel-list"),
    page("panels/new/", panels.PanelNew, needs=PANEL[Action.NEW], name="panel-new"),
    page("panels/<date:date>/", panels.PanelOverview, needs=LIST, name="panel-overview"),
    page("panels/<date:date>/attendance/", panels.PanelAttendance, needs=PANEL[Action.EDIT], name="panel-attendance"),
    page(
        "panels/<date:date>/decision-makers/new/",
        panels.DecisionMakerNew,
        needs=PANEL[Action.EDIT],
        name="decision-maker-new",
    ),
    page(
        "panels/<date:date>/decision-makers/end/",
        panels.DecisionMakerEnd,
        needs=PANEL[Action.EDIT],
        name="decision-maker-end",
    ),
    *moves(
        OfReferral,
        ONE,
        put_on=panels.ReferralPutOn,
        agree=decisions.ReferralDecision,
        correct_to_agreed=decisions.DecisionCorrect,
    ),
    *RECORD_DECISION.urls("decisions/"),
    page(f"{ONE}decision/letter/", decisions.DecisionLetter, needs=VIEW, name="decision-letter"),
    # The end, and after
    *moves(OfReferral, ONE, withdraw=(referrals.withdraw, WithdrawForm), reopen=(referrals.reopen, ReopenForm)),
    page(f"{ONE}withdraw/undo/", undo.WithdrawUndo, needs=EDIT, name="withdraw-undo"),
    # Contacts, notes and documents
    page(f"{ONE}contacts/new/", notes.NoteNew, needs=NOTE, name="note-new"),
    page(f"{ONE}contacts/<int:pk>/correct/", corrections.NoteCorrect, needs=EDIT, name="note-correct"),
    page(f"{ONE}contacts/<int:pk>/undo/", undo.NoteUndo, needs=EDIT, name="note-undo"),
    page(f"{ONE}documents/new/", documents.DocumentNew, needs=EDIT, name="document-new"),
    page(f"{ONE}documents/checklist/", documents.DocumentChecklist, needs=EDIT, name="document-checklist"),
    page(f"{ONE}documents/<uuid:key>/", documents.DocumentDownload, needs=VIEW, name="document-download"),
    page(f"{ONE}documents/<uuid:key>/remove/", documents.DocumentRemove, needs=EDIT, name="document-remove"),
    page(f"{ONE}documents/<uuid:key>/undo/", undo.DocumentUndo, needs=EDIT, name="document-undo"),
    # What was asked, put right
    page(f"{ONE}correct/person/", corrections.WrongPersonCorrect, needs=EDIT, name="wrong-person-correct"),
    page(f"{ONE}correct/referrer/", corrections.ReferrerCorrect, needs=EDIT, name="referrer-correct"),
    page(f"{ONE}correct/need/", corrections.NeedCorrect, needs=EDIT, name="need-correct"),
    page(f"{ONE}correct/legal/", corrections.LegalCorrect, needs=EDIT, name="legal-correct"),
]

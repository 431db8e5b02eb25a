"""The access assessment of a request, and taking back its end."""

from __future__ import annotations

from camhs_beds.actions import requests, undo_ending
from camhs_beds.forms.finding_a_bed import AssessmentForm
from camhs_beds.views.record import OfRequest
from partnership.pages.views import RecordAct, RecordFormPage

RequestAssessment = RecordFormPage.of(
    OfRequest,
    requests.record_assessment,
    AssessmentForm,
    title="Record the access assessment",
    button="Save",
    success="The access assessment is recorded.",
)
EndingUndo = RecordAct.of(OfRequest, undo_ending.ending, "Undone. {record} is open again.")

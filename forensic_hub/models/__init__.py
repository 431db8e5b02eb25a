from forensic_hub.models.assessment import Assessment
from forensic_hub.models.closure import Closure
from forensic_hub.models.correction import ReferralCorrection
from forensic_hub.models.decision import Decision
from forensic_hub.models.document import Document, Upload
from forensic_hub.models.duty import Duty
from forensic_hub.models.information_request import Chase, InformationRequest, RequestedItem
from forensic_hub.models.legal_status import LegalStatus
from forensic_hub.models.note import Note
from forensic_hub.models.panel import Attendance, DecisionMaker, Panel
from forensic_hub.models.referral import ASKED, Referral
from forensic_hub.models.target_rule import TargetRule

__all__ = [
    "ASKED",
    "Assessment",
    "Attendance",
    "Chase",
    "Closure",
    "Decision",
    "DecisionMaker",
    "Document",
    "Duty",
    "InformationRequest",
    "LegalStatus",
    "Note",
    "Panel",
    "Referral",
    "ReferralCorrection",
    "RequestedItem",
    "TargetRule",
    "Upload",
]

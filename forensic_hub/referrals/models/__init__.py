from forensic_hub.referrals.models.assessment import Assessment
from forensic_hub.referrals.models.closure import Closure
from forensic_hub.referrals.models.correction import ReferralCorrection
from forensic_hub.referrals.models.decision import Decision
from forensic_hub.referrals.models.document import Document, Upload
from forensic_hub.referrals.models.duty import Duty
from forensic_hub.referrals.models.information_request import Chase, InformationRequest, RequestedItem
from forensic_hub.referrals.models.legal_status import LegalStatus
from forensic_hub.referrals.models.note import Note
from forensic_hub.referrals.models.panel import Attendance, DecisionMaker, Panel
from forensic_hub.referrals.models.referral import ASKED, Referral
from forensic_hub.referrals.models.target_rule import TargetRule

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

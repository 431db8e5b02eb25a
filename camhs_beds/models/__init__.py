from camhs_beds.models.ask import Ask
from camhs_beds.models.bed import Bed
from camhs_beds.models.bed_request import BedRequest
from camhs_beds.models.confirmation import Confirmation
from camhs_beds.models.correction import BedRequestCorrection, StayCorrection
from camhs_beds.models.family_page import FamilyPage
from camhs_beds.models.leave import Leave
from camhs_beds.models.out_of_area import Approval, OutOfAreaPlacement, Review
from camhs_beds.models.out_of_service import OutOfService
from camhs_beds.models.pressure import PressureRule
from camhs_beds.models.reservation import Reservation
from camhs_beds.models.rule import BedRule
from camhs_beds.models.stay import BedPeriod, Stay
from camhs_beds.models.unit_profile import UnitProfile

__all__ = [
    "Approval",
    "Ask",
    "Bed",
    "BedPeriod",
    "BedRequest",
    "BedRequestCorrection",
    "BedRule",
    "Confirmation",
    "FamilyPage",
    "Leave",
    "OutOfAreaPlacement",
    "OutOfService",
    "PressureRule",
    "Reservation",
    "Review",
    "Stay",
    "StayCorrection",
    "UnitProfile",
]

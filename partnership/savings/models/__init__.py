from partnership.savings.models.confirmation import Confirmation
from partnership.savings.models.correction import SavingCorrection
from partnership.savings.models.evidence import Evidence
from partnership.savings.models.month_figure import MonthFigure
from partnership.savings.models.reinvestment import AMOUNT_NOT_PUBLISHED, Reinvestment
from partnership.savings.models.saving import Saving
from partnership.savings.models.settlement import SettledPayment, SettledShare, Settlement

__all__ = [
    "AMOUNT_NOT_PUBLISHED",
    "Confirmation",
    "Evidence",
    "MonthFigure",
    "Reinvestment",
    "Saving",
    "SavingCorrection",
    "SettledPayment",
    "SettledShare",
    "Settlement",
]

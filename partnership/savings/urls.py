"""The addresses of savings and reinvestment, under /partnership/, and the board's page about them."""

from __future__ import annotations

from partnership.access.policy import Action
from partnership.access.routes import page
from partnership.pages.views import HistoryPage, ListFile, moves
from partnership.savings.actions import reinvesting, savings
from partnership.savings.forms.reinvestment import DeclineForm, LiveForm, ReviewForm
from partnership.savings.forms.saving import StopForm
from partnership.savings.journeys import NEW_SAVING
from partnership.savings.policy import CONFIRMATION, REINVESTMENT, SAVING, SETTLEMENT
from partnership.savings.views import (
    actuals,
    board,
    month_forms,
    reinvestment,
    saving_forms,
    saving_months,
    saving_record,
    settlements,
)
from partnership.savings.views.reinvestment import OfReinvestment
from partnership.savings.views.saving_list import SavingList
from partnership.savings.views.saving_record import OfSaving

app_name = "savings"

LIST, VIEW, EXPORT, NEW, EDIT, DECIDE = (
    SAVING[action] for action in (Action.LIST, Action.VIEW, Action.EXPORT, Action.NEW, Action.EDIT, Action.DECIDE)
)
CONFIRM = CONFIRMATION[Action.DECIDE]
SAVINGS = "partnership/savings/"
ONE = f"{SAVINGS}<str:reference>/"
SETTLEMENTS = f"{SAVINGS}settlements/"
MONTH = f"{SETTLEMENTS}<str:month>/"
SCHEMES = "partnership/reinvestment/"
SCHEME = f"{SCHEMES}<str:reference>/"
PROPOSE, CHANGE = REINVESTMENT[Action.NEW], REINVESTMENT[Action.EDIT]

urlpatterns = [
    # The list, a new one, and the month's tables
    page(SAVINGS, SavingList, needs=LIST, name="saving-list"),
    page(f"{SAVINGS}download/", ListFile.of(SavingList), needs=EXPORT, name="saving-download"),
    page(f"{SAVINGS}new/", saving_forms.SavingNew, needs=NEW, name="saving-new"),
    *NEW_SAVING.urls(f"{SAVINGS}new/"),
    page(f"{SAVINGS}actuals/", actuals.Actuals, needs=EDIT, name="actuals"),
    page(f"{SAVINGS}confirm/", actuals.Confirm, needs=CONFIRM, name="confirm"),
    # Settlements
    page(SETTLEMENTS, settlements.SettlementList, needs=SETTLEMENT[Action.LIST], name="settlement-list"),
    page(MONTH, settlements.SettlementMonth, needs=SETTLEMENT[Action.VIEW], name="settlement"),
    page(
        f"{MONTH}download/", settlements.SettlementDownload, needs=SETTLEMENT[Action.VIEW], name="settlement-download"
    ),
    page(f"{MONTH}draw-up/", settlements.SettlementDrawUp, needs=SETTLEMENT[Action.NEW], name="settlement-draw-up"),
    page(f"{MONTH}close/", settlements.SettlementClose, needs=SETTLEMENT[Action.DECIDE], name="settlement-close"),
    # One saving
    page(ONE, saving_record.SavingOverview, needs=VIEW, name="saving-overview"),
    page(f"{ONE}months/", saving_months.SavingMonths, needs=CONFIRMATION[Action.VIEW], name="saving-months"),
    page(f"{ONE}shares/", saving_months.SavingShares, needs=VIEW, name="saving-shares"),
    page(f"{ONE}evidence/", saving_record.SavingEvidence, needs=VIEW, name="saving-evidence"),
    page(f"{ONE}corrections/", saving_record.SavingCorrections, needs=VIEW, name="saving-corrections"),
    page(f"{ONE}history/", saving_record.SavingHistory, needs=VIEW, name="saving-history"),
    page(f"{ONE}change/", saving_forms.SavingChange, needs=EDIT, name="saving-change"),
    page(f"{ONE}correct/", saving_forms.SavingCorrect, needs=EDIT, name="saving-correct"),
    page(f"{ONE}quality/", saving_forms.SavingQuality, needs=EDIT, name="saving-quality"),
    page(f"{ONE}plan-a-year/", saving_forms.SavingPlanYear, needs=EDIT, name="saving-plan-year"),
    *moves(
        OfSaving,
        ONE,
        plan=savings.plan,
        agree=saving_forms.SavingAgree,
        start=savings.start,
        deliver=savings.deliver,
        close=savings.close,
        stop=(savings.stop, StopForm),
    ),
    page(f"{ONE}months/<int:pk>/correct/", month_forms.MonthCorrect, needs=EDIT, name="month-correct"),
    page(f"{ONE}months/<int:pk>/query/", month_forms.MonthQuery, needs=DECIDE, name="month-query"),
    page(f"{ONE}months/<int:pk>/answer/", month_forms.MonthAnswer, needs=EDIT, name="month-answer"),
    page(f"{ONE}months/<int:pk>/take-back/", month_forms.MonthTakeBack, needs=DECIDE, name="month-take-back"),
    page(f"{ONE}evidence/new/", saving_forms.EvidenceNew, needs=EDIT, name="evidence-new"),
    page(f"{ONE}evidence/<uuid:key>/", saving_record.EvidenceDownload, needs=VIEW, name="evidence-download"),
    page(f"{ONE}evidence/<uuid:key>/remove/", saving_forms.EvidenceRemove, needs=EDIT, name="evidence-remove"),
    # Reinvestment
    page(SCHEMES, reinvestment.ReinvestmentList, needs=REINVESTMENT[Action.LIST], name="reinvestment-list"),
    page(
        f"{SCHEMES}download/",
        ListFile.of(reinvestment.ReinvestmentList, "reinvestment"),
        needs=REINVESTMENT[Action.LIST],
        name="reinvestment-download",
    ),
    page(f"{SCHEMES}new/", reinvestment.ReinvestmentNew, needs=PROPOSE, name="reinvestment-new"),
    page(SCHEME, reinvestment.ReinvestmentOverview, needs=REINVESTMENT[Action.VIEW], name="reinvestment-overview"),
    page(
        f"{SCHEME}history/",
        HistoryPage.of(reinvestment.OfReinvestment),
        needs=REINVESTMENT[Action.VIEW],
        name="reinvestment-history",
    ),
    page(f"{SCHEME}change/", reinvestment.ReinvestmentChange, needs=CHANGE, name="reinvestment-change"),
    *moves(
        OfReinvestment,
        SCHEME,
        approve=reinvestment.ReinvestmentApprove,
        decline=(reinvesting.decline, DeclineForm),
        go_live=(reinvesting.go_live, LiveForm),
        review=(reinvesting.review, ReviewForm),
    ),
    # The board
    page("board/savings/", board.BoardSavings, needs=VIEW, name="board"),
    page("board/savings/download/", board.BoardSavingsDownload, needs=EXPORT, name="board-download"),
]

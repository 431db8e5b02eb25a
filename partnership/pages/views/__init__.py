from partnership.pages.views.acts import RecordAct
from partnership.pages.views.confirm_step import ConfirmStep
from partnership.pages.views.downloads import ListDownload, ListFile
from partnership.pages.views.forms import (
    CorrectionPage,
    FormPage,
    MadeOnAVersion,
    NewPage,
    RecordAddPage,
    RecordFormPage,
)
from partnership.pages.views.lists import ListPage, ListTab
from partnership.pages.views.moves import MovePage, moves
from partnership.pages.views.page import Page
from partnership.pages.views.records import HistoryPage, Offered, OfRecord, RecordPage, Tab

__all__ = [
    "ConfirmStep",
    "CorrectionPage",
    "FormPage",
    "HistoryPage",
    "ListDownload",
    "ListFile",
    "ListPage",
    "ListTab",
    "MadeOnAVersion",
    "MovePage",
    "NewPage",
    "OfRecord",
    "Offered",
    "Page",
    "RecordAct",
    "RecordAddPage",
    "RecordFormPage",
    "RecordPage",
    "Tab",
    "moves",
]

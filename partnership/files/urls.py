"""Files that come in, and files that took too long to make while someone waited."""

from partnership.access.policy import Action
from partnership.access.routes import page
from partnership.files.policy import EXPORT, IMPORT
from partnership.files.views import exports, import_list, import_moves, import_record, import_upload
from partnership.pages.views import HistoryPage

app_name = "files"

see_import, new_import, change_import = (IMPORT[action] for action in (Action.VIEW, Action.NEW, Action.EDIT))
see_export, change_export = EXPORT[Action.VIEW], EXPORT[Action.EDIT]
AN_IMPORT, AN_EXPORT = "imports/<str:reference>/", "exports/<str:reference>/"

urlpatterns = [
    page("imports/", import_list.ImportList, needs=IMPORT[Action.LIST], name="import-list"),
    page("imports/new/", import_list.ImportNew, needs=new_import, name="import-new"),
    page("imports/new/<slug:kind>/", import_upload.ImportUpload, needs=new_import, name="import-upload"),
    page(
        "imports/new/<slug:kind>/template/<slug:file_type>/",
        import_upload.ImportTemplate,
        needs=new_import,
        name="import-template",
    ),
    page(AN_IMPORT, import_record.ImportOverview, needs=see_import, name="import-overview"),
    page(f"{AN_IMPORT}progress/", import_record.ImportProgress, needs=see_import, name="import-progress"),
    page(f"{AN_IMPORT}rows/", import_record.ImportRows, needs=see_import, name="import-rows"),
    page(f"{AN_IMPORT}errors/", import_record.ImportErrorsFile, needs=see_import, name="import-errors-file"),
    page(f"{AN_IMPORT}history/", HistoryPage.of(import_record.OfImport), needs=see_import, name="import-history"),
    page(f"{AN_IMPORT}approve/", import_moves.ImportApprove, needs=change_import, name="import-approve"),
    page(f"{AN_IMPORT}cancel/", import_moves.ImportCancel, needs=change_import, name="import-cancel"),
    page(f"{AN_IMPORT}undo/", import_moves.ImportUndo, needs=change_import, name="import-undo"),
    page(f"{AN_IMPORT}again/", import_moves.ImportAgain, needs=change_import, name="import-again"),
    page(f"{AN_IMPORT}correct/", import_upload.ImportCorrect, needs=change_import, name="import-correct"),
    page("exports/", exports.ExportList, needs=EXPORT[Action.LIST], name="export-list"),
    page(AN_EXPORT, exports.ExportOverview, needs=see_export, name="export-overview"),
    page(f"{AN_EXPORT}progress/", exports.ExportProgress, needs=see_export, name="export-progress"),
    page(f"{AN_EXPORT}file/", exports.ExportFile, needs=EXPORT[Action.EXPORT], name="export-file"),
    page(f"{AN_EXPORT}delete/", exports.ExportDelete, needs=change_export, name="export-delete"),
    page(f"{AN_EXPORT}again/", exports.ExportAgain, needs=change_export, name="export-again"),
]

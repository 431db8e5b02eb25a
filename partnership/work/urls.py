"""What everybody has, whatever their role: their work, what they are told and what they can find."""

from partnership.access.policy import OWN_PAGES, Action
from partnership.access.routes import page
from partnership.work.policy import DRAFT, EXPORT, IMPORT, NOTIFICATION, SAVED_FILTER, SEARCH
from partnership.work.views import exports, import_verbs, imports, my_work, notifications, saved_filters
from partnership.work.views.home import home
from partnership.work.views.search import Search

app_name = "work"

own, change = OWN_PAGES[Action.VIEW], OWN_PAGES[Action.EDIT]
read, mark = NOTIFICATION[Action.VIEW], NOTIFICATION[Action.EDIT]
keep = SAVED_FILTER[Action.EDIT]
see_import, new_import, change_import = (IMPORT[action] for action in (Action.VIEW, Action.NEW, Action.EDIT))
see_export, change_export = EXPORT[Action.VIEW], EXPORT[Action.EDIT]
AN_IMPORT, AN_EXPORT = "imports/<str:reference>/", "exports/<str:reference>/"

urlpatterns = [
    page("", home, needs=own, name="home"),
    page("my-work/", my_work.MyWork, needs=own, name="my-work"),
    page("my-work/assign/", my_work.AssignWork, needs=change, name="assign"),
    page("my-work/drafts/<uuid:draft>/delete/", my_work.DeleteDraft, needs=DRAFT[Action.EDIT], name="draft-delete"),
    page("notifications/", notifications.Notifications, needs=read, name="notifications"),
    page("notifications/read/", notifications.MarkAsRead, needs=mark, name="notifications-read"),
    page("notifications/<uuid:notification>/read/", notifications.MarkAsRead, needs=mark, name="notification-read"),
    page("search/", Search, needs=SEARCH[Action.VIEW], name="search", only_reads=True),
    page("saved-filters/", saved_filters.SavedFilters, needs=keep, name="saved-filters"),
    page("saved-filters/new/", saved_filters.NewSavedFilter, needs=SAVED_FILTER[Action.NEW], name="saved-filter-new"),
    page("saved-filters/<int:saved>/", saved_filters.ChangeSavedFilter, needs=keep, name="saved-filter-change"),
    page("saved-filters/<int:saved>/delete/", saved_filters.DeleteSavedFilter, needs=keep, name="saved-filter-delete"),
    # Files in
    page("imports/", imports.ImportList, needs=IMPORT[Action.LIST], name="import-list"),
    page("imports/new/", imports.ImportNew, needs=new_import, name="import-new"),
    page("imports/new/<slug:kind>/", imports.ImportUpload, needs=new_import, name="import-upload"),
    page(
        "imports/new/<slug:kind>/template/<slug:file_type>/",
        imports.ImportTemplate,
        needs=new_import,
        name="import-template",
    ),
    page(AN_IMPORT, imports.ImportOverview, needs=see_import, name="import-overview"),
    page(f"{AN_IMPORT}progress/", imports.ImportProgress, needs=see_import, name="import-progress"),
    page(f"{AN_IMPORT}rows/", imports.ImportRows, needs=see_import, name="import-rows"),
    page(f"{AN_IMPORT}errors/", imports.ImportErrorsFile, needs=see_import, name="import-errors-file"),
    page(f"{AN_IMPORT}history/", imports.ImportHistory, needs=see_import, name="import-history"),
    page(f"{AN_IMPORT}approve/", import_verbs.ImportApprove, needs=change_import, name="import-approve"),
    page(f"{AN_IMPORT}cancel/", import_verbs.ImportCancel, needs=change_import, name="import-cancel"),
    page(f"{AN_IMPORT}undo/", import_verbs.ImportUndo, needs=change_import, name="import-undo"),
    page(f"{AN_IMPORT}again/", import_verbs.ImportAgain, needs=change_import, name="import-again"),
    page(f"{AN_IMPORT}correct/", import_verbs.ImportCorrect, needs=change_import, name="import-correct"),
    # Files out that took too long to wait for
    page("exports/", exports.ExportList, needs=EXPORT[Action.LIST], name="export-list"),
    page(AN_EXPORT, exports.ExportView, needs=see_export, name="export-view"),
    page(f"{AN_EXPORT}progress/", exports.ExportProgress, needs=see_export, name="export-progress"),
    page(f"{AN_EXPORT}file/", exports.ExportFile, needs=EXPORT[Action.EXPORT], name="export-file"),
    page(f"{AN_EXPORT}delete/", exports.ExportDelete, needs=change_export, name="export-delete"),
    page(f"{AN_EXPORT}again/", exports.ExportAgain, needs=change_export, name="export-again"),
]

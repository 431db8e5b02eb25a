from partnership.work.models.draft import Draft
from partnership.work.models.file_export import Export
from partnership.work.models.file_import import Import, ImportRow
from partnership.work.models.notification import Notification
from partnership.work.models.saved_filter import SavedFilter

__all__ = ["Draft", "Export", "Import", "ImportRow", "Notification", "SavedFilter"]

from partnership.work.models.draft import Draft
from partnership.work.models.notification import Notification
from partnership.work.models.saved_filter import SavedFilter

__all__ = ["Draft", "Notification", "SavedFilter"]

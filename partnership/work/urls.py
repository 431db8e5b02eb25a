"""What everybody has, whatever their role: their work, what they are told and what they can find."""

from partnership.access.policy import OWN_PAGES, Action
from partnership.access.routes import page
from partnership.work.policy import DRAFT, NOTIFICATION, SAVED_FILTER, SEARCH
from partnership.work.views import my_work, notifications, saved_filters
from partnership.work.views.home import home
from partnership.work.views.search import Search

app_name = "work"

own, change = OWN_PAGES[Action.VIEW], OWN_PAGES[Action.EDIT]
read, mark = NOTIFICATION[Action.VIEW], NOTIFICATION[Action.EDIT]
keep = SAVED_FILTER[Action.EDIT]

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
]

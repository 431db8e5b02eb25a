from partnership.pages.views.forms import FormPage, RecordFormPage
from partnership.pages.views.lists import ListPage, ListTab
from partnership.pages.views.page import Page
from partnership.pages.views.records import RecordPage, Tab

__all__ = ["FormPage", "ListPage", "ListTab", "Page", "RecordFormPage", "RecordPage", "Tab"]

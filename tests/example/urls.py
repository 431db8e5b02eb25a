from partnership.access.policy import Action
from partnership.access.routes import page
from partnership.pages.views import HistoryPage, ListDownload, NewPage, RecordPage, moves
from tests.example import actions
from tests.example.forms import LessonForm
from tests.example.policy import LESSON
from tests.example.views import LessonList, OfLesson

app_name = "example"
ONE = "<str:reference>/"
urlpatterns = [
    page("", LessonList, needs=LESSON[Action.LIST], name="lesson-list"),
    page("download/", ListDownload.of(LessonList), needs=LESSON[Action.EXPORT], name="lesson-download"),
    page("new/", NewPage.of(OfLesson, actions.write, LessonForm), needs=LESSON[Action.NEW], name="lesson-new"),
    page(ONE, RecordPage.of(OfLesson), needs=LESSON[Action.VIEW], name="lesson-overview"),
    page(f"{ONE}history/", HistoryPage.of(OfLesson), needs=LESSON[Action.VIEW], name="lesson-history"),
    *moves(OfLesson, ONE, share=actions.share),
]

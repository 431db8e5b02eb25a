from partnership.pages.tables import Column
from partnership.pages.values import Link, Tag
from partnership.pages.views import ListPage, OfRecord
from partnership.records.history import HistorySource
from tests.example.models import Lesson
from tests.example.policy import LESSON
from tests.example.states import LESSONS


class OfLesson(OfRecord):
    model, policy, states = Lesson, LESSON, LESSONS
    namespace, noun, section = "example", "lesson", "Lessons"
    related = ("trust",)
    pages = (("Overview", "lesson-overview"), ("History", "lesson-history"))
    shows_fields = ("trust", "title", "learnt", "shared_on")
    sources = (HistorySource(Lesson, "pgh_obj", ("state", "title", "learnt"), made="Written"),)


class LessonList(ListPage):
    records = OfLesson
    empty = "No lessons yet."
    columns = (
        Column("title", "Lesson", lambda lesson: Link(lesson.title, OfLesson.url_of(lesson)), order_by="title"),
        Column("trust.short_name", "Trust", order_by="trust__short_name"),
        Column("state", "Status", lambda lesson: Tag(lesson.get_state_display()), order_by="state"),
    )

    def everything(self):
        return super().everything().select_related("trust")

import datetime as dt

from partnership.access.roles import PROGRAMME_LEAD
from partnership.arithmetic import months
from partnership.measures.registry import Better, Figure, Measure, Unit, register_measure
from tests.example.models import Lesson


def shared_in(month: dt.date):
    yield Figure.count(Lesson.objects.filter(shared_on__range=(month, months.last_day(month))).count())


register_measure(
    Measure(
        slug="lessons-shared", code="M99", name="Lessons shared", group="Governance", unit=Unit.COUNT, better=Better.UP,
        question="How many lessons do the trusts share?", noun=("lesson", "lessons"), owner=PROGRAMME_LEAD,
        source="Lessons", formula="Lessons shared in the month", first_month=dt.date(2018, 1, 1), figures=shared_in,
        about_people=False,
    )
)  # fmt: skip

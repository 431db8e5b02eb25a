from django.db import transaction

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.records.models.sequence import next_reference
from tests.example.models import Lesson
from tests.example.policy import LESSON
from tests.example.states import LESSONS


@transaction.atomic
def write(*, title: str, learnt: str, by: Principal) -> Lesson:
    LESSON[Action.NEW].demand(by)
    return Lesson.objects.create(reference=next_reference("LL"), trust_id=by.trust_id, title=title, learnt=learnt)


@transaction.atomic
def share(*, lesson: Lesson, by: Principal, version: int | None = None) -> Lesson:
    locked = LESSONS.begin(lesson, "share", by, version)
    return LESSONS.finish(locked, shared_on=clock.today())

import pghistory
from django.db import models

from partnership.organisations.models import Organisation
from partnership.records.models import Record
from tests.example.states import LESSONS, State


@pghistory.track(append_only=True)
class Lesson(Record):
    trust = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    title = models.CharField(max_length=150)
    learnt = models.TextField("what was learnt", max_length=1000)
    state = models.CharField("status", max_length=8, choices=State, default=State.DRAFT)
    shared_on = models.DateField(null=True)

    class Meta(Record.Meta):
        abstract = False
        triggers = [*Record.Meta.triggers, LESSONS.trigger()]

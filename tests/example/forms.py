from django import forms

from partnership.pages.forms import CharacterCountField, PortalForm


class LessonForm(PortalForm):
    title = forms.CharField(label="Title", max_length=150)
    learnt = CharacterCountField(label="What was learnt", max_length=1000)

"""Fields that the forms of this room share."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.validators import URLValidator
from django.db.models import QuerySet

from partnership.access.models import User
from partnership.organisations.models import Programme

NAME_NO_PATIENT = "Do not name anyone who is cared for."


class OwnerField(forms.ModelChoiceField):
    def __init__(self) -> None:
        wrong = dict.fromkeys(("required", "invalid_choice"), "Select the owner")
        super().__init__(None, label="Owner", empty_label="Select an owner", error_messages=wrong)


class HasAnOwner:
    """A form with an ``owner``, one of ``owners``."""

    def __init__(self, *args, owners: QuerySet[User], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners


class WebAddressField(forms.CharField):
    """An address of the web that a browser can follow: https or http, and nothing else."""

    def __init__(self, **kwargs):
        super().__init__(max_length=500, **kwargs)
        wrong = "Evidence must be a link that starts with https:// or http://"
        self.validators.append(URLValidator(schemes=["https", "http"], message=wrong))


class ProgrammeField(forms.ChoiceField):
    """One of the six, or none: the whole Partnership."""

    WHOLE = "all"

    def __init__(self, **kwargs):
        super().__init__(choices=[], **kwargs)

    def offer(self, programmes: Iterable[Programme]) -> None:
        self.of = {programme.slug: programme for programme in programmes}
        named = [(slug, str(programme)) for slug, programme in self.of.items()]
        self.choices = [(self.WHOLE, "The whole Partnership"), *named]
